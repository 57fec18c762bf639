"""Reads the qualification units of tasks, with all that experts have said of them (K19)."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select

from app import eperusteet
from app.values.missing import Missing
from app.worktasks import models
from app.worktasks.rules import Choice, Identification, Unit
from tenants import database

_U, _I, _K = models.Unit, models.Identification, models.KnownUnit
FACTS: Final = (
    "code",
    "name_fi",
    "name_sv",
    "qualification_fi",
    "qualification_sv",
    "register_number",
    "points",
    "source",
    "read_on",
)
"""What is kept of a unit, the same in a choice, a proposal and ePerusteet's own answer."""
_UNITS = (
    select(
        _U.id,
        _U.task_id,
        *(getattr(_U, name) for name in FACTS),
        _U.reason,
        _U.proposed_at,
        _U.withdrawn_at,
        _I.expert,
        _I.organisation,
        _I.basis,
        _I.identified_on,
        _I.valid_until,
    )
    .outerjoin(_I, (_I.municipality_id == _U.municipality_id) & (_I.unit_id == _U.id))
    .order_by(_U.proposed_at, _U.id, _I.identified_on.desc(), _I.entered_at.desc())
)
_OF = database.scoped(_UNITS.where(_U.task_id == bindparam("task")))
_ONE = database.scoped(_UNITS.where(_U.id == bindparam("id")))
_KNOWN = database.scoped(select(*(getattr(_K, name) for name in FACTS)).order_by(_K.name_fi, _K.code))


def units_of(task_id: UUID) -> tuple[Unit, ...]:
    """What the task has been proposed to match, also what was withdrawn."""
    return _units(database.session().execute(_OF, {"task": task_id}).all())


def unit(unit_id: UUID) -> Unit:
    """One of them."""
    found = _units(database.session().execute(_ONE, {"id": unit_id}).all())
    if not found:
        raise Missing(unit_id)
    return found[0]


def known_units() -> dict[str, Choice]:
    """Units to choose from, by code: those read from ePerusteet, and the sample that comes along."""
    read = {row.code: Choice(*row) for row in database.session().execute(_KNOWN)}
    sample = {one.code: Choice(*(getattr(one, name) for name in FACTS)) for one in eperusteet.SAMPLE}
    return sample | read


def _units(rows: Sequence[Any]) -> tuple[Unit, ...]:
    found: dict[UUID, Unit] = {}
    history: dict[UUID, list[Identification]] = {}
    for row in rows:
        said = history.setdefault(row.id, [])
        if row.expert is not None:
            said.append(Identification(row.expert, row.organisation, row.basis, row.identified_on, row.valid_until))
        found[row.id] = Unit(
            id=row.id,
            task_id=row.task_id,
            choice=Choice(*(getattr(row, name) for name in FACTS)),
            reason=row.reason,
            proposed_at=row.proposed_at,
            withdrawn_at=row.withdrawn_at,
            history=tuple(said),
        )
    return tuple(found.values())
