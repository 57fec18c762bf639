"""Reads answered days and confirmed months; the roster itself is counted from the placement's terms."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Select, and_, bindparam, cast, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.attendance import models, rules
from app.attendance.rules import Day, Sheet
from app.placements import queries as placements
from app.placements.models import Placement as PlacementRow
from app.placements.rules import Placement
from app.values.period import Month
from tenants import database

_D, _M, _P = models.Day, models.ConfirmedMonth, PlacementRow
_OF_THESE = _D.placement_id == func.any(bindparam("ids", type_=ARRAY(Uuid())))
_IN_SPAN = _D.day_on.between(bindparam("first"), bindparam("last"))
_DAY = (_D.placement_id, _D.day_on, _D.answer, _D.minutes)
_ANSWERED = database.scoped(select(*_DAY).where(_OF_THESE, _IN_SPAN).order_by(_D.day_on))
_HELD = database.scoped(select(*_DAY).where(_OF_THESE, _IN_SPAN).order_by(_D.day_on).with_for_update())
_CONFIRMED = database.scoped(
    select(_M.placement_id, _M.month_on).where(
        _M.placement_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
        _M.month_on == func.any(bindparam("months", type_=ARRAY(Date()))),
    )
)


def _unconfirmed() -> Select[*tuple[Any, ...]]:
    """Every month that a placement reaches into, up to the last day asked for, and that nobody has confirmed."""
    ends_on = func.least(func.coalesce(_P.ended_on, _P.last_on), bindparam("last", type_=Date()))
    first_of_month = func.date_trunc("month", cast(_P.first_on, DateTime))
    months = func.generate_series(first_of_month, cast(ends_on, DateTime), text("interval '1 month'"))
    reached = (
        select(_P.municipality_id, _P.id.label("placement_id"), cast(months, Date).label("month_on"))
        .where(_P.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))))
        .subquery()
    )
    keys = ("municipality_id", "placement_id", "month_on")
    return (
        select(reached.c.placement_id, reached.c.month_on)
        .outerjoin(_M, and_(*(getattr(_M, key) == reached.c[key] for key in keys)))
        .where(_M.id.is_(None))
        .order_by(reached.c.month_on, reached.c.placement_id)
    )


_UNCONFIRMED = database.scoped(_unconfirmed())


@dataclass(frozen=True, slots=True)
class Participant:
    """One placement and its agreed days in some span, each with its answer; and which months are confirmed."""

    placement: Placement
    days: tuple[Day, ...]
    confirmed: frozenset[Month]

    def is_confirmed(self, day: date) -> bool:
        """Whether the day's month has been confirmed."""
        return Month.of(day) in self.confirmed


@dataclass(frozen=True, slots=True)
class WaitingMonth:
    """A month that is over and that the association has not confirmed yet."""

    placement: Placement
    sheet: Sheet


def month(placement: Placement, of: Month, *, held: bool = False) -> Sheet:
    """A placement's month; `held` keeps its answered days as they are until the transaction ends."""
    asked = {"ids": [placement.id], "first": of.first_on, "last": of.last_on}
    answered = [_day(row) for row in database.session().execute(_HELD if held else _ANSWERED, asked)]
    confirmed = (placement.id, of) in confirmed_months([placement.id], [of])
    return rules.sheet(placement.terms, of, answered=answered, confirmed=confirmed)


def participants(association_ids: Collection[UUID], *, first_on: date, last_on: date) -> tuple[Participant, ...]:
    """Everybody expected at these associations between two days, by name."""
    found = placements.running_at(association_ids, since=first_on, until=last_on)
    ids = [placement.id for placement in found]
    answered = _answered(ids, first_on, last_on)
    confirmed = confirmed_months(ids, {Month.of(first_on), Month.of(last_on)})
    return tuple(
        Participant(
            placement,
            _days(placement, answered.get(placement.id, {}), first_on, last_on),
            frozenset(month for placement_id, month in confirmed if placement_id == placement.id),
        )
        for placement in found
    )


def waiting_months(association_ids: Collection[UUID], *, last_on: date) -> tuple[WaitingMonth, ...]:
    """Months up to this day that these associations still have to confirm, the oldest first."""
    rows = database.session().execute(_UNCONFIRMED, {"ids": list(association_ids), "last": last_on}).all()
    known = placements.these({placement_id for placement_id, _month in rows})
    since = min((month_on for _id, month_on in rows), default=last_on)
    answered = _answered(list(known), since, last_on)
    waiting = (
        WaitingMonth(known[placement_id], _open_sheet(known[placement_id], Month.of(month_on), answered))
        for placement_id, month_on in rows
    )
    return tuple(one for one in waiting if one.sheet.days)


def confirmed_months(placement_ids: Iterable[UUID], months: Iterable[Month]) -> frozenset[tuple[UUID, Month]]:
    """Which of these placements' months have been confirmed."""
    asked = {"ids": list(placement_ids), "months": [month.first_on for month in months]}
    return frozenset(
        (placement_id, Month.of(month_on)) for placement_id, month_on in database.session().execute(_CONFIRMED, asked)
    )


def _open_sheet(placement: Placement, of: Month, answered: Mapping[UUID, dict[date, Day]]) -> Sheet:
    days = (day for on, day in answered.get(placement.id, {}).items() if of == Month.of(on))
    return rules.sheet(placement.terms, of, answered=days, confirmed=False)


def _answered(ids: list[UUID], first_on: date, last_on: date) -> Mapping[UUID, dict[date, Day]]:
    found: dict[UUID, dict[date, Day]] = {}
    for row in database.session().execute(_ANSWERED, {"ids": ids, "first": first_on, "last": last_on}):
        found.setdefault(row.placement_id, {})[row.day_on] = _day(row)
    return found


def _days(placement: Placement, answered: dict[date, Day], first_on: date, last_on: date) -> tuple[Day, ...]:
    agreed = rules.roster(placement.terms, first_on=first_on, last_on=last_on)
    return tuple(answered.get(day, Day(day)) for day in sorted({*answered, *agreed}))


def _day(row: Any) -> Day:
    return Day(row.day_on, row.answer, row.minutes)
