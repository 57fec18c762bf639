"""Reads ladders: one's own, or what its client shares; the policies decide the same once more (K7)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from app.goals import models
from app.goals.rules import Ladder, Rung
from tenants import database

_L, _R, _V = models.Ladder, models.Rung, models.LadderVersion


def _ladders() -> Select[*tuple[Any, ...]]:
    return select(
        _L.id,
        _L.client_id,
        _L.person_id,
        _L.goal,
        _L.benefits,
        _L.already_done,
        _L.history,
        _L.wished_support,
        _L.shared,
        _L.written_at,
    )


_OWN = database.scoped(_ladders().where(_L.person_id == bindparam("person")))
_OWN_LOCKED = database.scoped(_ladders().where(_L.person_id == bindparam("person")).with_for_update())
_SHARED = database.scoped(_ladders().where(_L.client_id == bindparam("client"), _L.shared == "whole"))
_RUNGS = database.scoped(
    select(_R.id, _R.place, _R.words, _R.due_on, _R.state, _R.reached_on)
    .where(_R.ladder_id == bindparam("ladder"))
    .order_by(_R.place)
)
_LAST_NUMBER = database.scoped(select(func.max(_V.number)).where(_V.ladder_id == bindparam("ladder")))
_VERSIONS = database.scoped(select(_V.content).where(_V.ladder_id == bindparam("ladder")).order_by(_V.number))


def ladder_of(person_id: UUID, *, locked: bool = False) -> Ladder | None:
    """The person's own ladder, or None before its first word; `locked` holds it until the transaction ends."""
    return _with_rungs(database.session().execute(_OWN_LOCKED if locked else _OWN, {"person": person_id}).one_or_none())


def shared_ladder(client_id: UUID) -> Ladder | None:
    """What this client lets their counsellors read, or None: not begun and not shared look the same."""
    return _with_rungs(database.session().execute(_SHARED, {"client": client_id}).one_or_none())


def last_version(ladder_id: UUID) -> int:
    """The number of the newest version; 0 before the first."""
    return database.session().execute(_LAST_NUMBER, {"ladder": ladder_id}).scalar() or 0


def versions(ladder_id: UUID) -> tuple[dict[str, Any], ...]:
    """Every state the ladder has had, oldest first; for its client alone."""
    return tuple(database.session().execute(_VERSIONS, {"ladder": ladder_id}).scalars())


def _with_rungs(row: Sequence[Any] | None) -> Ladder | None:
    if row is None:
        return None
    rungs = database.session().execute(_RUNGS, {"ladder": row[0]})
    return replace(Ladder(*row), rungs=tuple(map(_rung, rungs)))


def _rung(row: Sequence[Any]) -> Rung:
    return Rung(*row)
