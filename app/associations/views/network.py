"""The doors of the network: the list, one association, taking one in, inviting, correcting."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import actions, forms, pages, permissions, queries, rules
from app.associations.pages import profile
from app.associations.views import asking
from app.values.missing import Missing
from app.web import refusals, ways
from app.web.clock import now, today
from app.web.guard import requires
from app.web.navigation import LANGUAGES
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("associations", __name__, url_prefix="/<slug>/associations", template_folder="../templates")
TOLD = ("name", "business_id", "kind", "language")
FURTHER = ("register_number", "languages", "soteri", "soteri_reason", "einvoice_address", "einvoice_operator")


@blueprint.get("/")
@requires(permissions.READ)
def associations() -> str:
    """The whole network, and where each association stands."""
    may_register = asking.holds(permissions.REGISTER)
    table = pages.table(queries.associations(), queries.standings(today()), may_register=may_register)
    return render_template("associations/associations.html", table=table, may_register=may_register)


@blueprint.get("/<uuid:association_id>")
@requires(permissions.READ)
def association(association_id: UUID) -> str:
    """One association: where it stands, what is missing, where it works, who acts for it."""
    known = asking.known(association_id)
    found = known.association
    invite = pages.invitation(association_id) if asking.holds(permissions.INVITE) and found.is_in_network else None
    keeps = asking.holds(permissions.KEEP)
    return render_template(
        "associations/association.html",
        association=found,
        page=profile.profile(known, today(), as_own=False, keeps=keeps),
        people=pages.people(known.speakers, invite=invite),
        invite=invite,
        ways=ways.on_from("association", association_id, roles=asking.roles()),
        decisions=pages.decisions(known.standing) if asking.holds(permissions.DECIDE) else (),
        account=asking.holds(permissions.ACCOUNT),
        keeps=keeps,
        crumbs=pages.crumbs(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def register() -> Response | tuple[str, int]:
    """Take one into the network."""
    form = forms.AssociationForm()
    _choices(form)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in (*TOLD, "register_number")}
            made = actions.register_association(**said, by=me().person_id, at=now())
            flash(_("The association is in the network."), "success")
            return redirect(url_for(".association", association_id=made))
    page = render_template("associations/register.html", form=form, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.route("/invite", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def invite_association() -> Response | tuple[str, int]:
    """A name and an address: the association gets a link and tells the rest itself."""
    form = forms.InviteAssociationForm(data={"language": resolution.here().first_language, "kind": "association"})
    _choices(form)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in ("name", "kind", "person", "email", "language")}
            made = actions.invite_association(**said, by=me().person_id, at=now())
            flash(_("The invitation is on its way. The association tells the rest itself."), "success")
            return redirect(url_for(".association", association_id=made))
    page = render_template("associations/invite_association.html", form=form, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/change", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change(association_id: UUID) -> Response | tuple[str, int]:
    """Correct its details: the municipality's people anybody's, an association its own."""
    own = asking.own_or_all(association_id, staff=permissions.LEADS)
    found = queries.association(association_id)
    form = forms.DetailsForm(data=pages.typed(found))
    _choices(form)
    home = pages.home(association_id, as_own=own is not None)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said: dict[str, Any] = {name: form[name].data for name in (*TOLD, *FURTHER)}
            said["languages"] = tuple(said["languages"] or ())
            actions.change_association(association_id=association_id, **said, own=own, by=me().person_id, at=now())
            flash(_("The changes are saved."), "success")
            return redirect(home)
    crumbs = pages.crumbs_to(association_id, found.name, as_own=own is not None)
    page = render_template("associations/change.html", form=form, association=found, back=home, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/invite", methods=["GET", "POST"])
@requires(permissions.INVITE)
def invite(association_id: UUID) -> Response | tuple[str, int]:
    """Send somebody of the association the link with which they join."""
    found, led = queries.association(association_id), asking.led()
    reads = asking.holds(permissions.READ)
    if not rules.may_invite(association_id, own=led, as_staff=reads):
        raise Missing(association_id)
    home = pages.home(association_id, as_own=not reads)
    form = forms.InviteForm(data={"language": found.language})
    form.language.choices = pages.choices(LANGUAGES)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in ("name", "email", "role", "language")}
            actions.invite_contact_person(association_id=association_id, **said, own=led, by=me().person_id, at=now())
            flash(_("The invitation is on its way."), "success")
            return redirect(home)
    crumbs = pages.crumbs_to(association_id, found.name, as_own=not reads)
    page = render_template("associations/invite.html", form=form, association=found, back=home, crumbs=crumbs)
    return page, refusals.status(form)


def _choices(form: Any) -> None:
    """What the form offers, in the reader's language."""
    offered = {"kind": pages.KINDS, "language": pages.LANGUAGES, "languages": pages.work_languages()}
    for name, labels in offered.items():
        if name in form:
            form[name].choices = pages.choices(labels)
