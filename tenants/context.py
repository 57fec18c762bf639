"""Whose house we are in: the municipality, the person and their roles, for the length of one piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


class NoMunicipality(RuntimeError):
    """A question was asked of tenant data with no municipality entered; an empty answer would be a lie."""


class WrongDoor(RuntimeError):
    """Work of one door was tried through another."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the signed token of a transaction will say: where, who, and acting as what."""

    municipality_id: UUID | None
    person_id: UUID | None = None
    roles: tuple[str, ...] = ()


_door: ContextVar[Door | None] = ContextVar("kumina_door", default=None)


@contextmanager
def entering(municipality_id: UUID, *, person_id: UUID | None = None, roles: tuple[str, ...] = ()) -> Iterator[Door]:
    """Work inside one municipality; a municipality inside another is a mistake and is refused."""
    already = _door.get()
    if already is not None and already.municipality_id not in (None, municipality_id):
        raise RuntimeError(f"already in municipality {already.municipality_id}: leave it before entering another")
    with _through(Door(municipality_id, person_id, roles)) as door:
        yield door


@contextmanager
def globally(*, person_id: UUID | None = None, roles: tuple[str, ...] = ()) -> Iterator[Door]:
    """The named global door: people, sessions and the registry, never tenant tables."""
    with _through(Door(None, person_id, roles)) as door:
        yield door


@contextmanager
def changing_to(door: Door) -> Iterator[Door]:
    """The same municipality seen through another person's door; only database.standing_in() needs it."""
    if door.municipality_id != _municipality_or_none():
        raise RuntimeError("standing in for another person never changes the municipality")
    with _through(door) as changed:
        yield changed


@contextmanager
def _through(door: Door) -> Iterator[Door]:
    mark = _door.set(door)
    try:
        yield door
    finally:
        _door.reset(mark)


def door() -> Door:
    """The door now open; raises NoMunicipality when none is."""
    now = _door.get()
    if now is None:
        raise NoMunicipality("no municipality and no global door: enter one before asking the database")
    return now


def current() -> UUID:
    """The municipality we are in; raises NoMunicipality when there is none, also at the global door."""
    municipality_id = door().municipality_id
    if municipality_id is None:
        raise NoMunicipality("tenant data asked for at the global door")
    return municipality_id


def _municipality_or_none() -> UUID | None:
    now = _door.get()
    return now.municipality_id if now else None


def is_open() -> bool:
    """Whether any door is open: for checks that the door was closed again."""
    return _door.get() is not None
