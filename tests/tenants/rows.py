"""A row for any table, made from its columns and constraints, with a marker in every text: what leaks can be seen.

Rows are written by a superuser, past every policy, because the tests ask what others see of them.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table
from sqlalchemy.dialects import postgresql

from app import tables
from tenants.database import Base

tables.load()
NOW: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIRST: Final = date(2026, 9, 1)
GIVEN: Final[Mapping[str, object]] = {
    "accounts_operator_act.what": "suspended",
    "imports_import.content": b"Nimi\nKuvitela ry\n",
    "intake_channel.way_in": "self",
    "intake_contact.way_in": "self",
    "opening_decision.subject": "kept",
    "opening_mark.what": "kept",
    "outbox_letter.kind": "intake.thank_you",
    "outbox_global_letter.kind": "accounts.welcome",
    "team_working_time.minutes": [0] * 7,
    "web_draft.form_key": "intake.contact",
    "worktasks_picture.digest": "a" * 64,
    "worktasks_known_unit.code": "100001",
    "worktasks_unit.code": "100001",
    "associations_account.iban": "FI2112345600000785",
    "associations_agreement_version.fingerprint": "a" * 64,
    "associations_decision.kind": "suspended",
    "associations_site.postal_code": "80100",
    "placements_induction.items": Jsonb([{"said": "said"}]),
    "proposals_proposal.contact_name": "Kuvitelma",
    "proposals_proposal.email": "kuvitelma@esimerkki.example",
    "registry_area.code": "167",
    "registry_municipality.state": "open",
    "registry_municipality.playbook": "kumina_1",
}
"""What no rule above finds: a text of a certain form. Add a line here when a new table's row cannot be made."""
GLOBAL: Final = frozenset({"registry_figures", "accounts_membership"})
"""Tables with a municipality that are read beyond it as well: tests/tenants/test_global_matrix.py tries them."""
ONE_OF: Final = re.compile(r"^(\w+) IN \('([^']+)'")

Row = dict[str, Any]


def tenant_tables() -> list[Table]:
    """Every table of a municipality's rows, parents first."""
    return [table for table in Base.metadata.sorted_tables if "municipality_id" in table.c and table.name not in GLOBAL]


class Rows:
    """Rows of one municipality, each made with whatever it hangs on."""

    def __init__(self, admin: psycopg.Connection, municipality: UUID, marker: str) -> None:
        self.admin = admin
        self.municipality = municipality
        self.marker = marker
        self.person_id = uuid4()
        self._made: dict[str, Row] = {}

    def of(self, table: Table) -> Row:
        """The municipality's row of this table, made once."""
        if table.name not in self._made:
            self._made[table.name] = self.add(table)
        return self._made[table.name]

    def add(self, table: Table) -> Row:
        """Write another row."""
        row = self.values(table)
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING *").format(
            sql.Identifier(table.name),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        )
        try:
            cursor = self.admin.execute(statement, list(row.values()))
        except psycopg.errors.CheckViolation as refusal:
            advice = "say in GIVEN (tests/tenants/rows.py) what the column may hold"
            raise LookupError(f"no row of {table.name} could be made; {advice}: {refusal}") from refusal
        found = cursor.fetchone()
        assert found is not None
        assert cursor.description is not None
        return dict(zip((column.name for column in cursor.description), found, strict=True))

    def values(self, table: Table) -> Row:
        """What a row of this table may hold; nothing where nothing is needed."""
        row: Row = {}
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                row |= self._from_parent(constraint)
        for column in table.columns:
            needed = not column.nullable and column.server_default is None
            if column.name not in row and (needed or f"{table.name}.{column.name}" in GIVEN):
                row[column.name] = self._value(table, column)
        return row

    def _from_parent(self, key: ForeignKeyConstraint) -> Row:
        """Columns of a foreign key agree with the parent; an optional parent is left out."""
        target = key.referred_table
        if any(column.nullable for column in key.columns):
            return {}
        if target.name == "registry_municipality":
            return {"municipality_id": self.municipality}
        if target.name == "accounts_person":
            self._person()
            return {key.column_keys[0]: self.person_id}
        parent = self.of(target)
        return {element.parent.name: parent[element.column.name] for element in key.elements}

    def _person(self) -> None:
        self.admin.execute(
            "INSERT INTO accounts_person (id, name, fs_uniquifier) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (self.person_id, self.marker, uuid4().hex),
        )

    def _value(self, table: Table, column: Column[Any]) -> object:
        given = GIVEN.get(f"{table.name}.{column.name}")
        if given is not None:
            return given
        if column.name == "municipality_id":
            return self.municipality
        if column.name == "person_id":
            return self.person_id
        if column.name == "slug":
            return f"t{uuid4().hex[:12]}"
        chosen = _first_choice(table, column.name)
        return chosen if chosen is not None else self._of_type(column)

    def _of_type(self, column: Column[Any]) -> object:
        kind = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
        made: dict[str, object] = {
            "UUID": uuid4(),
            "VARCHAR": f"{self.marker}.{column.name}",
            "BIGINT": 1,
            "BOOLEAN": True,
            "DATE": FIRST,
            "TIMESTAMP WITH TIME ZONE": NOW,
            "BYTEA": uuid4().bytes * 2,
            "JSONB": Jsonb({"said": self.marker}),
            "BIGINT[]": [1],
            "VARCHAR[]": [self.marker],
            "UUID[]": [uuid4()],
            "TIMESTAMP WITH TIME ZONE[]": [NOW],
        }
        if kind not in made:
            raise LookupError(f"{column}: no value known for {kind}; add one to tests/tenants/rows.py")
        return made[kind]


def _first_choice(table: Table, name: str) -> str | None:
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            found = ONE_OF.match(str(constraint.sqltext))
            if found and found[1] == name:
                return found[2]
    return None
