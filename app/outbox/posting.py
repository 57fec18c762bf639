"""Posting a letter, and asking for a job, in the transaction that is open: both happen if it is kept, and only then."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from app.outbox import sealing
from app.values import ids
from tenants import context, database

ADDRESS: Final = re.compile(r"[^\s@<>(),;:\"\\\x00-\x20\x7f]{1,64}@[^\s@<>(),;:\"\\\x00-\x20\x7f]{1,255}")
LANGUAGES: Final = frozenset({"fi", "sv", "en"})
DELIVER: Final = "outbox:deliver"

_ENQUEUE = text("SELECT sec.enqueue(:task, CAST(:facts AS jsonb), :at)")
_RETRY = text("SELECT sec.job_retry(:job, :at)")
_POST = text("""
    WITH posted AS (
        INSERT INTO outbox_letter (municipality_id, id, kind, language, sealed, key, posted_at)
        VALUES (:here, :id, :kind, :language, :sealed, :key, :at) ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT sec.enqueue(:task, CAST(:facts AS jsonb), NULL) FROM posted
""")
_POST_ALL = text("""
    WITH given AS (
        SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:languages AS text[]), CAST(:sealed AS bytea[]),
                             CAST(:due AS timestamptz[])) AS given (id, language, sealed, due)
    ), posted AS (
        INSERT INTO outbox_letter (municipality_id, id, kind, language, sealed, posted_at)
        SELECT :here, id, :kind, language, sealed, :at FROM given
    )
    SELECT count(sec.enqueue(:task, jsonb_build_object('letter', id::text), due)) FROM given
""")
_POST_GLOBALLY = text("""
    WITH posted AS (
        INSERT INTO outbox_global_letter (id, kind, language, sealed, key, posted_at)
        VALUES (:id, :kind, :language, :sealed, :key, :at) ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT sec.enqueue(:task, CAST(:facts AS jsonb), NULL) FROM posted
""")


def post(
    kind: str, *, to: str, language: str, facts: Mapping[str, str | int | None], at: datetime, key: str | None = None
) -> UUID | None:
    """Let a letter wait in the open writing transaction; `key` makes the same letter, asked for twice, one letter.

    Through the door of a municipality the letter is the municipality's; at the global door it is about the person's
    own sign-in. Answers the letter's id, or None when one with this key was posted before. The facts are what the
    templates need besides `municipality`: links and figures, no names and nothing about anybody's situation.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no letter is written in {language!r}")
    letter_id, here = ids.new_id(), context.door().municipality_id
    row = {
        "id": letter_id,
        "kind": kind,
        "language": language,
        "sealed": sealing.seal(letter_id, kind, {"to": address(to), "facts": dict(facts)}),
        "key": key,
        "at": at,
        "task": DELIVER,
        "facts": json.dumps({"letter": str(letter_id)}),
    }
    if here is None:
        posted = database.session().execute(_POST_GLOBALLY, row)
    else:
        posted = database.session().execute(_POST, row | {"here": here})
    return letter_id if posted.one_or_none() else None


@dataclass(frozen=True, slots=True)
class Paced:
    """One of many letters of a kind, and when it leaves."""

    to: str
    language: str
    facts: Mapping[str, str | int | None]
    due: datetime


def post_all(kind: str, letters: Iterable[Paced], *, at: datetime) -> None:
    """Many letters of a municipality in one statement, each leaving when it is due: a mail server that gets
    thousands in a minute takes them for spam."""
    row: dict[str, list[object]] = {"ids": [], "languages": [], "sealed": [], "due": []}
    for letter in letters:
        letter_id = ids.new_id()
        content = {"to": address(letter.to), "facts": dict(letter.facts)}
        values = (letter_id, letter.language, sealing.seal(letter_id, kind, content), letter.due)
        for name, value in zip(row, values, strict=True):
            row[name].append(value)
    if row["ids"]:
        asked = row | {"here": context.current(), "kind": kind, "at": at, "task": DELIVER}
        database.session().execute(_POST_ALL, asked)


def address(written: str) -> str:
    """The address as mail servers write it; raises ValueError for what is not one plain address."""
    if not ADDRESS.fullmatch(written):
        raise ValueError("a letter goes to one plain e-mail address")
    local, _, domain = written.rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise ValueError("a letter goes to one plain e-mail address") from None


def enqueue(task: str, *, at: datetime | None = None, **ids: UUID) -> None:
    """Ask for a job of the municipality we are in (`slice:name`), at once or later; it is told ids and nothing else."""
    facts = json.dumps({name: str(one) for name, one in ids.items()})
    database.session().execute(_ENQUEUE, {"task": task, "facts": facts, "at": at})


def try_again(job_id: int, *, at: datetime) -> bool:
    """Put a job that was given up back into the queue, as an operator; answers whether it was there."""
    put_back: bool = database.session().execute(_RETRY, {"job": job_id, "at": at}).scalar_one()
    return put_back
