"""The doors of the induction list: one for the association, one for the client themself (K16)."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import record
from app.placements import forms, pages, permissions, queries
from app.placements.actions import induction as signing
from app.placements.queries import induction as lists
from app.placements.rules import Placement
from app.placements.views.placements import blueprint
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me, my_associations


@blueprint.route("/hosted/<uuid:placement_id>/induction", methods=["GET", "POST"])
@requires(permissions.HOST)
def induct(placement_id: UUID) -> Response | tuple[str, int]:
    """Go the list through with somebody who begins, and sign it for the association."""
    found, form = queries.placement(placement_id), forms.InductionForm()
    if found.association_id not in my_associations():
        raise Missing(placement_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            signing.sign_as_supervisor(
                placement_id=placement_id,
                seen=request.form.get("seen", ""),
                own=my_associations(),
                by=me().person_id,
                at=now(),
            )
            flash(_("Signed. It shows on the client’s own page too."), "success")
            return redirect(url_for(".hosted", placement_id=placement_id))
    record.saw("placements.placement_seen", subjects=found.client_person_id)
    return _page(found, form, side="supervisor"), refusals.status(form)


@blueprint.route("/mine/<uuid:placement_id>/induction", methods=["GET", "POST"])
@requires(permissions.OWN)
def inducted(placement_id: UUID) -> Response | tuple[str, int]:
    """Read what was gone through with oneself, and sign it."""
    found, form = queries.placement(placement_id), forms.InductionForm()
    if found.client_person_id != me().person_id:
        raise Missing(placement_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            seen = request.form.get("seen", "")
            signing.sign_as_participant(placement_id=placement_id, seen=seen, by=me().person_id, at=now())
            flash(_("Signed. Thank you."), "success")
            return redirect(url_for(".mine"))
    return _page(found, form, side="participant"), refusals.status(form)


def _page(found: Placement, form: forms.InductionForm, *, side: str) -> str:
    induction = lists.induction(found)
    return render_template(
        "placements/induction.html",
        placement=found,
        form=form,
        side=side,
        induction=induction,
        items=pages.induction.items(induction),
        signatures=pages.induction.signatures(induction),
        crumbs=pages.induction.crumbs(found, side=side),
    )
