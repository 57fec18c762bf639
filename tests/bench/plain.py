"""The same page by hand: bare Flask, psycopg, the same statements under the same signed token, the same bytes out.

What it leaves out is what is measured: our session interface, guards, SQLAlchemy, presenters and templates. The rows go
into a page cut from ours; nothing could print them faster in Python.
"""

import os
import pickle
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask, request
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from app.accounts import sessions
from app.accounts.sessions import hash_of
from app.intake import queries
from app.record import chain
from app.record.entries import Entry
from tenants.context import Door
from tenants.policies.token import Signer
from tests.bench.literal import Literal

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
_local = threading.local()


@dataclass(frozen=True)
class Place:
    """A municipality, as the registry of this process knows it."""

    slug: str
    id: UUID
    name: str


@dataclass(frozen=True)
class Hand:
    """What the page is made with."""

    db: psycopg.Connection[Any]
    signer: Signer
    page: Literal

    def begin(self, mode: str, door: Door) -> None:
        """A transaction and its token in one message."""
        token = self.signer.sign(door, expires_at=int(time.time()) + 300)
        self.db.execute(f"BEGIN {mode}; SET LOCAL kumina.token = '{token}'".encode())


def create() -> Flask:
    """The application that gunicorn serves; what to leave out is said in the environment."""
    app = Flask("plain", static_folder=None)
    url, variant = os.environ["BENCH_URL"], os.environ["BENCH_VARIANT"]
    page: Literal = pickle.loads(Path(os.environ["BENCH_LITERAL"]).read_bytes())  # noqa: S301 - made by the bench itself
    signer = Signer("1", bytes.fromhex(os.environ["KUMINA_TOKEN_KEY"]))
    chain.configure(bytes.fromhex(os.environ["KUMINA_RECORD_KEY"]))
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT slug, id, name_fi FROM registry_municipality").fetchall()
    known = {slug: Place(slug, key, name) for slug, key, name in rows}
    stands = page.printed({"slug": "b00001", "place": "Kunta 00001", "person": "Ohjaaja 00001", "csrf": "x"}, [])

    @app.get("/<slug>/clients/")
    def clients(slug: str) -> str:
        if variant == "static":
            return stands
        return _page(Hand(_connection(url), signer, page), known[slug], recorded=variant != "unrecorded")

    return app


def _page(hand: Hand, place: Place, *, recorded: bool) -> str:
    at = datetime.now(UTC)
    secret = request.cookies[sessions.COOKIE]
    found: dict[str, Any] = hand.db.execute(OPEN, (hash_of(secret), at)).fetchone()[0]  # type: ignore[index]
    person = UUID(found["person"]["id"])
    roles = tuple(sorted({role for where, _, _, _, role, _ in found["belongings"] if UUID(where) == place.id}))
    if "social_counsellor" not in roles:
        raise PermissionError
    door = Door(place.id, person, roles)
    hand.begin("READ ONLY", door)
    rows = hand.db.execute(CLIENTS, CONSTANTS | {"here": place.id, "counsellor": person}).fetchall()
    hand.db.execute("COMMIT")
    if recorded:
        _record(hand, door, at, [row[1] for row in rows])
    facts = {"slug": place.slug, "place": place.name, "person": found["person"]["name"], "csrf": secret}
    return hand.page.printed(facts, map(_printed, rows))


def _printed(row: Any) -> Mapping[str, str]:
    since = row[8]
    return {"id": str(row[0]), "name": row[2], "since": f"{since.day}.{since.month}.{since.year}"}


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


def _connection(url: str) -> psycopg.Connection[Any]:
    """One for each thread, kept."""
    kept: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    if kept is None or kept.closed:
        kept = _local.connection = psycopg.connect(url, autocommit=True)
    return kept
