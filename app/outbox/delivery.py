"""Sending one letter: locked, sent, marked and erased in one transaction, so that two workers never send the same.

If the worker dies between the other side's “taken” and our commit – the time of one statement – the letter is sent
again under the same Message-ID: at least once, never lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from jinja2 import TemplateError
from sqlalchemy import Update, bindparam, select, update

from app.outbox import sealing
from app.outbox.models import OutboxGlobalLetter, OutboxLetter
from app.outbox.printing import Prints
from app.outbox.smtp import Post, Printed, Undelivered
from tenants import context, database, registry

log = structlog.get_logger()

_O, _G = OutboxLetter, OutboxGlobalLetter
_WAITS = select(_O.kind, _O.language, _O.sealed, _O.posted_at).where(
    _O.municipality_id == database.here, _O.id == bindparam("letter"), _O.sealed.is_not(None)
)
_WAITS_GLOBALLY = select(_G.kind, _G.language, _G.sealed, _G.posted_at).where(
    _G.id == bindparam("letter"), _G.sealed.is_not(None)
)


@dataclass(frozen=True, slots=True)
class House:
    """What the roof hands to the worker: the clock, the printing press and the post."""

    now: Callable[[], datetime]
    prints: Prints
    post: Post


def deliver(letter_id: UUID, house: House, *, is_last: bool) -> None:
    """Send the letter through the door that is open; one that was sent or erased is done. Raises Undelivered."""
    with database.writing() as db:
        here = context.door().municipality_id
        waits = (_WAITS if here else _WAITS_GLOBALLY).with_for_update()
        letter = db.execute(waits, {"letter": letter_id}).one_or_none()
        if letter is None:
            return
        try:
            _send(letter_id, letter, house)
            failed = None
        except Undelivered as undelivered:
            failed = undelivered
        if failed is None:
            db.execute(_mark(letter_id, sent_at=house.now(), sealed=None, dead_at=None, fault=None))
        elif failed.for_good or is_last:
            db.execute(_mark(letter_id, dead_at=house.now(), fault=failed.code))
    if failed is not None:
        raise failed


def forget_dead(before: datetime) -> None:
    """Erase what letters that died before this moment said and to whom; that they died stays known."""
    with database.writing() as db:
        table = OutboxLetter if context.door().municipality_id else OutboxGlobalLetter
        db.execute(_here(update(table)).where(table.dead_at < before, table.sealed.is_not(None)).values(sealed=None))


def _send(letter_id: UUID, letter: Any, house: House) -> None:
    message = house.post.message(letter_id, *_written(letter_id, letter, house), letter.posted_at)
    house.post.send(message)


def _written(letter_id: UUID, letter: Any, house: House) -> tuple[str, Printed]:
    here = context.door().municipality_id
    try:
        content = sealing.unseal(letter_id, letter.kind, bytes(letter.sealed))
        municipality = registry.by_id(here) if here else None
        return content["to"], house.prints(letter.kind, letter.language, content["facts"], municipality)
    except sealing.Unreadable:
        raise Undelivered("unreadable", for_good=True) from None
    except TemplateError as error:
        log.warning("letter_not_printed", kind=letter.kind, error=type(error).__name__)
        raise Undelivered("not_printed") from None


def _mark(letter_id: UUID, **values: Any) -> Update:
    table = OutboxLetter if context.door().municipality_id else OutboxGlobalLetter
    return _here(update(table)).where(table.id == letter_id).values(**values)


def _here(statement: Update) -> Update:
    if context.door().municipality_id is None:
        return statement
    return statement.where(OutboxLetter.municipality_id == database.here)
