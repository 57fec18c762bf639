"""One row of a table and a door through which it can be read: what tests over all tables ask each slice for."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sample:
    """A row that is there, and somebody of its own municipality who sees it."""

    table: str
    row_id: UUID
    person_id: UUID
    roles: tuple[str, ...]
