"""Reads work tasks, each with the name of its association."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.associations.models import Association
from app.values.missing import Missing
from app.worktasks import models
from app.worktasks.rules import Task
from tenants import database

_T, _A = models.Task, Association


def _tasks() -> Select[*tuple[Any, ...]]:
    columns = (_T.id, _T.association_id, _A.name, _T.name, _T.description, _T.field, _T.places, _T.state)
    return select(*columns).join(_A, (_A.municipality_id == _T.municipality_id) & (_A.id == _T.association_id))


_ONE = database.scoped(_tasks().where(_T.id == bindparam("id")))
_LOCKED = database.scoped(_tasks().where(_T.id == bindparam("id")).with_for_update(of=_T))
_OPEN = database.scoped(
    _tasks().where(_T.state == "published", _A.ended_at.is_(None)).order_by(_A.name, _T.name, _T.id)
)
_OF = database.scoped(
    _tasks()
    .where(_T.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))), _T.state != "ended")
    .order_by(_A.name, _T.name, _T.id)
)


def task(task_id: UUID, *, locked: bool = False) -> Task:
    """One task; `locked` holds its row until the transaction ends (for whoever fills a place in it)."""
    row = database.session().execute(_LOCKED if locked else _ONE, {"id": task_id}).one_or_none()
    if row is None:
        raise Missing(task_id)
    return _task(row)


def open_tasks() -> tuple[Task, ...]:
    """All published tasks of associations in the network, by association and name (K15)."""
    return tuple(map(_task, database.session().execute(_OPEN)))


def tasks_of(association_ids: Collection[UUID]) -> tuple[Task, ...]:
    """The tasks of these associations that have not ended, whatever their state."""
    return tuple(map(_task, database.session().execute(_OF, {"ids": list(association_ids)})))


def _task(row: Sequence[Any]) -> Task:
    return Task(*row)
