"""Weeks, absences and substitutes of counsellors."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from app.team import actions, models
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

COUNSELLOR = ("social_counsellor",)
FULL = (450, 450, 450, 450, 450, 0, 0)
"""Seven and a half hours a day, Monday to Friday."""


def week(
    where: Municipality,
    person_id: UUID,
    *,
    minutes: tuple[int, ...] = FULL,
    reserve_minutes: int = 240,
    valid_from: date = date(2026, 1, 1),
) -> None:
    """What a counsellor says of their own week."""
    with inside(where, person_id=person_id, roles=COUNSELLOR):
        said = {"minutes": minutes, "reserve_minutes": reserve_minutes, "valid_from": valid_from}
        actions.set_working_time(person_id=person_id, **said, plans=False, by=person_id, at=NOW)  # type: ignore[arg-type]


def absence(where: Municipality, person_id: UUID, *, first_on: date, days: int = 2) -> UUID:
    """Some days away, noted by the counsellor."""
    last_on = first_on + timedelta(days=days - 1)
    with inside(where, person_id=person_id, roles=COUNSELLOR):
        return actions.note_absence(
            person_id=person_id, first_on=first_on, last_on=last_on, plans=False, by=person_id, at=NOW
        )


def substitute(where: Municipality, absence_id: UUID, substitute_id: UUID) -> None:
    """The team lead names who stands in."""
    lead = people.member(where, "team_lead")
    with inside(where, person_id=lead, roles=("team_lead",)):
        actions.name_substitute(absence_id=absence_id, substitute_id=substitute_id, plans=True, by=lead, at=NOW)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    by = people.member(where, *COUNSELLOR)
    week(where, by)
    away = absence(where, by, first_on=date(2026, 12, 1))
    with context.entering(where.id, person_id=by, roles=COUNSELLOR), database.reading() as db:
        time = db.scalars(select(models.WorkingTime.id)).one()
    return (Sample("team_working_time", time, by, COUNSELLOR), Sample("team_absence", away, by, COUNSELLOR))
