"""A task one speaks for, held until the transaction ends."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import update

from app.values.missing import Missing
from app.worktasks import models, queries
from app.worktasks.rules import Task
from tenants import database


def held(task_id: UUID, own: Collection[UUID]) -> Task:
    """Another association's task is no task of mine: it is not there."""
    task = queries.task(task_id, locked=True)
    if task.association_id not in own:
        raise Missing(task_id)
    return task


def put(task_id: UUID, **values: object) -> None:
    """Write these columns of the task."""
    database.session().execute(update(models.Task).where(models.Task.id == task_id).values(values))
