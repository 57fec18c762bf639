"""What a page about placements says: to the counsellor, to the association, to the client themself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.intake.rules import Client
from app.placements import permissions
from app.placements.pages import induction as induction
from app.placements.rules import Placement, RuleSet, Terms
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag, Tone
from app.web.shell import Entry
from app.web.ways import Way
from app.worktasks.rules import Task

PLAN_BASES: Final = {
    "activation_plan": _l("Activation plan"),
    "multi_sector_plan": _l("Multi-sector employment plan"),
    "employment_plan": _l("Employment plan"),
}
STAGES: Final[dict[str, tuple[object, Tone]]] = {
    "coming": (_l("Coming"), "info"),
    "running": (_l("Running"), "success"),
    "over": (_l("Over"), "neutral"),
}
SENTENCES = {
    "placements.no_rule_set": _l("This service is not available on %(day)s: no law gives its limits for that day."),
    "placements.client_has_left": _l("The client no longer takes part, so a new placement cannot be agreed."),
    "placements.task_not_published": _l("The work task is not open just now. The association opens it when it can."),
    "placements.host_is_invited": _l("The association has not told about itself yet, so nobody is placed there."),
    "placements.host_is_filled_in": _l("The municipality has not approved the association yet. Ask the team lead."),
    "placements.host_is_lapsed": _l(
        "The association's yearly check has lapsed, so nobody new is placed there. Who works there goes on. Ask the"
        " association to confirm its details and statements."
    ),
    "placements.host_is_suspended": _l(
        "The municipality has suspended the association, so nobody new is placed there. Who works there goes on."
    ),
    "placements.host_is_ended": _l("The association has left the network, so nobody new is placed there."),
    "placements.host_not_allowed": _l("This kind of organisation may not host the service: %(law)s."),
    "placements.ends_before_it_begins": _l("The last day cannot be before the first day, %(first)s."),
    "placements.period_too_short": _l(
        "A period lasts at least %(months)s months, so the last day is %(earliest)s at the earliest: %(law)s."
    ),
    "placements.period_too_long": _l(
        "A period lasts at most %(months)s months, so the last day is %(latest)s at the latest: %(law)s."
    ),
    "placements.plan_missing": _l("This service rests on a plan: choose which, and give its date: %(law)s."),
    "placements.plan_not_for_this": _l("This service does not rest on such a plan: %(law)s."),
    "placements.plan_after_start": _l("The plan is made before the work begins: on %(first)s at the latest."),
    "placements.day_too_long": _l("A day may last at most %(hours)s hours, and you gave %(asked)s: %(law)s."),
    "placements.day_too_short": _l("A day lasts at least %(hours)s hours, and you gave %(asked)s: %(law)s."),
    "placements.too_few_days": _l("Choose at least %(days)s day a week: %(law)s."),
    "placements.too_many_days": _l("At most %(days)s days a week are allowed, and you chose %(asked)s: %(law)s."),
    "placements.too_many_days_together": _l(
        "At most %(days)s days a week are allowed in all places together. With the other placements the week of"
        " %(week)s would have %(asked)s: %(law)s."
    ),
    "placements.day_is_taken": _l("The client is already somewhere else on %(day)s. Choose other days of the week."),
    "placements.week_too_long": _l(
        "A week may have at most %(hours)s hours in all places together, and this would make %(asked)s: %(law)s."
    ),
    "placements.task_is_full": _l(
        "All places of this task are taken during these days (places: %(places)s). Choose other days or another task."
    ),
    "placements.end_outside": _l("Give a last day that is within the period agreed: %(first)s–%(last)s."),
    "placements.induction_of_nothing": _l("The placement ended before it began, so there is nothing to sign."),
    "placements.induction_is_signed": _l("Your side has already signed this list."),
    "placements.induction_has_changed": _l("The list has changed since you opened it. Read it once more, then sign."),
    "placements_induction_signatures_are_of_two_people": _l(
        "Two people sign the list: one of the association, and the one who begins."
    ),
    "placements_induction_is_one": _l("The list has changed since you opened it. Read it once more, then sign."),
    "placements_induction_signature_is_one_a_side": _l("Your side has already signed this list."),
    "placements.already_ended": _l("The placement has already been ended."),
}
EVENTS = {
    "placements.client_placed": _l("A client was placed in a work task"),
    "placements.placement_ended": _l("A placement was ended"),
    "placements.induction_signed": _l("An induction list was signed"),
    "placements.placements_seen": _l("A list of placements was read"),
    "placements.placement_seen": _l("A placement was read"),
    "placements.rule_sets_installed": _l("The limits of the law were taken from the playbook"),
}
NAVIGATION = (
    Entry(_l("Placements"), "placements.placements", permissions.READ, 30),
    Entry(_l("My placement"), "placements.mine", permissions.OWN, 20),
)
WAYS = (Way("client", _l("Placements"), "placements.of_client", permissions.READ, 20),)


def period(terms: Terms) -> str:
    """From when to when."""
    return f"{dates.day(terms.first_on)} – {dates.day(terms.last_on)}"


def tag(placement: Placement, today: date) -> Tag:
    """Where on its way it is, in words."""
    text, tone = STAGES[placement.stage(today)]
    return Tag(text, tone)


def href(placement: Placement) -> str:
    """The counsellor's page of it."""
    return url_for("placements.placement", placement_id=placement.id)


def table(placements: Iterable[Placement], today: date, *, caption: str, named: bool = True) -> Table:
    """Placements in the order given; `named` tells whose each is."""
    return Table(
        caption=caption,
        columns=(
            Column(_("Client") if named else _("Work task")),
            Column(_("Work task") if named else _("Association")),
            Column(_("Period")),
            Column(_("Days")),
            Column(_("State")),
        ),
        rows=tuple(
            (
                Link(placement.calling_name if named else placement.task_name, href(placement)),
                Lines(placement.task_name, placement.association_name) if named else placement.association_name,
                period(placement.terms),
                Lines(dates.short_weekdays(placement.terms.weekdays), dates.hours(placement.terms.minutes_a_day)),
                tag(placement, today),
            )
            for placement in placements
        ),
    )


def nobody_placed() -> EmptyState:
    """No placements yet."""
    return EmptyState(
        _("No placements yet"),
        _("When a client has found a work task that fits their goal, agree here on the days."),
        Link(_("Place a client"), url_for("placements.place")),
    )


def facts(placement: Placement) -> tuple[SummaryRow, ...]:
    """All that was agreed, for the counsellor."""
    return (
        SummaryRow(_("Work task"), Lines(placement.task_name, placement.association_name)),
        *agreed(placement),
        *_plan(placement),
        SummaryRow(_("Counsellor"), placement.counsellor_name or "–"),
    )


def _plan(placement: Placement) -> Iterator[SummaryRow]:
    if placement.plan:
        plan = placement.plan
        yield SummaryRow(_("Rests on"), Lines(PLAN_BASES[plan.basis], dates.day(plan.made_on)))


def agreed(placement: Placement) -> tuple[SummaryRow, ...]:
    """When, how long, and whom to ask for."""
    cut_short = placement.ended_on is not None
    was = _("Agreed until %(day)s, ended earlier", day=dates.day(placement.agreed.last_on))
    return (
        SummaryRow(_("Period"), Lines(period(placement.terms), was) if cut_short else period(placement.terms)),
        SummaryRow(_("Days of the week"), dates.weekdays(placement.terms.weekdays)),
        SummaryRow(_("Hours a day"), dates.hours(placement.terms.minutes_a_day)),
        SummaryRow(_("Ask for"), placement.supervisor),
    )


def for_host(placement: Placement) -> tuple[SummaryRow, ...]:
    """What an association needs to induct somebody (K16) and whom it calls (K17), and nothing else."""
    return (
        SummaryRow(_("Work task"), placement.task_name),
        *agreed(placement),
        SummaryRow(_("Counsellor to call"), placement.counsellor_name or "–"),
    )


def for_client(placement: Placement) -> tuple[SummaryRow, ...]:
    """One's own placement, as one would tell a friend."""
    return (
        SummaryRow(_("Where"), placement.association_name),
        *agreed(placement),
        SummaryRow(_("Your counsellor"), placement.counsellor_name or "–"),
    )


def client_choices(clients: Iterable[Client]) -> list[tuple[str, str]]:
    """Whom one may place."""
    return [("", _("Choose")), *((str(client.id), client.calling_name) for client in clients)]


def task_choices(tasks: Iterable[Task], taken: Mapping[UUID, int]) -> list[tuple[str, str]]:
    """Where there is work, and how many places are free today."""
    return [("", _("Choose")), *((str(task.id), _task(task, taken.get(task.id, 0))) for task in tasks)]


def _task(task: Task, taken: int) -> str:
    free = max(0, task.places - taken)
    places = ngettext("%(num)s place free", "%(num)s places free", free) if free else _("full today")
    return f"{task.name} – {task.association_name} ({places})"


def service_choices(rule_sets: Mapping[str, RuleSet]) -> list[tuple[str, str]]:
    """The services whose limits are in force."""
    language = str(get_locale())
    return [(code, rule_set.name.said_in(language)) for code, rule_set in rule_sets.items()]


def weekday_choices() -> list[tuple[int, str]]:
    """Monday to Sunday."""
    return [(number, dates.capitalised(dates.weekday(number))) for number in range(1, 8)]


def limits(rule_set: RuleSet) -> tuple[str, ...]:
    """What the law allows, said before anything is typed."""
    return (
        _("%(least)s–%(most)s months at a time", least=rule_set.min_months, most=rule_set.max_months),
        _("%(least)s–%(most)s days a week", least=rule_set.min_days_a_week, most=rule_set.max_days_a_week),
        _(
            "%(least)s–%(most)s hours a day, travel not counted",
            least=rule_set.min_minutes_a_day // 60,
            most=rule_set.max_minutes_a_day // 60,
        ),
    )


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a placement."""
    return (Crumb(_("Placements"), url_for("placements.placements")), *further)


def client_crumbs(client: Client) -> tuple[Crumb, ...]:
    """The way back to a client's page."""
    return (
        Crumb(_("Clients"), url_for("intake.clients")),
        Crumb(client.calling_name, url_for("intake.client", client_id=client.id)),
    )
