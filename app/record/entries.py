"""One entry of the record, and the narrow gate of what may stand in it: codes, numbers, days and ids."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from app.values.money import Cents
from app.values.period import Month

EVENT: Final = re.compile(r"[a-z][a-z_]{1,30}\.[a-z][a-z0-9_]{1,60}")
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}")
SUBJECTS_AT_MOST: Final = 500
"""How many things one entry of an act over many names."""
Plain = str | int | bool | None | list["Plain"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done or seen, before it has its number."""

    event: str
    at: datetime
    person_id: UUID | None
    roles: tuple[str, ...]
    subjects: tuple[UUID, ...]
    facts: Mapping[str, Plain]
    trace: str | None

    def __post_init__(self) -> None:
        if not EVENT.fullmatch(self.event):
            raise ValueError(f"an event is named slice.what_was_done, not {self.event!r}")
        if self.at.tzinfo is None:
            raise ValueError("an entry's time needs its zone")


@dataclass(frozen=True, slots=True)
class Written:
    """An entry with its place in the chain."""

    number: int
    entry: Entry
    mac: bytes


def ids(subject: UUID | Iterable[UUID] | None) -> tuple[UUID, ...]:
    """One subject, many or none; the set of them, in a fixed order."""
    if subject is None:
        return ()
    return (subject,) if isinstance(subject, UUID) else tuple(sorted(set(subject)))


def portions(subjects: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Many things done at once, as many as one entry names; each is found by its own id all the same."""
    return (subjects[start : start + SUBJECTS_AT_MOST] for start in range(0, len(subjects), SUBJECTS_AT_MOST))


def plain(facts: Mapping[str, object]) -> dict[str, Plain]:
    """Facts as the record keeps them; free text is refused, because it could say something about a person."""
    return {name: _plain(name, value) for name, value in facts.items()}


def _plain(name: str, value: object) -> Plain:
    match value:
        case list() | tuple():
            return [_plain(name, one) for one in value]
        case AbstractSet():
            return sorted((_plain(name, one) for one in value), key=str)
        case _:
            return _single(name, value)


def _single(name: str, value: object) -> str | int | bool | None:
    match value:
        case UUID() | Month():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Cents():
            return value.amount
        case None | bool() | int():
            return value
        case str() if CODE.fullmatch(value):
            return value
    raise ValueError(f"the record takes codes, numbers, days and ids only; {name} is none of them")
