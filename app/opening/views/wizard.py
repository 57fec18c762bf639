"""The doors of the wizard: the task list, each step, who is on it, what is confirmed, and going live."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries as people
from app.opening import actions, forms, pages, permissions, queries
from app.opening.pages.contents.content import Asked
from app.opening.rules import readiness, steps
from app.opening.rules.readiness import Facts
from app.opening.views.settings import may_steer
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("wizard", __name__, url_prefix="/<slug>/opening", template_folder="../templates")
CONFIRMED = (readiness.LOOK, *readiness.PRACTICE)


@blueprint.get("/")
@requires(permissions.READ)
def overview() -> str:
    """The task list, how ready it all is, and what is still empty."""
    facts, marks = _facts()
    taken = queries.taken(marks)
    names = people.names(tuple({one.marked_by for one in marks}))
    return render_template(
        "opening/wizard.html",
        progress=pages.steps.progress(facts),
        tasks=pages.steps.tasks(facts, taken, names),
        verdict=pages.readiness.verdict(facts),
        figures=pages.readiness.figures(facts),
        unsaid=pages.steps.unsaid(facts.unsaid),
        papers=pages.steps.papers(),
    )


@blueprint.get("/readiness")
@requires(permissions.READ)
def ready() -> str:
    """Every point with its sum."""
    facts, _marks = _facts()
    return render_template(
        "opening/readiness.html",
        verdict=pages.readiness.verdict(facts),
        figures=pages.readiness.figures(facts),
        table=pages.readiness.table(facts),
        assumptions=pages.readiness.assumptions(),
        crumbs=pages.steps.crumbs(),
    )


@blueprint.get("/<code:step>")
@requires(permissions.READ)
def step(step: str) -> str:
    """One step: the facts, and the ways to change them."""
    return _step_page(_known(step))


@blueprint.post("/steps/<code:step>/take")
@requires(permissions.STEER)
def take(step: str) -> Response | tuple[str, int]:
    """Tell the others that one is on it."""
    return _pressed(_known(step), lambda: actions.take_on(step=step, by=me().person_id, at=now()))


@blueprint.post("/steps/<code:step>/let-go")
@requires(permissions.STEER)
def let_go(step: str) -> Response | tuple[str, int]:
    """Leave it to the others."""
    return _pressed(_known(step), lambda: actions.let_go(step=step, by=me().person_id, at=now()))


@blueprint.post("/confirmed/<code:what>")
@requires(permissions.STEER)
def confirm(what: str) -> Response | tuple[str, int]:
    """Put one's name to it."""
    return _pressed(_step_of(what), lambda: actions.confirm(what=what, by=me().person_id, at=now()))


@blueprint.post("/confirmed/<code:what>/take-back")
@requires(permissions.STEER)
def take_back(what: str) -> Response | tuple[str, int]:
    """It is not so after all."""
    return _pressed(_step_of(what), lambda: actions.take_word_back(what=what, by=me().person_id, at=now()))


@blueprint.post("/go-live")
@requires(permissions.STEER)
def go_live() -> Response | tuple[str, int]:
    """Open the municipality, or say everything that stands in the way."""
    form = forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.go_live(by=me().person_id, at=now())
            resolution.forget()
            flash(_("The municipality is open. The team has been told by letter."), "success")
            return redirect(url_for(".overview"))
    return _step_page("go_live", form), refusals.status(form)


def _pressed(step: str, act: Any) -> Response | tuple[str, int]:
    form = forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            act()
            return redirect(url_for(".step", step=step))
    return _step_page(step, form), refusals.status(form)


def _step_page(step: str, pressed: forms.PressForm | None = None) -> str:
    facts, marks = _facts()
    here = resolution.here()
    taken, confirmed = queries.taken(marks).get(step), queries.confirmed(marks)
    names = people.names(tuple({one.marked_by for one in marks}))
    return render_template(
        "opening/step.html",
        step=step,
        title=pages.steps.TITLES[step],
        lead=pages.steps.LEADS[step],
        state=pages.steps.tag(steps.state(step, facts, taken=taken is not None)),
        content=pages.contents.content(step, Asked(here, today(), facts, confirmed)),
        on_it=pages.steps.on_it(taken, names) if taken else None,
        confirmed_by=lambda mark: pages.steps.confirmed_by(mark, names),
        going_live=step == "go_live" and facts.state == "preparing" and not facts.is_practice,
        stopping=pages.readiness.stopping(facts) if step == "go_live" else (),
        verdict=pages.readiness.verdict(facts),
        pressed=pressed,
        may_steer=may_steer(),
        crumbs=pages.steps.crumbs(),
    )


def _facts() -> tuple[Facts, tuple[queries.Mark, ...]]:
    """How things stand, from the registry as it is now: another process may have let it go live."""
    marks = queries.marks()
    return queries.facts(resolution.look_again(), today=today(), marks=marks), marks


def _known(step: str) -> str:
    if step not in steps.STEPS:
        raise Missing(step)
    return step


def _step_of(what: str) -> str:
    if what not in CONFIRMED:
        raise Missing(what)
    return "look" if what == readiness.LOOK else "practice"
