"""Reads work tasks, each with the name of its association."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.values.missing import Missing
from app.worktasks.queries import rows
from app.worktasks.queries.browsing import Asked, browse, towns
from app.worktasks.queries.rows import A, P, T
from app.worktasks.rules import Task
from tenants import database, settings

__all__ = ["Asked", "browse", "induction", "open_tasks", "own_task", "picture", "task", "tasks_of", "towns"]

_PICTURE = database.scoped(select(P.content, P.media_type).where(P.task_id == bindparam("id")))
_ONE = database.scoped(rows.tasks().where(T.id == bindparam("id")))
_LOCKED = database.scoped(rows.tasks().where(T.id == bindparam("id")).with_for_update(of=T))
_OPEN = database.scoped(rows.tasks().where(T.state == "published", A.ended_at.is_(None)).order_by(A.name, T.name, T.id))
_OF = database.scoped(
    rows.tasks()
    .where(T.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))), T.state != "ended")
    .order_by(A.name, T.name, T.id)
)


def task(task_id: UUID, *, locked: bool = False) -> Task:
    """One task; `locked` holds its row until the transaction ends (for whoever fills a place in it)."""
    row = database.session().execute(_LOCKED if locked else _ONE, {"id": task_id}).one_or_none()
    if row is None:
        raise Missing(task_id)
    return rows.task(row)


def own_task(task_id: UUID, own: Collection[UUID]) -> Task:
    """A task of these associations, held until the transaction ends; another association's is not there."""
    found = task(task_id, locked=True)
    if found.association_id not in own:
        raise Missing(task_id)
    return found


def open_tasks() -> tuple[Task, ...]:
    """All published tasks of associations in the network, by association and name (K15)."""
    return tuple(map(rows.task, database.session().execute(_OPEN)))


def tasks_of(association_ids: Collection[UUID]) -> tuple[Task, ...]:
    """The tasks of these associations that have not ended, whatever their state."""
    return tuple(map(rows.task, database.session().execute(_OF, {"ids": list(association_ids)})))


def induction(task_id: UUID) -> tuple[Mapping[str, str], ...]:
    """What one goes through with those who begin in a task, each thing in the languages it is said in (K16)."""
    found = task(task_id)
    return tuple(found.induction.items(settings.value("worktasks", "induction"), language=found.card.language))


def picture(task_id: UUID) -> tuple[bytes, str]:
    """A task's picture and what kind of file it is."""
    row = database.session().execute(_PICTURE, {"id": task_id}).one_or_none()
    if row is None:
        raise Missing(task_id)
    return row.content, row.media_type
