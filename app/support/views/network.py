"""The doors of the team: who needs a call, and the support of one association (K17)."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.support import actions, forms, permissions, queries
from app.support.pages import labels, matters
from app.support.pages import network as pages
from app.web import drafts, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me

blueprint = Blueprint("support", __name__, url_prefix="/<slug>/support", template_folder="../templates")


@blueprint.get("/")
@requires(permissions.GIVE)
def network() -> str:
    """Who needs a call, then everybody."""
    return render_template(
        "support/network.html",
        calls=pages.calls(queries.needs_a_call(today()), mine=me().person_id),
        everybody=pages.everybody(queries.supported()),
    )


@blueprint.get("/<uuid:association_id>")
@requires(permissions.GIVE)
def association(association_id: UUID) -> str:
    """The support of one association."""
    found = queries.support_of(association_id)
    waiting = next((one for one in queries.needs_a_call(today()) if one.support.association_id == association_id), None)
    settled = queries.closed_matters_of(association_id)
    return render_template(
        "support/association.html",
        support=found,
        reasons=[pages.reason(one) for one in waiting.reasons] if waiting else [],
        facts=pages.facts(found),
        open=matters.table(queries.open_matters(association_id), caption=_("Open matters")),
        settled=matters.table(settled, caption=_("Settled matters")) if settled else None,
        timeline=pages.timeline(queries.contacts_of(association_id)),
        crumbs=labels.crumbs(),
    )


@blueprint.route("/<uuid:association_id>/contact", methods=["GET", "POST"])
@requires(permissions.GIVE)
def contact(association_id: UUID) -> Response | tuple[str, int]:
    """Write down that somebody was in touch."""
    found = queries.support_of(association_id)
    form = forms.ContactForm(data={"how": "call", "met_on": today()})
    form.how.choices = labels.choices(labels.HOW)
    draft = drafts.of(form, "support.contact", association_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in ("how", "met_on", "words")}
            actions.write_contact(association_id=association_id, **said, by=me().person_id, at=now())
            flash(_("The contact is written down."), "success")
            return redirect(url_for(".association", association_id=association_id))
    crumbs = labels.crumbs(labels.crumb(association_id, found.name))
    page = render_template("support/contact.html", form=form, draft=draft, support=found, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/matter", methods=["GET", "POST"])
@requires(permissions.GIVE)
def open_matter(association_id: UUID) -> Response | tuple[str, int]:
    """Note something to take care of."""
    found = queries.support_of(association_id)
    form = forms.MatterForm()
    draft = drafts.of(form, "support.matter", association_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {"association_id": association_id, "words": form.words.data}
            actions.open_matter(**said, by=me().person_id, at=now())
            flash(_("The matter is open, and you take care of it."), "success")
            return redirect(url_for(".association", association_id=association_id))
    crumbs = labels.crumbs(labels.crumb(association_id, found.name))
    page = render_template("support/open_matter.html", form=form, draft=draft, support=found, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:association_id>/counsellor", methods=["GET", "POST"])
@requires(permissions.GIVE)
def name(association_id: UUID) -> Response | tuple[str, int]:
    """Name the counsellor the association knows."""
    found = queries.support_of(association_id)
    form = forms.CounsellorForm(data={"person_id": str(found.counsellor_id or me().person_id)})
    form.person_id.choices = matters.counsellor_choices(queries.counsellors())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            person_id = UUID(form.person_id.data)
            actions.name_counsellor(association_id=association_id, person_id=person_id, by=me().person_id, at=now())
            flash(_("The association now has a named counsellor."), "success")
            return redirect(url_for(".association", association_id=association_id))
    crumbs = labels.crumbs(labels.crumb(association_id, found.name))
    page = render_template("support/counsellor.html", form=form, support=found, crumbs=crumbs)
    return page, refusals.status(form)
