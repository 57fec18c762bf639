"""The matrix of the global tables: what is a person's own is seen and changed by that person's token alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from tenants.context import Door
from tenants.database import Base
from tenants.policies.allowed import GLOBAL_TABLES
from tenants.policies.token import Signer
from tests import conftest as house
from tests.tenants import attempts
from tests.tenants.attempts import Outcome
from tests.tenants.rows import Row, Rows

FAR: Final = 9_999_999_999
THIEF: Final = Signer("1", b"a key that was guessed, 32 bytes")
VALID: Final = frozenset({"own", "other", "nobody", "operator"})
MAKING: Final = frozenset({"insert", "do_nothing"})
TOKENS: Final = ("none", "own", "other", "forged", "expired", "nobody", "operator")
OF_PEOPLE: Final = (
    "accounts_person",
    "accounts_credential",
    "accounts_identity",
    "accounts_session",
    "accounts_membership",
)
BEHIND_A_DOOR: Final = ("accounts_attempt", "outbox_global_letter", "web_rate")
"""Nobody reads these through a token: only the narrow functions or the clock."""
FIGURES: Final = "registry_figures"
KEPT: Final = ("public.alembic_version", "sec.key", "public.procrastinate_jobs", "public.procrastinate_events")
PERSON: Final = {"accounts_person": "id"}
MAY_MAKE_FOR_OTHERS: Final = frozenset({"outbox_global_letter"})
"""A letter to somebody is posted by whoever works at the global door."""


@dataclass(frozen=True, slots=True)
class People:
    """Two people with a row each in every table of people; the first is the one whose rows are asked for."""

    admin: psycopg.Connection
    first: Rows
    second: Rows
    row: dict[str, Row]

    def token(self, kind: str) -> str:
        first, second = Door(None, self.first.person_id), Door(None, self.second.person_id)
        return {
            "none": "",
            "own": house.SIGNER.sign(first, expires_at=FAR),
            "other": house.SIGNER.sign(second, expires_at=FAR),
            "forged": THIEF.sign(first, expires_at=FAR),
            "expired": house.SIGNER.sign(first, expires_at=1),
            "nobody": house.SIGNER.sign(Door(None), expires_at=FAR),
            "operator": house.SIGNER.sign(Door(None, None, ("operator",)), expires_at=FAR),
        }[kind]

    def may_see(self, kind: str) -> set[UUID]:
        return {"own": {self.first.person_id}, "other": {self.second.person_id}}.get(kind, set())


@pytest.fixture(scope="module")
def people(scratch_url: str) -> Iterator[People]:
    with psycopg.connect(scratch_url) as admin:
        both, rows = [], {}
        for _ in range(2):
            municipality = uuid4()
            admin.execute(
                "INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, playbook)"
                " VALUES (%s, %s, 'x', 'x', 'practice', 'x')",
                (municipality, f"t{municipality.hex[:10]}"),
            )
            made = Rows(admin, municipality, f"said{municipality.hex[:6]}")
            made._person()
            for name in (*OF_PEOPLE[1:], *BEHIND_A_DOOR):
                rows.setdefault(name, _add(made, name))
            rows.setdefault("accounts_person", {"id": made.person_id})
            both.append(made)
        yield People(admin, both[0], both[1], rows)
        admin.rollback()


def _add(rows: Rows, name: str) -> Row:
    table = Base.metadata.tables[name]
    if name != "accounts_session":
        return rows.add(table)
    values = rows.values(table) | {"person_id": rows.person_id, "kind": "person", "stamp": "x"}
    columns = sql.SQL(", ").join(map(sql.Identifier, values))
    rows.admin.execute(
        sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(name), columns, sql.SQL(", ").join(map(sql.Literal, values.values()))
        )
    )
    return {"id_hash": values["id_hash"]}


def _commands(people: People, name: str) -> dict[str, sql.Composable]:
    table, keys = sql.Identifier(name), Base.metadata.tables[name].primary_key
    row = people.row[name]
    here = sql.SQL(" AND ").join(
        [sql.SQL("t.{} = {}").format(sql.Identifier(key.name), sql.Literal(row[key.name])) for key in keys]
    )
    whose = _whose(name)
    column = attempts.changeable(people.admin, name)
    same = sql.SQL("{c} = t.{c}").format(c=column)
    fresh = people.first.values(Base.metadata.tables[name])
    insert = sql.SQL("INSERT INTO {} AS t ({}) VALUES ({})").format(
        table, sql.SQL(", ").join(map(sql.Identifier, fresh)), sql.SQL(", ").join(map(sql.Literal, fresh.values()))
    )
    merge = sql.SQL("MERGE INTO {} t USING (SELECT 1) s ON {} WHEN MATCHED THEN {}")
    return {
        "select": sql.SQL("SELECT {} FROM {}").format(whose, table),
        "update": sql.SQL("UPDATE {} t SET {}").format(table, same),
        "update_returning": sql.SQL("UPDATE {} t SET {} WHERE {} RETURNING {}").format(table, same, here, whose),
        "delete": sql.SQL("DELETE FROM {} t").format(table),
        "delete_returning": sql.SQL("DELETE FROM {} t WHERE {} RETURNING {}").format(table, here, whose),
        "insert": insert,
        "do_nothing": insert + sql.SQL(" ON CONFLICT DO NOTHING"),
        "merge_update": merge.format(table, here, sql.SQL("UPDATE SET {}").format(same)),
        "merge_delete": merge.format(table, here, sql.SQL("DELETE")),
        "copy_to": sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(whose, table),
        "copy_from": sql.SQL("COPY {} FROM STDIN").format(table),
        "truncate": sql.SQL("TRUNCATE {} CASCADE").format(table),
    }


def _whose(name: str) -> sql.Composable:
    return sql.Identifier(PERSON.get(name, "person_id")) if name in OF_PEOPLE else sql.SQL("NULL::uuid")


def _attempt(people: People, name: str, command: sql.Composable, token: str) -> Outcome:
    return attempts.attempt(people.admin, command, token, lambda: attempts.states(people.admin, name, _whose(name)))


@pytest.mark.parametrize("name", [*OF_PEOPLE, *BEHIND_A_DOOR])
def test_nobody_reaches_another_persons_rows(people: People, name: str) -> None:
    wrong: list[str] = []
    for what, command in _commands(people, name).items():
        for kind in TOKENS:
            outcome = _attempt(people, name, command, people.token(kind))
            may = people.may_see(kind)
            making = what in MAKING and name in MAY_MAKE_FOR_OTHERS and kind in VALID
            if outcome.seen - may:
                wrong.append(f"{what} with {kind} token: another person's rows came out")
            if outcome.changed - may and not making:
                wrong.append(f"{what} with {kind} token: another person's rows changed")
            if what in {"copy_from", "truncate"} and outcome.refused is None:
                wrong.append(f"{what} with {kind} token was not refused")
            if what in MAKING and kind != "own" and not making and outcome.refused != attempts.NO_RIGHT_OR_POLICY:
                wrong.append(f"{what} with {kind} token was not refused by the wall: {outcome.refused}")
    assert wrong == []


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_one_sees_oneself(people: People, name: str) -> None:
    command = _commands(people, name)["select"]
    assert _attempt(people, name, command, people.token("own")).seen == {people.first.person_id}


def test_a_municipality_sees_its_own_memberships(people: People) -> None:
    command = _commands(people, "accounts_membership")["select"]
    token = house.SIGNER.sign(Door(people.second.municipality, uuid4(), ("team_lead",)), expires_at=FAR)
    assert _attempt(people, "accounts_membership", command, token).seen == {people.second.person_id}


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("kind", TOKENS)
def test_what_others_keep_is_not_the_webs(people: People, name: str, kind: str) -> None:
    schema, table = name.split(".")
    for verb in ("SELECT * FROM", "DELETE FROM", "TRUNCATE"):
        command = sql.SQL("{} {}").format(sql.SQL(verb), sql.Identifier(schema, table))  # type: ignore[arg-type]
        with people.admin.transaction(force_rollback=True):
            people.admin.execute("SELECT set_config('kumina.token', %s, true)", (people.token(kind),))
            people.admin.execute("SET LOCAL ROLE kumina_web")
            with pytest.raises(psycopg.errors.InsufficientPrivilege), people.admin.transaction():
                people.admin.execute(command)


def test_every_global_table_is_in_it() -> None:
    tried = {f"public.{name}" for name in (*OF_PEOPLE, *BEHIND_A_DOOR)} | set(KEPT)
    queue = {name for name in GLOBAL_TABLES if "procrastinate_" in name}
    assert set(GLOBAL_TABLES) == tried | queue | {"public.registry_municipality", f"public.{FIGURES}"}


@pytest.mark.parametrize("kind", TOKENS)
def test_numbers_about_municipalities_are_the_operators(people: People, kind: str) -> None:
    people.first.of(Base.metadata.tables[FIGURES])
    with people.admin.transaction(force_rollback=True):
        people.admin.execute("SELECT set_config('kumina.token', %s, true)", (people.token(kind),))
        people.admin.execute("SET LOCAL ROLE kumina_web")
        row = people.admin.execute("SELECT count(*) FROM registry_figures").fetchone()
        assert row is not None
        assert (row[0] > 0) == (kind == "operator")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), people.admin.transaction():
            people.admin.execute("UPDATE registry_figures SET clients = 9")


def test_the_registry_is_read_by_all_and_written_by_operators(people: People) -> None:
    admin = people.admin
    insert = (
        "INSERT INTO registry_municipality (slug, name_fi, name_sv, kind, playbook)"
        " VALUES ('never', 'x', 'x', 'practice', 'x')"
    )
    for kind in TOKENS:
        with admin.transaction(force_rollback=True):
            admin.execute("SELECT set_config('kumina.token', %s, true)", (people.token(kind),))
            admin.execute("SET LOCAL ROLE kumina_web")
            assert admin.execute("SELECT count(*) >= 2 FROM registry_municipality").fetchone() == (True,)
            if kind == "operator":
                admin.execute(insert)
                assert admin.execute("UPDATE registry_municipality SET state = 'closed'").rowcount >= 2
            else:
                assert admin.execute("UPDATE registry_municipality SET state = 'closed'").rowcount == 0
                with pytest.raises(psycopg.errors.InsufficientPrivilege), admin.transaction():
                    admin.execute(insert)
