"""The injection drill: through a query that lets anything in, as the web's role, nothing of a neighbour's comes out.

Every payload is tried behind the quote of a query, as the whole statement, and as a message of several statements (the
last is no way our code has; it is here in case it ever gets one). Then somebody of the neighbour's works on the very
same connection, and the attacker comes back to see what may have stayed there.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tenants import context, database, policies
from tenants.context import Door
from tenants.policies.token import Signer
from tests import conftest as house
from tests.tenants.rows import Rows, tenant_tables

LINES = (Path(__file__).parent / "payloads.sql").read_text().splitlines()
PAYLOADS = [line for line in LINES if line and not line.startswith("--")]
READ = "SELECT calling_name FROM intake_contact"
STATE = (
    "SELECT r::text FROM registry_municipality r ORDER BY 1",
    "SELECT p::text FROM accounts_person p ORDER BY 1",
    "SELECT s::text FROM accounts_session s ORDER BY 1",
    "SELECT m::text FROM accounts_membership m ORDER BY 1",
    "SELECT id, inner_pad FROM sec.key ORDER BY 1",
    "SELECT oid FROM pg_largeobject_metadata",
    "SELECT polname, polrelid::regclass::text, pg_get_expr(polqual, polrelid) FROM pg_policy ORDER BY 1, 2",
    """SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace ORDER BY 1""",
    """SELECT oid::regprocedure::text, prosrc, proacl::text FROM pg_proc
        WHERE pronamespace = 'sec'::regnamespace ORDER BY 1""",
)
"""What must be as it was afterwards, besides the neighbour's own rows."""
HARVEST = (
    "SELECT current_setting('kumina.stolen', true)",
    "EXECUTE spy",
    "FETCH ALL FROM spy",
    "SELECT * FROM pg_temp.spy",
    "SELECT * FROM public.spy",
    "SELECT name, statement FROM pg_prepared_statements WHERE from_sql",
    "SELECT name, statement FROM pg_cursors WHERE is_holdable",
    "SELECT pg_listening_channels()",
    "SELECT lo_get(4711)",
    READ,
)
AT_WORK = "SELECT calling_name FROM intake_contact WHERE municipality_id = :here AND calling_name <> :other"
ROLES = ("client", "job_coach", "municipality_admin", "social_counsellor", "team_lead")
CLEAN = """
SELECT (SELECT array_agg(name || '=' || setting) FROM pg_settings
         WHERE source = 'session' AND name <> 'transaction_read_only' AND name NOT LIKE 'kumina.%'),
       (SELECT array_agg(name) FROM pg_prepared_statements WHERE from_sql),
       (SELECT array_agg(name) FROM pg_cursors WHERE is_holdable),
       (SELECT array_agg(c) FROM pg_listening_channels() c),
       (SELECT array_agg(objid) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
       nullif(pg_my_temp_schema(), 0), nullif(current_user, 'kumina_web'), nullif(session_user, 'kumina_web'),
       nullif(current_setting('kumina.stolen', true), '')
"""
NOTHING_LEFT = (None,) * 9
Way = Callable[[Any, str], list[str]]


@dataclass
class Drill:
    """Two municipalities in a database of its own, reached through one single connection."""

    admin: psycopg.Connection
    attacker: UUID
    neighbour: UUID
    rows: Rows
    marker: str
    watched: str
    """A token of the neighbour's that another session has just used."""
    facts: dict[str, str]

    def filled(self, payload: str) -> str:
        for name, value in self.facts.items():
            payload = payload.replace(f"{{{name}}}", value)
        return payload

    def attack(self, way: Way, payload: str) -> list[str]:
        """Whatever came out: rows, errors, notices."""
        said: list[str] = []
        try:
            with context.entering(self.attacker, person_id=uuid4(), roles=ROLES), database.writing() as db:
                driver = db.connection().connection.driver_connection
                driver.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
                said += way(db, payload)
        except (SQLAlchemyError, psycopg.Error, context.NoMunicipality) as refusal:
            said.append(f"{refusal!r} {refusal}")
        return said

    def visit(self) -> tuple[Any, ...]:
        """Somebody of the neighbour's at work, often enough for a query to be prepared; answers what was not clean."""
        with (
            context.entering(self.neighbour, person_id=self.rows.person_id, roles=("job_coach",)),
            database.writing() as db,
        ):
            for _ in range(7):
                found = db.execute(text(AT_WORK), {"here": self.neighbour, "other": "nobody"}).scalars().all()
                assert found == [f"{self.marker}.calling_name"]
            assert db.execute(text("SELECT sec.municipality()")).scalar() == self.neighbour
            return tuple(db.execute(text(CLEAN)).one())

    def leaks(self, said: list[str]) -> list[str]:
        """What of it is the neighbour's."""
        return [line for line in said if self.marker in line or self.watched in line]

    def state(self) -> list[tuple[Any, ...]]:
        """Everything of the neighbour's, as it is."""
        found: list[tuple[Any, ...]] = []
        for table in tenant_tables():
            found += self.admin.execute(
                f"SELECT t::text FROM {table.name} t WHERE municipality_id = %s ORDER BY 1", (self.neighbour,)
            ).fetchall()
        for question in STATE:
            found += self.admin.execute(question).fetchall()
        return found


def behind_the_quote(db: Any, payload: str) -> list[str]:
    """Somebody's text stands in our query as it is."""
    is_query = payload.startswith(("SELECT", "WITH", "TABLE", "VALUES")) and ";" not in payload
    tail = f"x' UNION ALL SELECT q::text FROM ({payload}) q --" if is_query else f"x'; {payload} --"
    return [str(row) for row in db.execute(text(f"{READ} WHERE calling_name = '{tail}'".replace(":", r"\:")))]


def as_the_whole(db: Any, payload: str) -> list[str]:
    """The whole statement is somebody's."""
    driver = db.connection().connection.driver_connection
    if payload.startswith("COPY") and payload.endswith("STDOUT"):
        with driver.cursor().copy(payload) as copied:
            return [bytes(part).decode() for part in copied]
    cursor = driver.execute(payload)
    return [str(row) for row in cursor] if cursor.description else []


def as_several(db: Any, payload: str) -> list[str]:
    """Past our cursor, by the simple protocol, which takes several statements."""
    cursor = psycopg.Cursor(db.connection().connection.driver_connection)
    cursor.execute(payload.encode())
    said = [str(row) for row in cursor.fetchall()] if cursor.description else []
    while cursor.nextset():
        said += [str(row) for row in cursor.fetchall()] if cursor.description else []
    return said


WAYS = (behind_the_quote, as_the_whole, as_several)


@pytest.fixture(scope="module")
def drill(scratch_url: str, url_of: Callable[[str], str]) -> Iterator[Drill]:
    attacker, neighbour, marker = uuid4(), uuid4(), f"canary{secrets.token_hex(6)}"
    with (
        psycopg.connect(scratch_url, autocommit=True) as admin,
        psycopg.connect(house._url(scratch_url, "kumina_web")) as elsewhere,
    ):
        for municipality in (attacker, neighbour):
            admin.execute(
                "INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, playbook)"
                " VALUES (%s, %s, 'x', 'x', 'practice', 'x')",
                (municipality, f"t{municipality.hex[:10]}"),
            )
        rows = Rows(admin, neighbour, marker)
        for table in tenant_tables():
            rows.of(table)
        address = f"{marker}@x.example"
        secret = (address, marker, rows.person_id)
        admin.execute("UPDATE accounts_person SET email = %s, password = %s WHERE id = %s", secret)
        admin.execute("ANALYZE")
        watched = house.SIGNER.sign(Door(neighbour, uuid4(), ROLES), expires_at=9_999_999_999)
        elsewhere.execute("SET idle_in_transaction_session_timeout = 0; SET transaction_timeout = 0")
        elsewhere.commit()
        last_words = f"SET LOCAL kumina.token = '{watched}'"  # they stay in pg_stat_activity until the end
        elsewhere.execute(last_words.encode())
        contact = rows.of(next(table for table in tenant_tables() if table.name == "intake_contact"))["id"]
        facts = {"a": attacker, "b": neighbour, "person": rows.person_id, "contact": contact, "address": address}
        database.configure(house._url(scratch_url, "kumina_web"), house.SIGNER, pool_size=1, max_overflow=0)
        try:
            yield Drill(admin, attacker, neighbour, rows, marker, watched, {k: str(v) for k, v in facts.items()})
            assert policies.verify(admin) == ()  # nothing that was tried has weakened the walls
        finally:
            database.configure(url_of("kumina_web"), house.SIGNER)


def _try(drill: Drill, payload: str) -> None:
    before = drill.state()
    for way in WAYS:
        assert drill.visit() == NOTHING_LEFT
        said = drill.attack(way, drill.filled(payload))
        assert drill.leaks(said) == [], way.__name__
        assert drill.visit() == NOTHING_LEFT, way.__name__
        for question in HARVEST:
            assert drill.leaks(drill.attack(as_several, question)) == [], (way.__name__, question)
    assert drill.state() == before


def test_there_are_enough_of_them() -> None:
    assert len(PAYLOADS) >= 100
    assert len(PAYLOADS) == len(set(PAYLOADS))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_brings_out_nothing_and_leaves_nothing(drill: Drill, payload: str) -> None:
    _try(drill, payload)


def _tokens(attacker: UUID, neighbour: UUID) -> dict[str, str]:
    """Tokens one might make without the key, from one's own."""
    own = house.SIGNER.sign(Door(attacker, uuid4(), ROLES), expires_at=9_999_999_999)
    parts = own.split("|")
    guessed = Signer("1", b"a key that was guessed, 32 bytes").sign(
        Door(neighbour, uuid4(), ROLES), expires_at=9_999_999_999
    )

    def changed(field: int, value: str) -> str:
        return "|".join([*parts[:field], value, *parts[field + 1 :]])

    return {
        "swapped municipality": changed(1, str(neighbour)),
        "guessed key": guessed,
        "another key id": changed(0, "2"),
        "own signature under another": "|".join([*guessed.split("|")[:5], parts[5]]),
        "no signature": "|".join(guessed.split("|")[:5]),
        "empty signature": changed(1, str(neighbour)).replace(parts[5], ""),
        "truncated": own[:-1],
        "extended": own + "|" + parts[5],
        "two tokens": own + "|" + guessed,
        "re-ordered": "|".join([parts[0], parts[2], parts[1], *parts[3:]]),
        "more roles": changed(3, "data_protection_officer,operator," + parts[3]),
        "other person": changed(2, str(uuid4())),
        "longer life": changed(4, "99999999999"),
        "capitals": own.upper(),
        "blanks": f" {own} ",
        "expired": house.SIGNER.sign(Door(neighbour, uuid4(), ROLES), expires_at=1),
        "null municipality": changed(1, "-"),
        "wildcard": changed(1, "%"),
        "array": changed(1, f"{{{neighbour}}}"),
        "empty": "",
    }


FORMS = (
    f"SET LOCAL kumina.token = '{{token}}'; {READ}",
    f"SET kumina.token = '{{token}}'; {READ}",
    f"COMMIT; SET kumina.token = '{{token}}'; {READ}",
    f"{READ} WHERE set_config('kumina.token', '{{token}}', false) IS NOT NULL",
    f"WITH s AS MATERIALIZED (SELECT set_config('kumina.token', '{{token}}', true)) {READ}, s",
)


@pytest.mark.parametrize("name", _tokens(uuid4(), uuid4()))
def test_a_token_made_without_the_key_opens_nothing(drill: Drill, name: str) -> None:
    token = _tokens(drill.attacker, drill.neighbour)[name]
    for form in FORMS:
        _try(drill, form.replace("{token}", token))


def test_the_drill_itself_sees_what_leaks(drill: Drill) -> None:
    """With the neighbour's real token in hand the same query shows the neighbour's row: the drill is not blind."""
    real = house.SIGNER.sign(Door(drill.neighbour, uuid4(), ROLES), expires_at=9_999_999_999)
    said = drill.attack(as_several, f"SET LOCAL kumina.token = '{real}'; {READ}")
    assert drill.leaks(said)


def test_the_drill_sees_a_token_in_the_activity_of_others(drill: Drill) -> None:
    drill.admin.execute("GRANT EXECUTE ON FUNCTION pg_stat_get_activity(integer) TO PUBLIC")
    try:
        assert drill.leaks(drill.attack(as_the_whole, "SELECT query FROM pg_stat_activity"))
    finally:
        drill.admin.execute("REVOKE EXECUTE ON FUNCTION pg_stat_get_activity(integer) FROM PUBLIC")
