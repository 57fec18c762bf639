"""Reads the live catalogue, as whatever role is connected; every role may read all of this."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, TypeVar

import psycopg
from psycopg.rows import tuple_row

from tenants.policies.allowed import ROLES, SYSTEM_FUNCTIONS, SYSTEM_TABLES
from tenants.policies.catalogue import facts, questions

Row = TypeVar("Row")

SETTINGS: Final = ("row_security", "session_replication_role", "track_activities")


def read(connection: psycopg.Connection[Any]) -> facts.Catalogue:
    """Everything at one moment; opens no transaction of its own when one is open."""
    with connection.transaction(force_rollback=True), connection.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("SET LOCAL search_path = ''")  # so that every name is written with its schema
        asked = {"roles": list(ROLES), "functions": list(SYSTEM_FUNCTIONS), "tables": list(SYSTEM_TABLES)}
        name, owner = cursor.execute(
            "SELECT datname::text, pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = current_database()"
        ).fetchone() or ("", "")
        return facts.Catalogue(
            database=name,
            database_owner=owner,
            settings={setting: _setting(cursor, setting) for setting in SETTINGS},
            roles=_rows(cursor, facts.Role, questions.ROLE, asked),
            memberships=_rows(cursor, facts.Membership, questions.MEMBERSHIP, asked),
            schemas=_rows(cursor, facts.Schema, questions.SCHEMA, asked),
            relations=_rows(cursor, facts.Relation, questions.RELATION, asked),
            columns=_rows(cursor, facts.Column, questions.COLUMN, asked),
            constraints=_rows(cursor, facts.Constraint, questions.CONSTRAINT, asked),
            indexes=_rows(cursor, facts.Index, questions.INDEX, asked),
            policies=_rows(cursor, facts.Policy, questions.POLICY, asked),
            functions=_rows(cursor, facts.Function, questions.FUNCTION, asked),
            triggers=_rows(cursor, facts.Trigger, questions.TRIGGER, asked),
            grants=_rows(cursor, facts.Grant, questions.GRANT, asked),
            things=_rows(cursor, facts.Thing, questions.THING, asked),
        )


def _setting(cursor: psycopg.Cursor[Any], name: str) -> str:
    row = cursor.execute("SELECT current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""


def _rows(cursor: psycopg.Cursor[Any], kind: type[Row], question: str, asked: Mapping[str, object]) -> tuple[Row, ...]:
    width = len(fields(kind))  # type: ignore[arg-type]
    found = cursor.execute(question.encode(), asked).fetchall()
    return tuple(kind(*map(_frozen, row[:width])) for row in found)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
