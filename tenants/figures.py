"""Numbers about each municipality for whoever looks after the service: kept by the clock, read by the operator.

What is about clients is a number of five or more, or is not kept at all: the table itself refuses fewer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from tenants import context, database, models
from tenants.registry import RegistryMunicipality

FEWEST: Final = 5
"""Fewer clients than this are not counted before anybody: they could be recognised."""
_F, _R = models.RegistryFigures, RegistryMunicipality
_ALL = select(
    _R.id,
    _R.opened_at,
    _F.counted_at,
    _F.associations,
    _F.published_tasks,
    _F.deviations,
    _F.letters_waiting,
    _F.letters_failed,
    _F.people,
    _F.clients,
    _F.placements_running,
    _F.staff_seen_on,
).outerjoin(_F, _F.municipality_id == _R.id)


@dataclass(frozen=True, slots=True)
class Counted:
    """One municipality's numbers; None for clients where there are fewer than five."""

    associations: int
    published_tasks: int
    deviations: int
    letters_waiting: int
    letters_failed: int
    people: Mapping[str, int]
    """How many hold each role; clients are not among them."""
    clients: int | None
    placements_running: int | None
    staff_seen_on: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the operator knows of one municipality: since when it is open, and what was counted when, if it was."""

    opened_at: datetime | None
    counted_at: datetime | None
    counted: Counted | None


def enough(number: int) -> int | None:
    """The number, unless it is so small that it could tell of somebody."""
    return number if number >= FEWEST else None


def keep(counted: Counted, *, at: datetime) -> None:
    """The numbers of the municipality we are in, in the place of those counted before; only the clock may."""
    said: dict[str, Any] = {name: getattr(counted, name) for name in Counted.__slots__}
    said |= {"people": dict(counted.people), "counted_at": at}
    row = insert(_F).values(municipality_id=context.current(), **said)
    latest = func.greatest(_F.staff_seen_on, row.excluded.staff_seen_on)
    changed = row.on_conflict_do_update(index_elements=["municipality_id"], set_=said | {"staff_seen_on": latest})
    database.session().execute(changed)


def figures() -> dict[UUID, Figures]:
    """What is known of each municipality, in one question; the operator's token alone sees the numbers."""
    return {row.id: _figures(row) for row in database.session().execute(_ALL)}


def _figures(row: Any) -> Figures:
    if row.counted_at is None:
        return Figures(row.opened_at, None, None)
    said = {name: getattr(row, name) for name in Counted.__slots__}
    return Figures(row.opened_at, row.counted_at, Counted(**said))
