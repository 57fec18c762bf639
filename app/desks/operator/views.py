"""The operator's doors: the console, letters that could not be sent, and acting in a municipality with a reason."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import outbox
from app.accounts import rules as roles
from app.desks import permissions
from app.desks.operator import acts, console, forms, inside, inside_pages, pages
from app.outbox import queries
from app.values.refusal import Refused
from app.web import refusals, sentences
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me
from tenants import figures, registry, resolution
from tenants.registry import Municipality

blueprint = Blueprint("operator", __name__, url_prefix="/operator", template_folder="../templates")
MOST = 100
ONE: Final = "/municipalities/<place:place>"


@blueprint.get("/")
@requires(permissions.CONSOLE)
def console_page() -> str:
    """Every municipality in numbers, and how the house itself stands."""
    return render_template(
        "operator/console.html",
        health=console.health(acts.health(at=now())),
        municipalities=console.municipalities(registry.municipalities(), figures.figures()),
    )


@blueprint.post("/count")
@requires(permissions.CONSOLE)
def count() -> Response:
    """Have everything counted anew, by the worker."""
    outbox.enqueue("desks:count_now", at=now())
    flash(_("The worker counts now. Open the console again in a moment."), "success")
    return redirect(url_for(".console_page"))


@blueprint.get(ONE)
@requires(permissions.CONSOLE)
def municipality(place: str) -> str:
    """One municipality's numbers, and what may be done there."""
    where = _at(place)
    known = figures.figures().get(where.id, console.UNKNOWN)
    return render_template(
        "operator/municipality.html",
        where=where,
        facts=console.facts(where, known),
        looking_in=inside.looked_in(me(), where, at=now()),
        crumbs=console.crumbs(),
    )


@blueprint.route(f"{ONE}/suspend", methods=["GET", "POST"])
@requires(permissions.CONSOLE, fresh=True)
def suspend(place: str) -> Response | tuple[str, int]:
    """Let nobody in until it is reopened."""
    return _acted(place, "suspended", acts.suspend, _("Nobody enters until it is opened again."))


@blueprint.route(f"{ONE}/reopen", methods=["GET", "POST"])
@requires(permissions.CONSOLE, fresh=True)
def reopen(place: str) -> Response | tuple[str, int]:
    """Let everybody in again."""
    return _acted(place, "reopened", acts.reopen, _("The municipality is open again."))


@blueprint.route(f"{ONE}/look-in", methods=["GET", "POST"])
@requires(permissions.CONSOLE, fresh=True)
def look_in(place: str) -> Response | tuple[str, int]:
    """See settings, network, team and failed letters for an hour at most; the municipality is told at this moment."""
    answer = _acted(place, "looked_in", acts.look_in, _("The municipality has been told."))
    return answer if isinstance(answer, tuple) else redirect(url_for(".inside_page", place=place))


@blueprint.get(f"{ONE}/inside")
@requires(permissions.CONSOLE)
def inside_page(place: str) -> str | Response:
    """What looking in opens, while it lasts."""
    where = _at(place)
    act = inside.looked_in(me(), where, at=now())
    if act is None:
        return redirect(url_for(".look_in", place=place))
    seen = inside.inside(me(), where, act)
    return render_template(
        "operator/inside.html",
        where=where,
        reason=seen.act.reason,
        ends=inside_pages.ends(seen),
        tables=inside_pages.tables(seen),
        crumbs=console.crumbs(console.crumb(where)),
    )


@blueprint.post(f"{ONE}/leave")
@requires(permissions.CONSOLE)
def leave(place: str) -> Response:
    """Seen enough."""
    acts.leave(_at(place), by=me(), at=now())
    flash(_("You no longer look in."), "success")
    return redirect(url_for(".municipality", place=place))


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
        crumbs=console.crumbs(),
    )


@blueprint.post("/letters/<int:job_id>/retry")
@requires(permissions.LETTERS)
def retry(job_id: int) -> Response:
    """Try one again at once."""
    if not outbox.try_again(job_id, at=now()):
        raise NotFound
    flash(_("It is tried again now."), "success")
    return redirect(url_for(".letters"))


def _acted(place: str, what: str, act: Callable[..., object], done: str) -> Response | tuple[str, int]:
    """Ask why, then act: what the municipality's state does not allow is said on the form."""
    where, form = _at(place), forms.ReasonForm()
    if form.validate_on_submit():
        try:
            act(where, reason=form.reason.data, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused.refusal.field_name, sentences.sentence(refused.refusal))
        except registry.NotTaken:
            form.refuse(None, _("Its state does not allow this now."))
        else:
            resolution.forget()
            flash(done, "success")
            return redirect(url_for(".municipality", place=place))
    page = render_template(
        "operator/act.html",
        form=form,
        where=where,
        what=what,
        title=console.ACTS[what],
        minutes=int(roles.LOOKING_IN.total_seconds() // 60),
        crumbs=console.crumbs(console.crumb(where)),
    )
    return page, refusals.status(form)


def _at(place: str) -> Municipality:
    try:
        return registry.by_slug(place)
    except registry.UnknownMunicipality:
        raise NotFound from None
