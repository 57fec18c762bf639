"""What can be done with a work task; its association does it (K15)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.associations import queries as associations
from app.values.missing import Missing
from app.values.refusal import refuse_if
from app.worktasks import models, queries, rules
from app.worktasks.rules import Task
from tenants import database


def register_task(
    *,
    association_id: UUID,
    name: str,
    description: str,
    field: str,
    places: int,
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> UUID:
    """Write down a task as a draft; `own` are the associations the person speaks for."""
    if association_id not in own:
        raise Missing(association_id)
    association = associations.association(association_id)
    refuse_if(rules.may_register(in_network=association.is_in_network, places=places))
    row = models.Task(
        association_id=association_id,
        name=name.strip(),
        description=description.strip(),
        field=field,
        places=places,
        registered_at=at,
        registered_by=by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("worktasks.task_registered", subject=row.id, by=by, at=at, association=association_id)
    return row.id


def change_task(
    *,
    task_id: UUID,
    name: str,
    description: str,
    field: str,
    places: int,
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """Correct a task's words and places; it stays as open as it was."""
    task = _own(task_id, own)
    refuse_if(rules.may_change(task, description=description, places=places))
    _set(task_id, name=name.strip(), description=description.strip(), field=field, places=places)
    record.write("worktasks.task_changed", subject=task_id, by=by, at=at, places=places)


def publish_task(*, task_id: UUID, not_a_substitute: bool, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Open a draft or a paused task to clients, with the association's statement."""
    task = _own(task_id, own)
    in_network = associations.association(task.association_id).is_in_network
    refuse_if(rules.may_publish(task, in_network=in_network, not_a_substitute=not_a_substitute))
    _set(task_id, state="published", not_a_substitute=True, published_at=at, published_by=by)
    record.write("worktasks.task_published", subject=task_id, by=by, at=at, association=task.association_id)


def pause_task(*, task_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Take no new people for now; whoever works in it goes on."""
    task = _own(task_id, own)
    refuse_if(rules.may_pause(task))
    _set(task_id, state="paused")
    record.write("worktasks.task_paused", subject=task_id, by=by, at=at)


def _own(task_id: UUID, own: Collection[UUID]) -> Task:
    """Another association's task is no task of mine: it is not there."""
    task = queries.task(task_id, locked=True)
    if task.association_id not in own:
        raise Missing(task_id)
    return task


def _set(task_id: UUID, **values: object) -> None:
    database.session().execute(update(models.Task).where(models.Task.id == task_id).values(values))
