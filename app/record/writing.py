"""Writing entries: gathered while the transaction works, numbered and chained right before it commits.

A listener on every session's commit does it, so no caller can forget, and the row of the head – which makes writers
of one municipality wait for each other – is held for three short statements only.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event as events
from sqlalchemy import text
from sqlalchemy.orm import Session, SessionTransaction

from app.record import chain, entries
from app.record.entries import Entry
from app.values import trace
from tenants import context, database

WAITING = "kumina_record"

_LOCK = text("SELECT number, mac FROM record_head WHERE municipality_id = :here FOR UPDATE")
_BEGIN = text(
    "INSERT INTO record_head (municipality_id, number, mac, seal) VALUES (:here, :number, :mac, :seal)"
    " ON CONFLICT (municipality_id) DO NOTHING"
)
_APPEND = text("""
    WITH appended AS (
        INSERT INTO record_entry (municipality_id, number, at, person_id, roles, event, subjects, facts, trace, mac)
        VALUES (:here, :number, :at, :person_id, CAST(:roles AS text[]), :event, CAST(:subjects AS uuid[]),
                CAST(:facts AS jsonb), :trace, :mac)
    )
    UPDATE record_head SET number = :number, mac = :mac, seal = :seal WHERE municipality_id = :here
""")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry that will be written when its transaction commits."""

    entry: Entry
    door: context.Door
    savepoint: SessionTransaction | None


def write(event: str, *, subject: UUID | Iterable[UUID] | None, by: UUID | None, at: datetime, **facts: object) -> None:
    """Record an act in the open writing transaction: it is kept if the act is, and only then.

    `by` is the person whose token the transaction carries (None for the clock); the database checks it again.
    """
    context.current()  # the record belongs to a municipality
    door = context.door()
    if by != door.person_id:
        raise ValueError(f"{event} is recorded as done by {by}, but the transaction is signed for {door.person_id}")
    add(Entry(event, at, by, door.roles, entries.ids(subject), entries.plain(facts), trace.current()), door)


def add(entry: Entry, door: context.Door) -> None:
    """Let the entry wait for the commit of the transaction now open."""
    session = database.session()
    waiting = session.info.setdefault(WAITING, [])
    waiting.append(_Waiting(entry, door, session.get_nested_transaction()))


@events.listens_for(Session, "before_commit")
def _append_all(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(WAITING):
        return
    session.flush()  # everything else first: the head is taken last
    municipality_id = context.current()
    of = chain.of(municipality_id)
    number, mac = _take(session, of)
    for waiting in session.info.pop(WAITING):
        number += 1
        mac = of.mac(mac, number, waiting.entry)
        row = _row(waiting.entry) | {"here": municipality_id, "number": number, "mac": mac}
        row["seal"] = of.head(number, mac).seal
        person_id = waiting.door.person_id
        if person_id is None or person_id == context.door().person_id:
            session.execute(_APPEND, row)
        else:
            with database.standing_in(person_id=person_id, roles=waiting.door.roles):
                session.execute(_APPEND, row)


@events.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    """What a savepoint takes back was not done and is not recorded."""
    waiting: list[_Waiting] = session.info.get(WAITING, [])
    waiting[:] = [one for one in waiting if not _within(one.savepoint, undone)]


def _within(savepoint: SessionTransaction | None, undone: SessionTransaction) -> bool:
    while savepoint is not None and savepoint is not undone:
        savepoint = savepoint.parent
    return savepoint is undone or not undone.nested


def _take(session: Session, of: chain.Chain) -> tuple[int, bytes]:
    """The head of the chain, held until the commit; the first writer of a municipality makes it."""
    here = {"here": of.municipality_id}
    head = session.execute(_LOCK, here).one_or_none()
    if head is None:
        first = of.beginning()
        session.execute(_BEGIN, here | {"number": first.number, "mac": first.mac, "seal": first.seal})
        head = session.execute(_LOCK, here).one()
    return head.number, bytes(head.mac)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "person_id": entry.person_id,
        "roles": list(entry.roles),
        "event": entry.event,
        "subjects": list(entry.subjects),
        "facts": json.dumps(entry.facts),
        "trace": entry.trace,
    }
