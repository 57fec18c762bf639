"""One statement tried by the web's own role with one token, undone, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg import sql

NO_RIGHT_OR_POLICY: Final = "42501"
State = Callable[[], dict[Any, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why it was refused, whose rows came out, and whose rows changed."""

    refused: str | None
    seen: frozenset[Any]
    changed: frozenset[Any]


def attempt(admin: psycopg.Connection, command: sql.Composable, token: str, state: State) -> Outcome:
    """Try the command; `state` is asked before and after, by a superuser, in the same transaction."""
    refused, seen = None, set[Any]()
    with admin.transaction(force_rollback=True):
        before = state()
        admin.execute("SELECT set_config('kumina.token', %s, true)", (token,))
        try:
            with admin.transaction():
                admin.execute("SET LOCAL ROLE kumina_web")
                seen = _run(admin.cursor(), command)
        except psycopg.Error as error:
            refused = error.sqlstate
        admin.execute("RESET ROLE")
        after = state()
    changed = {of for of in before.keys() | after.keys() if before.get(of) != after.get(of)}
    return Outcome(refused, frozenset(seen), frozenset(changed))


def states(admin: psycopg.Connection, table: str, whose: sql.Composable) -> dict[Any, str]:
    """All rows of a table as they are, by whose they are."""
    question = sql.SQL("SELECT {}, md5(string_agg(t::text || xmin, '|' ORDER BY t::text)) FROM {} t GROUP BY 1")
    return dict(admin.execute(question.format(whose, sql.Identifier(table))).fetchall())


def changeable(admin: psycopg.Connection, table: str) -> sql.Identifier:
    """A column that the web may change, or any when it may change none."""
    column = admin.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " ORDER BY has_column_privilege('kumina_web', attrelid, attnum, 'UPDATE') DESC, attnum LIMIT 1",
        (table,),
    ).fetchone()
    assert column is not None
    return sql.Identifier(column[0])


def _run(cursor: psycopg.Cursor[Any], command: sql.Composable) -> set[Any]:
    words = command.as_string(cursor)
    if words.endswith("TO STDOUT"):
        with cursor.copy(command) as copied:
            lines = b"".join(bytes(part) for part in copied).decode().split()
        return {UUID(line) for line in lines if line != "\\N"}
    if words.endswith("FROM STDIN"):
        with cursor.copy(command) as copied:
            copied.write(b"")
        return set()
    cursor.execute(command)
    return {row[0] for row in cursor.fetchall()} if cursor.description else set()
