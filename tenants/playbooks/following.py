"""Rows that follow a playbook: what is new is added, what is gone is retired, what comes back is revived; none is lost.

Whatever began under a row keeps it (a placement its limits, a policy its template), so a row never changes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tenants import database


@dataclass(frozen=True, slots=True)
class Settled:
    """What it took for the rows in force to be what the playbook says."""

    added: tuple[UUID, ...]
    revived: tuple[UUID, ...]
    retired: tuple[UUID, ...]

    def __iter__(self) -> Any:
        return iter((*self.added, *self.revived, *self.retired))


def settle(table: Any, wanted: Iterable[Mapping[str, Any]], *, at: datetime) -> Settled:
    """Make the rows in force of `table` (which has `installed_at` and `retired_at`) exactly the wanted ones."""
    now = database.session()
    known = list(now.scalars(select(table).order_by(table.id)))
    keep, missing = set(), []
    for facts in wanted:
        same = [row for row in known if _says(row, facts)]
        in_force = next((row for row in same if row.retired_at is None), None)
        if in_force is not None:
            keep.add(in_force.id)
        else:
            missing.append((facts, same[-1] if same else None))
    retired = tuple(row.id for row in known if row.retired_at is None and row.id not in keep)
    _move(table, retired, at)
    revived = tuple(row.id for _, row in missing if row is not None)
    _move(table, revived, None)
    return Settled(tuple(_add(table, facts, at) for facts, row in missing if row is None), revived, retired)


def _says(row: Any, facts: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in facts.items())


def _move(table: Any, ids: Collection[UUID], at: datetime | None) -> None:
    for row_id in ids:
        moved = database.session().execute(
            update(table).where(table.id == row_id).values(retired_at=at).returning(table.id)
        )
        moved.one()  # row-level security hides what this token may not retire


def _add(table: Any, facts: Mapping[str, Any], at: datetime) -> UUID:
    row = table(**facts, installed_at=at)
    database.session().add(row)
    database.session().flush()
    made: UUID = row.id
    return made
