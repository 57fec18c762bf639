"""The life of a file: taken in, its columns known, applied or given up; its content is kept no longer than it waits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.imports import models, queries
from app.imports.actions import bringing
from app.imports.rules import clients, fields
from app.values import sheets
from app.values.refusal import Refusal, Refused, refuse_all, refuse_if
from tenants import context, database

WEEK: Final = timedelta(days=7)
"""How long a file waits that nobody brings in or gives up."""
NAME_AT_MOST: Final = 120


def take_in(*, kind: str, content: bytes, file_name: str, by: UUID, at: datetime) -> UUID:
    """Keep a file that can be read and holds nothing about clients (K3) until it is brought in, a week at most."""
    sheet = sheets.read(content, file_name)
    refuse_if(clients.may_take(sheet))
    key = fields.headings_key(sheet.headings)
    row = models.Import(
        kind=kind,
        file_name=PurePath(file_name).name[-NAME_AT_MOST:],
        content=content,
        headings_key=key,
        columns=_remembered(kind, key, sheet.headings),
        uploaded_at=at,
        uploaded_by=by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("imports.file_taken_in", subject=row.id, by=by, at=at, kind=kind, rows=len(sheet.rows))
    return row.id


def map_columns(*, import_id: UUID, columns: Mapping[str, str], by: UUID, at: datetime) -> None:
    """Say which column holds what; the next file with these headings is read the same way."""
    found = _waiting(import_id)
    refuse_all(fields.objections(found.kind, columns))
    _set(import_id, columns=dict(columns))
    saved = {"columns": dict(columns), "saved_at": at, "saved_by": by}
    row = {"municipality_id": context.current(), "kind": found.kind, "headings_key": found.headings_key} | saved
    names = ["municipality_id", "kind", "headings_key"]
    statement = insert(models.Mapping).values(row).on_conflict_do_update(index_elements=names, set_=saved)
    database.session().execute(statement)
    record.write("imports.columns_mapped", subject=import_id, by=by, at=at, kind=found.kind)


def apply_import(*, import_id: UUID, seal: str, leave_out: bool, by: UUID, at: datetime) -> None:
    """Do what was shown, in one transaction; a second press finds it done. Refused: what is no longer as it was shown,
    and rows with faults that nobody has said to leave out."""
    found = queries.held(import_id)
    if found.state == "applied":
        return
    _waits(found)
    plan = queries.planned(found, queries.sheet(found), at=at)
    if plan.seal != seal:
        raise Refused(Refusal("imports.changed_meanwhile"))
    if plan.faulty and not leave_out:
        raise Refused(Refusal("imports.rows_have_faults", {"rows": len(plan.faulty)}, "leave_out"))
    until = bringing.bring_in(plan=plan, import_id=import_id, by=by, at=at)
    counts = [[kind, outcome, number] for (kind, outcome), number in sorted(plan.counts.items())]
    outcome = {"counts": counts, "left_out": len(plan.faulty)}
    _settle(import_id, state="applied", at=at, by=by, outcome=outcome, letters_until=until)


def give_up(*, import_id: UUID, by: UUID, at: datetime) -> None:
    """The file is erased, and nothing came of it."""
    found = queries.held(import_id)
    _waits(found)
    _settle(import_id, state="given_up", at=at, by=by)
    record.write("imports.given_up", subject=import_id, by=by, at=at, kind=found.kind)


def expire_old(*, by: None, at: datetime) -> int:
    """The clock erases files that have waited for a week; answers how many."""
    row = models.Import
    old = (row.state == "waiting") & (row.uploaded_at < at - WEEK)
    gone = update(row).where(old).values(state="expired", content=None, settled_at=at).returning(row.id)
    ids = tuple(database.session().scalars(gone))
    if ids:
        record.write("imports.expired", subject=ids, by=by, at=at, count=len(ids))
    return len(ids)


def _remembered(kind: str, key: str, headings: tuple[str, ...]) -> dict[str, str] | None:
    """The columns of the last file with these headings, if each still stands there under the same words."""
    before = queries.columns_before(kind, key)
    return before if before and set(before.values()) <= set(headings) else None


def _waiting(import_id: UUID) -> queries.Import:
    found = queries.held(import_id)
    _waits(found)
    return found


def _waits(found: queries.Import) -> None:
    if not found.waits:
        raise Refused(Refusal("imports.settled"))


def _settle(import_id: UUID, *, state: str, at: datetime, by: UUID, **further: Any) -> None:
    _set(import_id, state=state, content=None, settled_at=at, settled_by=by, **further)


def _set(import_id: UUID, **values: Any) -> None:
    row = models.Import
    database.session().execute(update(row).where(row.id == import_id).values(values))
