"""How a connection is lent and comes back: it speaks one statement at a time, and nothing stays on it afterwards.

A pooled connection serves every municipality in turn. What one visitor's injected statement might leave on it (a
setting, a held cursor, a prepared statement under the name of one of ours, a lock, a subscription) must be gone before
the next visitor, so the cleaning travels with COMMIT and ROLLBACK in one message, which also holds behind PgBouncer.
"""

from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.pool import PoolProxiedConnection

DRIVER: Final = "postgresql+kumina"
CLEANING: Final = "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD SEQUENCES; SELECT sec.leave()"


class NotCommitted(psycopg.errors.InFailedSqlTransaction):
    """An earlier statement failed and was overlooked, so PostgreSQL answered COMMIT with ROLLBACK."""


class OneStatement(psycopg.Cursor[Any]):
    """Always the extended protocol, which takes one statement: an injected `; COMMIT; …` is a syntax error."""

    def _execute_send(
        self,
        query: Any,
        *,
        force_extended: bool = False,  # noqa: ARG002 - the answer is always yes
        binary: bool | None = None,
    ) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)


class Lent(psycopg.Connection[Any]):
    """A connection that knows whether it was cleaned since it was last taken."""

    unclean = False


class Dialect(PGDialect_psycopg):
    """SQLAlchemy's own, but a transaction ends together with every trace of it."""

    supports_statement_cache = True

    def connect(self, *where: Any, **how: Any) -> Any:
        """One of ours instead of psycopg's own."""
        return Lent.connect(*where, cursor_factory=OneStatement, **how)

    def do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        """COMMIT and clean in one message; a COMMIT that was not one is an error, not a success."""
        answered = _end(dbapi_connection.driver_connection, "COMMIT; ")  # type: ignore[arg-type]
        if answered != "COMMIT":
            raise NotCommitted("a statement of this transaction failed, so nothing of it was kept")

    def do_rollback(self, dbapi_connection: PoolProxiedConnection) -> None:
        """ROLLBACK and clean in one message; nothing to do for a connection that was not used since, or is gone."""
        driver: Lent = dbapi_connection.driver_connection  # type: ignore[assignment]
        idle = driver.pgconn.transaction_status == TransactionStatus.IDLE
        if not driver.closed and (driver.unclean or not idle):
            _end(driver, "" if idle else "ROLLBACK; ")


def begin(connection: Lent, mode: str, token: str) -> None:
    """Open a transaction and bind its token in one message; from now on the connection needs cleaning."""
    connection.unclean = True
    psycopg.Cursor(connection).execute(f"BEGIN {mode}; SET LOCAL kumina.token = '{token}'".encode())


def _end(connection: Lent, word: str) -> str | None:
    """Say this word and clean; answers what became of it. A connection somebody tampered with is not lent again."""
    cursor = psycopg.Cursor(connection).execute(f"{word}{CLEANING}".encode())
    answered = cursor.statusmessage
    while cursor.nextset():
        pass
    connection.unclean = False
    if cursor.fetchone() != (0,):
        connection.close()
    return answered


registry.register("postgresql.kumina", __name__, "Dialect")
