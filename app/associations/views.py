"""The doors of the network."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import permission_table
from app.accounts.rules import ASSOCIATION_ADMIN
from app.associations import actions, forms, pages, permissions, queries, rules
from app.values.missing import Missing
from app.web import refusals, ways
from app.web.clock import now
from app.web.guard import requires
from app.web.navigation import LANGUAGES
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("associations", __name__, url_prefix="/<slug>/associations", template_folder="templates")


@blueprint.get("/")
@requires(permissions.READ)
def associations() -> str:
    """The whole network."""
    may_register = permission_table.roles_hold(_roles(), permissions.REGISTER)
    table = pages.table(queries.associations(), may_register=may_register)
    return render_template("associations/associations.html", table=table, may_register=may_register)


@blueprint.get("/<uuid:association_id>")
@requires(permissions.READ)
def association(association_id: UUID) -> str:
    """One association and who acts for it."""
    found = queries.association(association_id)
    may_invite = permission_table.roles_hold(_roles(), permissions.INVITE) and found.is_in_network
    invite = pages.invitation(association_id) if may_invite else None
    return render_template(
        "associations/association.html",
        association=found,
        facts=pages.facts(found),
        people=pages.people(queries.speakers(association_id), invite=invite),
        invite=invite,
        ways=ways.on_from("association", association_id, roles=_roles()),
        may_register=permission_table.roles_hold(_roles(), permissions.REGISTER),
        crumbs=pages.crumbs(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def register() -> Response | tuple[str, int]:
    """Take one into the network."""
    form = _form()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.register_association(**_said(form), by=me().person_id, at=now())
            flash(_("The association is in the network."), "success")
            return redirect(url_for(".association", association_id=made))
    page = render_template("associations/register.html", form=form, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/change", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def change(association_id: UUID) -> Response | tuple[str, int]:
    """Correct its details."""
    found = queries.association(association_id)
    form = _form(**pages.typed(found))
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.change_association(association_id=association_id, **_said(form), by=me().person_id, at=now())
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".association", association_id=association_id))
    crumbs = pages.crumbs(pages.crumb(association_id, found.name))
    page = render_template("associations/change.html", form=form, association=found, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/invite", methods=["GET", "POST"])
@requires(permissions.INVITE)
def invite(association_id: UUID) -> Response | tuple[str, int]:
    """Send somebody of the association the link with which they join."""
    found = queries.association(association_id)
    own = me().associations_in(resolution.here().id, role=ASSOCIATION_ADMIN)
    reads = permission_table.roles_hold(_roles(), permissions.READ)
    if not rules.may_invite(association_id, own=own, as_staff=reads):
        raise Missing(association_id)
    home = url_for(".association", association_id=association_id) if reads else f"/{resolution.here().slug}/"
    form = forms.InviteForm(data={"language": found.language})
    form.language.choices = pages.choices(LANGUAGES)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in ("name", "email", "role", "language")}
            actions.invite_contact_person(association_id=association_id, **said, own=own, by=me().person_id, at=now())
            flash(_("The invitation is on its way."), "success")
            return redirect(home)
    crumbs = pages.crumbs(pages.crumb(association_id, found.name)) if reads else ()
    page = render_template("associations/invite.html", form=form, association=found, back=home, crumbs=crumbs)
    return page, refusals.status(form)


def _form(**known: object) -> forms.AssociationForm:
    form = forms.AssociationForm(data=known)
    form.kind.choices = pages.choices(pages.KINDS)
    form.language.choices = pages.choices(pages.LANGUAGES)
    return form


def _said(form: forms.AssociationForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "business_id": form.business_id.data,
        "kind": form.kind.data,
        "language": form.language.data,
    }


def _roles() -> tuple[str, ...]:
    return me().roles_in(resolution.here().id)
