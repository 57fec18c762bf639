"""Reads when counsellors work, how much time that leaves, and who stands in for whom."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.accounts import queries as accounts
from app.accounts import rules as roles
from app.team import models, rules
from app.team.rules import Absence, Capacity, Counsellor, Plan, ReserveLimits, WorkingTime
from app.values.missing import Missing
from tenants import database, settings

_W, _A = models.WorkingTime, models.Absence
_TIMES = database.scoped(
    select(_W.person_id, _W.valid_from, _W.minutes, _W.reserve_minutes).order_by(_W.person_id, _W.valid_from)
)
_ABSENCE = (_A.id, _A.person_id, _A.first_on, _A.last_on, _A.substitute_id)
_ABSENCES = database.scoped(
    select(*_ABSENCE)
    .where(_A.last_on >= bindparam("first_on"), _A.first_on <= bindparam("last_on"))
    .order_by(_A.first_on, _A.id)
)
_ONE_ABSENCE = database.scoped(select(*_ABSENCE).where(_A.id == bindparam("id")))
_LOCKED_ABSENCE = database.scoped(select(*_ABSENCE).where(_A.id == bindparam("id")).with_for_update())
_SUBSTITUTED = database.scoped(
    select(_A.person_id).where(
        _A.substitute_id == bindparam("substitute"), _A.first_on <= bindparam("today"), _A.last_on >= bindparam("today")
    )
)


def counsellors() -> tuple[Counsellor, ...]:
    """Everybody who meets clients here now, by name, once for all their roles."""
    found: dict[UUID, Counsellor] = {}
    for member in accounts.members(tuple(sorted(roles.COUNSELLORS))):
        known = found.get(member.person_id)
        held = (*known.roles, member.role) if known else (member.role,)
        found[member.person_id] = Counsellor(member.person_id, member.name, held)
    return tuple(found.values())


def counsellor(person_id: UUID) -> Counsellor:
    """One of them; somebody who is none does not exist here."""
    for one in counsellors():
        if one.person_id == person_id:
            return one
    raise Missing(person_id)


def plan(first_on: date, last_on: date) -> Plan:
    """The counsellors of today with their weeks, and their absences on any of these days."""
    who = counsellors()
    return Plan(who, _working_times(who), _absences(who, first_on, last_on))


def working_times() -> tuple[WorkingTime, ...]:
    """Every week that counsellors of today have said, those to come too, by name and first day."""
    return _working_times(counsellors())


def absences(first_on: date, last_on: date) -> tuple[Absence, ...]:
    """Who of today's counsellors is away on any of these days, by first day."""
    return _absences(counsellors(), first_on, last_on)


def absence(absence_id: UUID, *, locked: bool = False) -> Absence:
    """One absence of a counsellor of today; `locked` holds it until the transaction ends."""
    rows = database.session().execute(_LOCKED_ABSENCE if locked else _ONE_ABSENCE, {"id": absence_id})
    for one in _named(rows, counsellors()):
        return one
    raise Missing(absence_id)


def capacity(monday: date, weeks: int) -> tuple[Capacity, ...]:
    """What time each counsellor who has said their hours has in each week from this Monday on (K14, K28)."""
    return plan(monday, monday + timedelta(days=rules.DAYS_A_WEEK * weeks)).capacity(monday, weeks)


def substituted_by(person_id: UUID, *, today: date) -> frozenset[UUID]:
    """For whom this person stands in today; tomorrow it may be nobody."""
    facts = {"substitute": person_id, "today": today}
    return frozenset(database.session().scalars(_SUBSTITUTED, facts))


def reserve_limits() -> ReserveLimits:
    """How much the municipality's model keeps free for acute matters (K14)."""
    shape = settings.section("meetings").settings["acute_hours_a_week"].shape
    return ReserveLimits(int(shape.least or 0), int(shape.most or 0))


def reserve_by_default() -> int:
    """What the municipality has chosen between the limits, in minutes."""
    return int(settings.value("meetings", "acute_hours_a_week")) * 60


def _working_times(who: Iterable[Counsellor]) -> tuple[WorkingTime, ...]:
    names = {one.person_id: one.name for one in who}
    found = (row for row in database.session().execute(_TIMES) if row.person_id in names)
    times = (
        WorkingTime(row.person_id, names[row.person_id], row.valid_from, tuple(row.minutes), row.reserve_minutes)
        for row in found
    )
    return tuple(sorted(times, key=lambda time: (time.name, time.person_id, time.valid_from)))


def _absences(who: Iterable[Counsellor], first_on: date, last_on: date) -> tuple[Absence, ...]:
    rows = database.session().execute(_ABSENCES, {"first_on": first_on, "last_on": last_on})
    return tuple(_named(rows, who))


def _named(rows: Iterable[Any], who: Iterable[Counsellor]) -> Iterator[Absence]:
    names = {one.person_id: one.name for one in who}
    for row in rows:
        if row.person_id in names:
            substitute = names.get(row.substitute_id)
            yield Absence(
                row.id, row.person_id, names[row.person_id], row.first_on, row.last_on, row.substitute_id, substitute
            )
