"""Proposing that a task matches a qualification unit, and entering what an expert says of it (K19)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, update

from app import eperusteet, record
from app.values.refusal import refuse_if
from app.worktasks import models, queries, rules
from app.worktasks.queries import units
from app.worktasks.rules import Identification
from tenants import database


def propose_unit(
    *, task_id: UUID, code: str, reason: str, own: Collection[UUID] | None, by: UUID, at: datetime
) -> UUID:
    """Say that the task matches a unit; `own` keeps an association to its own tasks (None: a counsellor, any)."""
    task = queries.task(task_id, locked=True) if own is None else queries.own_task(task_id, own)
    choice = units.known_units().get(code)
    refuse_if(rules.may_propose(choice, ended=task.state == "ended"))
    facts = {name: getattr(choice, name) for name in units.FACTS}
    row = models.Unit(task_id=task_id, reason=reason.strip(), proposed_at=at, proposed_by=by, **facts)
    database.session().add(row)
    database.session().flush()
    record.write("worktasks.unit_proposed", subject=[row.id, task_id], by=by, at=at, code=code)
    return row.id


def identify_unit(*, unit_id: UUID, said: Identification, today: date, by: UUID, at: datetime) -> None:
    """Enter an expert's word; an earlier one stays in the history."""
    unit = units.unit(unit_id)
    refuse_if(rules.may_identify(unit, said, today=today))
    row = models.Identification(
        unit_id=unit_id,
        expert=said.expert.strip(),
        organisation=said.organisation.strip(),
        basis=said.basis.strip(),
        identified_on=said.identified_on,
        valid_until=said.valid_until,
        entered_at=at,
        entered_by=by,
    )
    database.session().add(row)
    record.write("worktasks.unit_identified", subject=[unit_id, unit.task_id], by=by, at=at, until=said.valid_until)


def withdraw_unit(*, unit_id: UUID, own: Collection[UUID] | None, by: UUID, at: datetime) -> None:
    """Take a proposal back; what was said of it stays in the history."""
    unit = units.unit(unit_id)
    if own is not None:
        queries.own_task(unit.task_id, own)
    refuse_if(rules.may_withdraw(unit))
    row = models.Unit
    database.session().execute(
        update(row).where(row.id == unit_id, row.withdrawn_at.is_(None)).values(withdrawn_at=at, withdrawn_by=by)
    )
    record.write("worktasks.unit_withdrawn", subject=[unit_id, unit.task_id], by=by, at=at)


def keep_units(*, found: Iterable[eperusteet.Unit], by: UUID, at: datetime) -> int:
    """Units read from ePerusteet, to choose from; what was known under the same code is read anew."""
    rows = {one.code: {name: getattr(one, name) for name in units.FACTS} for one in found}
    known = models.KnownUnit
    database.session().execute(delete(known).where(known.code.in_(list(rows))))
    database.session().add_all(known(**facts) for facts in rows.values())
    record.write("worktasks.units_read", subject=[], by=by, at=at, number=len(rows))
    return len(rows)
