"""The database matrix: every table, every command, with every kind of token; a new table is in it by being there.

All of it happens as the web's own role inside transactions that are rolled back; a superuser looks at what changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Table

from tenants.context import Door
from tenants.policies.token import Signer
from tests import conftest as house
from tests.tenants import attempts
from tests.tenants.attempts import Outcome
from tests.tenants.rows import GLOBAL, Row, Rows, tenant_tables

FAR: Final = 9_999_999_999
ROLES: Final = (
    "approver",
    "association_admin",
    "association_member",
    "client",
    "clock",
    "data_protection_officer",
    "finance",
    "job_coach",
    "municipality_admin",
    "social_counsellor",
    "team_lead",
)
THIEF: Final = Signer("1", b"a key that was guessed, 32 bytes")
TOKENS: Final = ("none", "own", "other", "forged", "expired", "global")
BY_THE_WALL: Final = frozenset({"42501", "KU001", "0A000"})
"""No right or no policy; no municipality; COPY FROM into what has policies. A broken constraint would be an answer."""
MAKING: Final = ("insert", "do_", "copy_from")
NEVER: Final = frozenset({"copy_from", "truncate"})


@dataclass(frozen=True, slots=True)
class Ground:
    """A table's row of our municipality and of the neighbour's, and what may be written there."""

    admin: psycopg.Connection
    ours: Rows
    theirs: Rows

    def token(self, kind: str) -> str:
        ours = Door(self.ours.municipality, self.ours.person_id, ROLES)
        theirs = Door(self.theirs.municipality, self.theirs.person_id, ROLES)
        return {
            "none": "",
            "own": house.SIGNER.sign(ours, expires_at=FAR),
            "other": house.SIGNER.sign(theirs, expires_at=FAR),
            "forged": THIEF.sign(ours, expires_at=FAR),
            "expired": house.SIGNER.sign(ours, expires_at=1),
            "global": house.SIGNER.sign(Door(None, self.ours.person_id, ROLES), expires_at=FAR),
        }[kind]

    def may_see(self, kind: str) -> set[UUID]:
        """The municipalities whose rows this token may bring out or change."""
        return {"own": {self.ours.municipality}, "other": {self.theirs.municipality}}.get(kind, set())


@pytest.fixture(scope="module")
def ground(scratch_url: str) -> Iterator[Ground]:
    with psycopg.connect(scratch_url) as admin:
        both = []
        for _ in range(2):
            municipality = uuid4()
            admin.execute(
                "INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, playbook)"
                " VALUES (%s, %s, 'x', 'x', 'practice', 'x')",
                (municipality, f"t{municipality.hex[:10]}"),
            )
            rows = Rows(admin, municipality, "said")
            for table in tenant_tables():
                rows.of(table)
            both.append(rows)
        admin.commit()
        yield Ground(admin, both[0], both[1])
        admin.rollback()


def _key(table: Table, row: Row) -> sql.Composed:
    parts = (
        sql.SQL("t.{} = {}").format(sql.Identifier(column.name), sql.Literal(row[column.name]))
        for column in table.primary_key
    )
    return sql.SQL(" AND ").join(list(parts))


def _insert(table: Table, row: Row, tail: str = "") -> sql.Composed:
    return sql.SQL("INSERT INTO {} AS t ({}) VALUES ({}) {}").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Literal, row.values())),
        sql.SQL(tail),  # type: ignore[arg-type]
    )


def commands(ground: Ground, table: Table) -> dict[str, sql.Composable]:
    """Each command, aimed at our row or at making one for us."""
    row, name, column = ground.ours.of(table), sql.Identifier(table.name), attempts.changeable(ground.admin, table.name)
    fresh = ground.ours.values(table)
    here = _key(table, row)
    again = fresh | {key.name: row[key.name] for key in table.primary_key}
    same = sql.SQL("{c} = t.{c}").format(c=column)
    keys = ", ".join(key.name for key in table.primary_key)
    merge = sql.SQL("MERGE INTO {} t USING (SELECT 1) s ON {} WHEN MATCHED THEN {} RETURNING t.municipality_id")
    return {
        "select": sql.SQL("SELECT municipality_id FROM {}").format(name),
        "select_one": sql.SQL("SELECT municipality_id FROM {} t WHERE {}").format(name, here),
        "insert": _insert(table, fresh),
        "insert_returning": _insert(table, fresh, "RETURNING municipality_id"),
        "update": sql.SQL("UPDATE {} t SET {} WHERE {}").format(name, same, here),
        "update_blindly": sql.SQL("UPDATE {} t SET {}").format(name, same),
        "update_returning": sql.SQL("UPDATE {} t SET {} WHERE {} RETURNING municipality_id").format(name, same, here),
        "move": sql.SQL("UPDATE {} SET municipality_id = {}").format(name, sql.Literal(ground.theirs.municipality)),
        "delete": sql.SQL("DELETE FROM {} t WHERE {}").format(name, here),
        "delete_returning": sql.SQL("DELETE FROM {} t WHERE {} RETURNING municipality_id").format(name, here),
        "do_nothing": _insert(table, again, "ON CONFLICT DO NOTHING RETURNING municipality_id"),
        "do_update": sql.SQL("{} ON CONFLICT ({}) DO UPDATE SET {} RETURNING t.municipality_id").format(
            _insert(table, again), sql.SQL(keys), same
        ),
        "merge_update": merge.format(name, here, sql.SQL("UPDATE SET {}").format(same)),
        "merge_delete": merge.format(name, here, sql.SQL("DELETE")),
        "copy_to": sql.SQL("COPY (SELECT municipality_id FROM {}) TO STDOUT").format(name),
        "copy_from": sql.SQL("COPY {} FROM STDIN").format(name),
        "truncate": sql.SQL("TRUNCATE {} CASCADE").format(name),
    }


def _attempt(ground: Ground, table: Table, command: sql.Composable, kind: str) -> Outcome:
    municipality = sql.Identifier("municipality_id")
    return attempts.attempt(
        ground.admin, command, ground.token(kind), lambda: attempts.states(ground.admin, table.name, municipality)
    )


@pytest.mark.parametrize("table", tenant_tables(), ids=lambda table: table.name)
def test_no_command_reaches_past_its_token(ground: Ground, table: Table) -> None:
    wrong: list[str] = []
    for name, command in commands(ground, table).items():
        for kind in TOKENS:
            outcome = _attempt(ground, table, command, kind)
            may = ground.may_see(kind)
            if outcome.seen - may:
                wrong.append(f"{name} with {kind} token: rows of others came out")
            if outcome.changed - may:
                wrong.append(f"{name} with {kind} token: rows of others changed")
            if name in NEVER and outcome.refused is None:
                wrong.append(f"{name} with {kind} token was not refused")
            if kind == "global" and outcome.refused not in BY_THE_WALL:
                wrong.append(f"{name} at the global door was not refused by the wall: {outcome.refused}")
            if name.startswith(MAKING) and kind != "own" and outcome.refused not in BY_THE_WALL:
                wrong.append(f"{name} for us with {kind} token was not refused by the wall: {outcome.refused}")
    assert wrong == []


HIDDEN: Final = frozenset({"outbox_letter"})
"""Tables that the web may fill and not read."""


@pytest.mark.parametrize("table", tenant_tables(), ids=lambda table: table.name)
def test_the_matrix_is_not_blind(ground: Ground, table: Table) -> None:
    """With our own token our row is seen, so that its absence elsewhere means something."""
    outcome = _attempt(ground, table, commands(ground, table)["select_one"], "own")
    assert outcome.seen == (set() if table.name in HIDDEN else {ground.ours.municipality})


def test_every_table_with_a_municipality_is_in_it(ground: Ground) -> None:
    there = ground.admin.execute(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
        " WHERE attname = 'municipality_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    assert {name for (name,) in there} == {table.name for table in tenant_tables()} | GLOBAL
