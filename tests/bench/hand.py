"""The statements of our page as we send them, asked by hand: one round trip each, under the same signed token."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from flask import request
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from app.accounts import sessions
from app.accounts.sessions import hash_of
from app.intake import queries
from app.record import chain
from app.record.entries import Entry
from tenants.context import Door
from tenants.policies.token import Signer

OPEN = "SELECT sec.session_open(%s, %s)"
LOCK = "SELECT number, mac FROM record_head WHERE municipality_id = %s FOR UPDATE"
APPEND = """
    WITH appended AS (
        INSERT INTO record_entry (municipality_id, number, at, person_id, roles, event, subjects, facts, trace, mac)
        VALUES (%(here)s, %(number)s, %(at)s, %(person)s, %(roles)s, %(event)s, %(subjects)s, %(facts)s, NULL, %(mac)s)
    )
    UPDATE record_head SET number = %(number)s, mac = %(mac)s, seal = %(seal)s WHERE municipality_id = %(here)s"""
_compiled = queries._OF_COUNSELLOR.compile(dialect=PGDialect_psycopg())
CLIENTS = str(_compiled)
"""The statement of our page as SQLAlchemy sends it."""
CONSTANTS = {name: bind.value for name, bind in _compiled.binds.items() if bind.value is not None}
"""What stands in it as a figure, such as LIMIT 1."""


@dataclass(frozen=True)
class Place:
    """A municipality, as the registry of this process knows it."""

    slug: str
    id: UUID
    name: str


@dataclass(frozen=True)
class Hand:
    """What the page is asked with."""

    db: psycopg.Connection[Any]
    signer: Signer

    def begin(self, mode: str, door: Door) -> None:
        """A transaction and its token in one message."""
        token = self.signer.sign(door, expires_at=int(time.time()) + 300)
        self.db.execute(f"BEGIN {mode}; SET LOCAL kumina.token = '{token}'".encode())


def asked(hand: Hand, place: Place, *, recorded: bool) -> tuple[dict[str, Any], list[Any]]:
    """Who is on the line, and their clients; that they were seen is recorded."""
    at = datetime.now(UTC)
    secret = request.cookies[sessions.COOKIE]
    found: dict[str, Any] = hand.db.execute(OPEN, (hash_of(secret), at)).fetchone()[0]  # type: ignore[index]
    roles = tuple(sorted({role for where, _, _, _, role, _ in found["belongings"] if UUID(where) == place.id}))
    if "social_counsellor" not in roles:
        raise PermissionError
    door = Door(place.id, UUID(found["person"]["id"]), roles)
    hand.begin("READ ONLY", door)
    rows = hand.db.execute(CLIENTS, CONSTANTS | {"here": place.id, "counsellor": door.person_id}).fetchall()
    hand.db.execute("COMMIT")
    if recorded:
        _record(hand, door, at, [row[1] for row in rows])
    return found, rows


def _record(hand: Hand, door: Door, at: datetime, subjects: list[UUID]) -> None:
    assert door.municipality_id
    of = chain.of(door.municipality_id)
    entry = Entry("intake.clients_seen", at, door.person_id, door.roles, tuple(sorted(subjects)), {}, None)
    hand.begin("READ WRITE", door)
    number, mac = hand.db.execute(LOCK, (door.municipality_id,)).fetchone()  # type: ignore[misc]
    number, mac = number + 1, of.mac(bytes(mac), number + 1, entry)
    facts = {"here": door.municipality_id, "number": number, "at": at, "person": door.person_id, "mac": mac}
    facts |= {"roles": list(door.roles), "event": entry.event, "subjects": list(entry.subjects), "facts": Jsonb({})}
    hand.db.execute(APPEND, facts | {"seal": of.head(number, mac).seal})
    hand.db.execute("COMMIT")
