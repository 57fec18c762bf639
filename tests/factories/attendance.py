"""Days marked and months confirmed by a volunteer of the association."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from app.attendance import actions, models, queries
from app.attendance.rules import Answer, Mark
from app.placements import queries as placements
from app.values.period import Month
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import placements as placing
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import Placed
from tests.factories.samples import Sample

MEMBER = ("association_member",)
OCTOBER = Month(2026, 10)


def marked(where: Municipality, placed: Placed, *days: date, answer: Answer = "present", at: datetime = NOW) -> None:
    """These days answered alike."""
    by = placed.volunteer_id
    with inside(where, person_id=by, roles=MEMBER):
        marks = [Mark(placed.id, day, answer) for day in days]
        actions.mark_days(marks=marks, page_key=uuid4(), own={placed.association_id}, by=by, at=at)


def roster(where: Municipality, placed: Placed, month: Month = OCTOBER) -> tuple[date, ...]:
    """The agreed days of a month."""
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        return tuple(day.on for day in queries.month(placements.placement(placed.id), month).days)


def confirmed(
    where: Municipality,
    placed: Placed,
    month: Month = OCTOBER,
    *,
    absent: Collection[date] = (),
    attended: int | None = None,
    at: datetime = NOW,
) -> int:
    """A month answered whole and confirmed: away on the `absent` days, or all but the first `attended`."""
    days = roster(where, placed, month)
    away = set(absent) if attended is None else set(days[attended:])
    marked(where, placed, *(day for day in days if day not in away), at=at)
    marked(where, placed, *(day for day in days if day in away), answer="absent", at=at)
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        actions.confirm_month(
            placement_id=placed.id, month=month, own={placed.association_id}, by=placed.volunteer_id, at=at
        )
    return len(set(days) - away)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    placed = placing.placement(where)
    confirmed(where, placed)
    by = placed.volunteer_id
    tables = (models.Event, models.Day, models.ConfirmedMonth)
    with context.entering(where.id, person_id=by, roles=MEMBER), database.reading() as db:
        return tuple(Sample(table.__tablename__, _first(db, table), by, MEMBER) for table in tables)


def _first(db: database.Session, table: type[database.Base]) -> UUID:
    return db.scalars(select(table.id).limit(1)).one()  # type: ignore[attr-defined]
