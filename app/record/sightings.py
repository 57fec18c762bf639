"""Seeing is recorded too: gathered while a page is made, committed before it leaves; a page unaccounted for stays.

Web opens a gathering with every request and closes it with `account()`; outside of one nobody would account for a
view, so `saw()` refuses.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.record import entries, writing
from app.record.entries import Entry, Plain
from app.values import trace
from tenants import context, database


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody saw something through this door."""

    event: str
    door: context.Door
    subjects: set[UUID] = field(default_factory=set)
    facts: dict[str, Plain] = field(default_factory=dict)


_gathered: ContextVar[list[Sighting] | None] = ContextVar("kumina_sightings", default=None)


def begin() -> None:
    """From here on views are gathered; what an earlier request left unaccounted for is not carried on."""
    _gathered.set([])


def saw(event: str, *, subjects: UUID | Iterable[UUID], **facts: object) -> None:
    """The visitor is shown these subjects' data; a list says each id it shows. Nothing shown, nothing recorded."""
    context.current()  # the record belongs to a municipality
    door, gathered = context.door(), _gathered.get()
    if gathered is None:
        raise RuntimeError(f"{event}: nobody accounts for what is seen here")
    shown, plain = set(entries.ids(subjects)), entries.plain(facts)
    if not shown:
        return
    for sighting in gathered:
        if (sighting.event, sighting.door, sighting.facts) == (event, door, plain):
            sighting.subjects.update(shown)
            return
    gathered.append(Sighting(event, door, shown, plain))


def account(*, at: datetime) -> None:
    """Commit what was seen since `begin()`; raises when it cannot be, and then the page must not be shown."""
    gathered = _gathered.get()
    if not gathered:
        return
    begin()
    for door in dict.fromkeys(sighting.door for sighting in gathered):
        with _entering(door), database.writing():
            for sighting in gathered:
                if sighting.door == door:
                    writing.add(_entry(sighting, at), door)


def _entry(sighting: Sighting, at: datetime) -> Entry:
    door, subjects = sighting.door, entries.ids(sighting.subjects)
    return Entry(sighting.event, at, door.person_id, door.roles, subjects, sighting.facts, trace.current())


def _entering(door: context.Door) -> AbstractContextManager[context.Door]:
    if door.municipality_id is None:
        raise context.NoMunicipality("the record belongs to a municipality")
    return context.entering(door.municipality_id, person_id=door.person_id, roles=door.roles)
