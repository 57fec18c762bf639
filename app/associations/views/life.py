"""What the municipality decides about an association, each decision on a page of its own."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import actions, forms, pages, permissions, queries
from app.associations.rules import life
from app.associations.views.network import blueprint
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me


@blueprint.route("/<uuid:association_id>/decide/<code:kind>", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decide(association_id: UUID, kind: str) -> Response | tuple[str, int]:
    """Approve, suspend, take back or end: what it means is said before one presses."""
    if kind not in life.DECISIONS:
        raise Missing(kind)
    found, form = queries.association(association_id), forms.DecideForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            who = me()
            actions.decide(
                association_id=association_id,
                kind=kind,
                reason=form.reason.data or "",
                by=who.person_id,
                by_name=who.name,
                at=now(),
            )
            flash(_("The decision is written down, and the association sees it on its page."), "success")
            return redirect(url_for(".association", association_id=association_id))
    page = render_template(
        "associations/decide.html",
        form=form,
        association=found,
        words=pages.decision(kind),
        state=pages.state_tag(queries.standing(association_id, today()).state),
        crumbs=pages.crumbs_to(association_id, found.name, as_own=False),
    )
    return page, refusals.status(form)
