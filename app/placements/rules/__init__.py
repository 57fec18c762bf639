"""When a client may be placed in a work task: the limits are figures of a dated rule set, never of this file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from app.values.period import monday_of, months_after
from app.values.refusal import Refusal
from app.values.wording import Wording

PLAN_BASES: Final = ("activation_plan", "multi_sector_plan", "employment_plan")
"""The kinds of plan a placement may rest on; the plan itself is kept by the authority that made it."""

HOSTS_IN: Final = frozenset({"approved", "grace"})
ONE_DAY: Final = timedelta(days=1)
ONE_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The limits of one service type while they are in force; times in minutes."""

    id: UUID
    service_type: str
    name: Wording
    valid_from: date
    valid_to: date | None
    min_days_a_week: int
    max_days_a_week: int
    min_minutes_a_day: int
    max_minutes_a_day: int
    max_minutes_a_week: int
    min_months: int
    max_months: int
    host_kinds: tuple[str, ...]
    plan_bases: tuple[str, ...]
    """On which kinds of plan a placement may rest; none, where the service asks for no plan."""
    law: Wording
    """Where the limits are written."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: from when to when, on which weekdays (1 is Monday), for how many minutes a day."""

    first_on: date
    last_on: date
    weekdays: frozenset[int]
    minutes_a_day: int

    def days_of_week(self, monday: date) -> Iterator[date]:
        """The agreed days in the calendar week that begins on this Monday."""
        week = (monday + timedelta(days=weekday - 1) for weekday in sorted(self.weekdays))
        return (day for day in week if self.first_on <= day <= self.last_on)

    def meets(self, other: "Terms") -> bool:
        """Whether the two periods have a day in common."""
        return self.first_on <= other.last_on and other.first_on <= self.last_on


@dataclass(frozen=True, slots=True)
class Site:
    """What the placement asks of the work task: whether it is on offer, who hosts it, how many it takes."""

    state: str
    host_kind: str
    places: int
    others: tuple[Terms, ...] = ()
    """Everybody else who is or will be in the task."""
    host_state: str = "approved"
    """Where its association stands: somebody new comes to an approved one only, also in its grace."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan a placement rests on: which kind, and when it was made."""

    basis: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Placement:
    """One client in one work task, as it was agreed and, if it has ended, until when it was in force."""

    id: UUID
    client_id: UUID
    client_person_id: UUID
    calling_name: str
    task_id: UUID
    task_name: str
    association_id: UUID
    association_name: str
    service_type: str
    agreed: Terms
    plan: Plan | None
    counsellor_id: UUID
    counsellor_name: str | None
    supervisor: str
    ended_on: date | None

    @property
    def terms(self) -> Terms:
        """What is in force: the agreed terms, cut short when the placement has been ended."""
        return self.agreed if self.ended_on is None else replace(self.agreed, last_on=self.ended_on)

    def stage(self, today: date) -> Literal["coming", "running", "over"]:
        """Where on its way it is."""
        if self.terms.last_on < today:
            return "over"
        return "coming" if today < self.terms.first_on else "running"


def last_day_of(first_on: date, months: int) -> date:
    """The last day of a period of so many months: 15 January and three months end on 14 April."""
    return months_after(first_on, months) - ONE_DAY


def reference(placement_id: UUID) -> str:
    """What a placement is called where nobody needs a name: the random end of its id."""
    tail = placement_id.hex[-8:].upper()
    return f"{tail[:4]}-{tail[4:]}"


def may_place(
    terms: Terms, *, plan: Plan | None, rule_set: RuleSet | None, site: Site, others: Iterable[Terms] = ()
) -> Refusal | None:
    """Whether every limit is kept; None when it is, else the first that is not."""
    return next(objections(terms, plan=plan, rule_set=rule_set, site=site, others=others), None)


def objections(
    terms: Terms, *, plan: Plan | None, rule_set: RuleSet | None, site: Site, others: Iterable[Terms] = ()
) -> Iterator[Refusal]:
    """Every limit that is passed, over all placements of the client; `others` are the client's own besides this one."""
    if rule_set is None:
        yield Refusal("placements.no_rule_set", {"day": terms.first_on}, "first_on")
        return
    own = (
        _site_refusal(rule_set, site),
        _period_refusal(terms, rule_set),
        _days_refusal(terms, rule_set),
        _hours_refusal(terms, rule_set),
        _plan_refusal(terms, rule_set, plan),
    )
    yield from (refusal for refusal in own if refusal)
    if not any(own):
        beside = (_weeks_refusal(terms, rule_set, tuple(others)), _places_refusal(terms, site))
        yield from (refusal for refusal in beside if refusal)


def may_be_placed(*, has_left: bool) -> Refusal | None:
    """A placement is for somebody who takes part."""
    return Refusal("placements.client_has_left", field_name="client_id") if has_left else None


def may_end(terms: Terms, *, on: date, ended: bool) -> Refusal | None:
    """A placement ends once, and within its agreed period (the day before the first one: it never began)."""
    if ended:
        return Refusal("placements.already_ended")
    if not terms.first_on - ONE_DAY <= on <= terms.last_on:
        return Refusal("placements.end_outside", {"first": terms.first_on, "last": terms.last_on}, "ended_on")
    return None


def fullest(terms: Terms, others: Iterable[Terms]) -> int:
    """The most others that are in the task on any one day of these terms."""
    beside = [other for other in others if other.meets(terms)]
    beginnings = [max(terms.first_on, other.first_on) for other in beside]
    return max((sum(o.first_on <= day <= o.last_on for o in beside) for day in beginnings), default=0)


def _site_refusal(rule_set: RuleSet, site: Site) -> Refusal | None:
    if site.host_state not in HOSTS_IN:
        return Refusal(f"placements.host_is_{site.host_state}", field_name="task_id")
    if site.state != "published":
        return Refusal("placements.task_not_published", field_name="task_id")
    if site.host_kind not in rule_set.host_kinds:
        return Refusal("placements.host_not_allowed", {"law": rule_set.law}, "task_id")
    return None


def _period_refusal(terms: Terms, rule_set: RuleSet) -> Refusal | None:
    if terms.last_on < terms.first_on:
        return Refusal("placements.ends_before_it_begins", {"first": terms.first_on}, "last_on")
    earliest = last_day_of(terms.first_on, rule_set.min_months)
    if terms.last_on < earliest:
        facts = {"months": rule_set.min_months, "earliest": earliest, "law": rule_set.law}
        return Refusal("placements.period_too_short", facts, "last_on")
    latest = last_day_of(terms.first_on, rule_set.max_months)
    if terms.last_on > latest:
        facts = {"months": rule_set.max_months, "latest": latest, "law": rule_set.law}
        return Refusal("placements.period_too_long", facts, "last_on")
    return None


def _plan_refusal(terms: Terms, rule_set: RuleSet, plan: Plan | None) -> Refusal | None:
    """Where the service rests on a plan, the plan comes first."""
    if plan is None:
        return Refusal("placements.plan_missing", {"law": rule_set.law}, "plan_basis") if rule_set.plan_bases else None
    if plan.basis not in rule_set.plan_bases:
        return Refusal("placements.plan_not_for_this", {"law": rule_set.law}, "plan_basis")
    if plan.made_on > terms.first_on:
        return Refusal("placements.plan_after_start", {"first": terms.first_on}, "plan_on")
    return None


def _hours_refusal(terms: Terms, rule_set: RuleSet) -> Refusal | None:
    hours = {"asked": _hours(terms.minutes_a_day), "law": rule_set.law}
    if terms.minutes_a_day > rule_set.max_minutes_a_day:
        facts = {"hours": _hours(rule_set.max_minutes_a_day), **hours}
        return Refusal("placements.day_too_long", facts, "hours_a_day")
    if terms.minutes_a_day < rule_set.min_minutes_a_day:
        facts = {"hours": _hours(rule_set.min_minutes_a_day), **hours}
        return Refusal("placements.day_too_short", facts, "hours_a_day")
    return None


def _days_refusal(terms: Terms, rule_set: RuleSet) -> Refusal | None:
    if len(terms.weekdays) < rule_set.min_days_a_week:
        facts = {"days": rule_set.min_days_a_week, "law": rule_set.law}
        return Refusal("placements.too_few_days", facts, "weekdays")
    if len(terms.weekdays) > rule_set.max_days_a_week:
        facts = {"days": rule_set.max_days_a_week, "asked": len(terms.weekdays), "law": rule_set.law}
        return Refusal("placements.too_many_days", facts, "weekdays")
    return None


def _weeks_refusal(terms: Terms, rule_set: RuleSet, others: tuple[Terms, ...]) -> Refusal | None:
    """Limits of a calendar week count every placement of the client, week by week (KTT-2, KTT-5)."""
    weeks = (_one_week(terms, rule_set, others, monday) for monday in _mondays(terms))
    return next((refusal for refusal in weeks if refusal is not None), None)


def _one_week(terms: Terms, rule_set: RuleSet, others: tuple[Terms, ...], monday: date) -> Refusal | None:
    own = set(terms.days_of_week(monday))
    elsewhere = {day: other for other in others for day in other.days_of_week(monday)}
    if taken := own & elsewhere.keys():
        return Refusal("placements.day_is_taken", {"day": min(taken)}, "weekdays")
    days = len(own) + len(elsewhere)
    if days > rule_set.max_days_a_week:
        facts = {"days": rule_set.max_days_a_week, "asked": days, "week": monday, "law": rule_set.law}
        return Refusal("placements.too_many_days_together", facts, "weekdays")
    minutes = len(own) * terms.minutes_a_day + sum(other.minutes_a_day for other in elsewhere.values())
    if minutes > rule_set.max_minutes_a_week:
        facts = {"hours": _hours(rule_set.max_minutes_a_week), "asked": _hours(minutes), "law": rule_set.law}
        return Refusal("placements.week_too_long", facts, "hours_a_day")
    return None


def _places_refusal(terms: Terms, site: Site) -> Refusal | None:
    if fullest(terms, site.others) >= site.places:
        return Refusal("placements.task_is_full", {"places": site.places}, "task_id")
    return None


def _mondays(terms: Terms) -> Iterator[date]:
    monday = monday_of(terms.first_on)
    while monday <= terms.last_on:
        yield monday
        monday += ONE_WEEK


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).normalize()
