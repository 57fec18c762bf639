"""The door to letters that could not be sent."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import outbox
from app.desks import permissions
from app.desks.operator import pages
from app.outbox import queries
from app.web.clock import now
from app.web.guard import requires
from tenants import registry

blueprint = Blueprint("operator", __name__, url_prefix="/operator", template_folder="../templates")
MOST = 100


@blueprint.get("/letters")
@requires(permissions.LETTERS)
def letters() -> str:
    """How the queue stands, and what was given up."""
    slugs = {one.id: one.slug for one in registry.municipalities()}
    return render_template(
        "operator/letters.html",
        figures=pages.figures(queries.state(at=now())),
        given_up=pages.given_up(queries.failed(at_most=MOST), slugs),
        nothing=pages.nothing(),
    )


@blueprint.post("/letters/<int:job_id>/retry")
@requires(permissions.LETTERS)
def retry(job_id: int) -> Response:
    """Try one again at once."""
    if not outbox.try_again(job_id, at=now()):
        raise NotFound
    flash(_("It is tried again now."), "success")
    return redirect(url_for(".letters"))
