"""Opening a task to clients, closing it for a while, and ending it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.associations import queries as associations
from app.values.refusal import refuse_if
from app.worktasks import models, queries, rules
from tenants import database, settings


def publish_task(*, task_id: UUID, not_a_substitute: bool, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Open a draft or a paused task to clients, with the association's statement."""
    task = queries.own_task(task_id, own)
    in_network = associations.association(task.association_id).is_in_network
    asked = [row["code"] for row in settings.value("worktasks", "card") if row["asked"] == "always"]
    refuse_if(rules.may_publish(task, in_network=in_network, not_a_substitute=not_a_substitute, always=asked))
    _put(task_id, state="published", not_a_substitute=True, published_at=at, published_by=by)
    record.write("worktasks.task_published", subject=task_id, by=by, at=at, association=task.association_id)


def pause_task(*, task_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Take no new people for now; whoever works in it goes on."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_pause(task))
    _put(task_id, state="paused")
    record.write("worktasks.task_paused", subject=task_id, by=by, at=at)


def resume_task(*, task_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Take new people again."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_resume(task, in_network=associations.association(task.association_id).is_in_network))
    _put(task_id, state="published")
    record.write("worktasks.task_resumed", subject=task_id, by=by, at=at)


def end_task(*, task_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Take it off for good; whoever works in it goes on to the end that was agreed."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_end(task))
    _put(task_id, state="ended", ended_at=at, ended_by=by)
    record.write("worktasks.task_ended", subject=task_id, by=by, at=at, association=task.association_id)


def _put(task_id: UUID, **values: object) -> None:
    database.session().execute(update(models.Task).where(models.Task.id == task_id).values(values))
