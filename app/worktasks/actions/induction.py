"""What one goes through with those who begin in a task (K16)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.values.refusal import refuse_all, refuse_if
from app.worktasks import models, queries, rules
from tenants import database, settings


def set_induction(
    *, task_id: UUID, chosen: Collection[str], lines: Collection[str], own: Collection[UUID], by: UUID, at: datetime
) -> None:
    """The playbook's things that belong here, and the association's own; lists already signed stay as they were."""
    task = queries.own_task(task_id, own)
    refuse_if(rules.may_still_change(task))
    known = [row["code"] for row in settings.value("worktasks", "induction")]
    refuse_all(rules.induction_objections(chosen, lines, known=known))
    codes = None if set(chosen) == set(known) else [code for code in known if code in chosen]
    row = models.Task
    values = {"induction_codes": codes, "induction_own": list(lines)}
    database.session().execute(update(row).where(row.id == task_id).values(values))
    record.write("worktasks.induction_set", subject=task_id, by=by, at=at, items=len(set(chosen)) + len(lines))
