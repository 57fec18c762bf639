"""The doors of working time: the team's, one's own, and what may be changed of each."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import permission_table
from app.team import actions, forms, pages, permissions, queries, rules
from app.team.rules import Absence
from app.values.missing import Missing
from app.values.period import monday_of
from app.web import locale, refusals
from app.web.clock import now, today
from app.web.components import Crumb
from app.web.guard import requires
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("hours", __name__, url_prefix="/<slug>/hours", template_folder="templates")
SOON = timedelta(days=92)
"""How far ahead a page tells of absences."""


@blueprint.get("/")
@requires(permissions.PLAN)
def team() -> str:
    """Who works when, and what time that leaves in the coming weeks."""
    mondays, plan = pages.mondays(today()), _plan()
    capacity = plan.capacity(mondays[0], len(mondays))
    return render_template(
        "team/team.html",
        figures=pages.figures(capacity, today()),
        capacity=pages.capacity(capacity, mondays),
        weeks=pages.who_works_when(plan.counsellors, plan.times, today=today()),
        away=pages.away((one for one in plan.absences if one.last_on >= today()), today=today(), with_links=True),
    )


@blueprint.get("/mine")
@requires(permissions.OWN)
def mine() -> str:
    """One's own week and absences, and who of the colleagues is away."""
    return _person(me().person_id, own=True)


@blueprint.get("/people/<uuid:person_id>")
@requires(permissions.PLAN)
def person(person_id: UUID) -> str:
    """A counsellor's week and absences, for who plans."""
    return _person(person_id, own=person_id == me().person_id)


@blueprint.route("/people/<uuid:person_id>/week", methods=["GET", "POST"])
@requires(permissions.CHANGE)
def week(person_id: UUID) -> Response | tuple[str, int]:
    """Say a counsellor's week from a day on."""
    who = _changeable(person_id)
    times = queries.plan(today(), today()).times_of(person_id)
    form = forms.WeekForm(data=pages.typed(times, today=today(), reserve=queries.reserve_by_default()))
    form.reserve.description = pages.reserve_hint(queries.reserve_limits())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            on, reserve = form.valid_from.data or today(), form.reserve.minutes or 0
            actions.set_working_time(
                person_id=person_id, valid_from=on, minutes=form.week(), reserve_minutes=reserve, **_by()
            )
            flash(_("The week is saved."), "success")
            return redirect(_home_of(person_id))
    return _form("week", form, who.name, person_id)


@blueprint.route("/people/<uuid:person_id>/away", methods=["GET", "POST"])
@requires(permissions.CHANGE)
def away(person_id: UUID) -> Response | tuple[str, int]:
    """Write down that a counsellor is away."""
    who, form = _changeable(person_id), forms.AwayForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            first_on, last_on = form.first_on.data or today(), form.last_on.data or today()
            made = actions.note_absence(person_id=person_id, first_on=first_on, last_on=last_on, **_by())
            flash(_("The absence is written down. Name who stands in."), "success")
            return redirect(url_for(".absence", absence_id=made))
    return _form("away", form, who.name, person_id)


@blueprint.route("/absences/<uuid:absence_id>", methods=["GET", "POST"])
@requires(permissions.CHANGE)
def absence(absence_id: UUID) -> Response | tuple[str, int]:
    """One absence: who stands in, and being back earlier."""
    found, form = _absence(absence_id), forms.SubstituteForm()
    form.substitute.choices = pages.choices(queries.counsellors(), besides=found.person_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.name_substitute(absence_id=absence_id, substitute_id=UUID(form.substitute.data), **_by())
            flash(_("The substitute is named, and sees the clients while the absence lasts."), "success")
            return redirect(url_for(".absence", absence_id=absence_id))
    page = render_template(
        "team/absence.html",
        form=form,
        name=found.name,
        facts=pages.absence_facts(found, today=today()),
        lasts=found.last_on >= today(),
        back_at=url_for(".back", absence_id=absence_id),
        crumbs=pages.crumbs(Crumb(found.name, _home_of(found.person_id)), plans=_plans()),
    )
    return page, refusals.status(form)


@blueprint.post("/absences/<uuid:absence_id>/back")
@requires(permissions.CHANGE)
def back(absence_id: UUID) -> Response:
    """Back at work today, or the absence does not come."""
    found = _absence(absence_id)
    actions.end_absence(absence_id=absence_id, **_by())
    flash(_("Welcome back: the absence has ended."), "success")
    return redirect(_home_of(found.person_id))


def _person(person_id: UUID, *, own: bool) -> str:
    plan = _plan()
    who = next((one for one in plan.counsellors if one.person_id == person_id), None)
    if who is None:
        raise Missing(person_id)
    soon = [one for one in plan.absences if one.last_on >= today()]
    return render_template(
        "team/person.html",
        who=who,
        own=own,
        facts=pages.week_facts(plan.times_of(person_id), today=today()),
        absences=pages.own_absences(one for one in soon if one.person_id == person_id),
        colleagues=pages.away((one for one in soon if one.person_id != person_id), today=today(), with_links=False),
        places=pages.works_in(me(), locale.language()) if own else (),
        crumbs=() if own and not _plans() else pages.crumbs(plans=True),
    )


def _plan() -> rules.Plan:
    """From this Monday on: the week one is in counts whole."""
    return queries.plan(monday_of(today()), today() + SOON)


def _changeable(person_id: UUID) -> rules.Counsellor:
    if not rules.may_change(person_id, by=me().person_id, plans=_plans()):
        raise Missing(person_id)
    return queries.counsellor(person_id)


def _absence(absence_id: UUID) -> Absence:
    found = queries.absence(absence_id)
    if not rules.may_change(found.person_id, by=me().person_id, plans=_plans()):
        raise Missing(absence_id)
    return found


def _form(template: str, form: forms.WeekForm | forms.AwayForm, name: str, person_id: UUID) -> tuple[str, int]:
    home = _home_of(person_id)
    crumbs = pages.crumbs(Crumb(name, home), plans=True) if _plans() else pages.crumbs(plans=False)
    page = render_template(f"team/{template}.html", form=form, name=name, home=home, crumbs=crumbs)
    return page, refusals.status(form)


def _home_of(person_id: UUID) -> str:
    own = person_id == me().person_id
    return url_for(".mine") if own else url_for(".person", person_id=person_id)


def _plans() -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permissions.PLAN)


def _by() -> dict[str, Any]:
    return {"plans": _plans(), "by": me().person_id, "at": now()}
