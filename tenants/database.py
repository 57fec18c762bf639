"""The one engine and the one session: no statement runs without a municipality, or the named global door.

`reading()` and `writing()` open one transaction whose first words bind the signed token of the door now open.
Queries and actions ask for `session()`; views never see it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, Uuid, bindparam, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.selectable import Select

from tenants import context, lending, policies
from tenants.mapping import Base as Base
from tenants.mapping import TenantRows as TenantRows
from tenants.mapping import TenantTable as TenantTable
from tenants.policies.token import LIFE_S, Signer

NARROW = "NARROW"


class NoTransaction(RuntimeError):
    """The database was asked outside reading() or writing()."""


here = bindparam("here", callable_=context.current, type_=Uuid())
"""The current municipality as a bound value: the road beside the wall, so that PostgreSQL checks the token once."""

_CRITERION: ExecutableOption = with_loader_criteria(
    TenantRows, lambda table: table.municipality_id == here, include_aliases=True, track_closure_variables=False
)
_SCOPED = "kumina_scoped"
S = TypeVar("S", bound=Select)  # type: ignore[type-arg]


class _Database:
    """The engine, who signs for it, and how a transaction begins on it."""

    def __init__(self, url: str, signer: Signer, *, pool_size: int, max_overflow: int, as_owner: bool) -> None:
        self.signer = signer
        self.engine: Engine = create_engine(
            make_url(url).set(drivername=lending.DRIVER),
            isolation_level="AUTOCOMMIT",  # BEGIN is ours, so that the token travels with it in one round trip
            pool_size=pool_size,
            max_overflow=max_overflow,
            use_native_hstore=False,
            connect_args={"connect_timeout": 5, "application_name": "kumina"},
        )
        if not as_owner:
            event.listen(self.engine, "connect", _admit)
        event.listen(self.engine, "checkout", self._take)
        event.listen(self.engine, "begin", self._begin)
        event.listen(self.engine, "handle_error", _say_no_municipality)

    def _take(self, driver: lending.Lent, _record: object, _fairy: object) -> None:
        """Who takes a connection takes it with a token; one that died in the pool is replaced unnoticed."""
        mode = _mode.get()
        if mode == NARROW:
            return
        if mode is None:
            raise NoTransaction("open reading() or writing() first")
        try:
            lending.begin(driver, mode, self.token(context.door()))
        except psycopg.OperationalError as gone:
            if driver.closed:
                raise DisconnectionError("the connection died in the pool") from gone
            raise

    def _begin(self, connection: Connection) -> None:
        """A second transaction on the connection of a first begins with a token too."""
        driver: lending.Lent = connection.connection.driver_connection  # type: ignore[assignment]
        if driver.pgconn.transaction_status == TransactionStatus.IDLE:
            lending.begin(driver, _mode.get() or "READ ONLY", self.token(context.door()))

    def token(self, door: context.Door) -> str:
        """The signed token of this door, good for one transaction of at most LIFE_S."""
        return self.signer.sign(door, expires_at=int(time.time()) + LIFE_S)


def _admit(driver: lending.Lent, _record: object) -> None:
    """Whatever the address says, a role that could step around the policies is not connected as."""
    try:
        policies.refuse_dangerous_role(driver)
    except policies.DangerousRole:
        driver.close()
        raise


def _say_no_municipality(failure: ExceptionContext) -> None:
    """The database refuses tenant data at the global door to every kind of question, and so do we."""
    refusal = failure.original_exception
    if isinstance(refusal, context.NoMunicipality) or getattr(refusal, "sqlstate", None) == "KU001":
        raise context.NoMunicipality("tenant data asked for at the global door") from refusal


_database: _Database | None = None
_mode: ContextVar[str | None] = ContextVar("kumina_transaction_mode", default=None)
_session: ContextVar[Session | None] = ContextVar("kumina_session", default=None)


def configure(url: str, signer: Signer, *, pool_size: int = 10, max_overflow: int = 10, as_owner: bool = False) -> None:
    """Point the house at its database; a second call replaces the first and closes its connections.

    `as_owner` is for the few commands typed by who runs the installation: everybody else connects as a role that
    stands under every policy, or not at all.
    """
    global _database  # noqa: PLW0603 - one engine a process is the point
    if _database is not None:
        _database.engine.dispose()
    _database = _Database(url, signer, pool_size=pool_size, max_overflow=max_overflow, as_owner=as_owner)


def engine() -> Engine:
    """The engine, for checks and shutdown; statements go through reading() and writing()."""
    return _the_database().engine


def _the_database() -> _Database:
    if _database is None:
        raise NoTransaction("the database is not configured")
    return _database


def session() -> Session:
    """The session of the transaction now open; raises NoTransaction when there is none."""
    now = _session.get()
    if now is None:
        raise NoTransaction("open reading() or writing() first")
    return now


@contextmanager
def reading() -> Iterator[Session]:
    """One READ ONLY transaction: looking changes nothing, and PostgreSQL holds us to it."""
    with _transaction("READ ONLY") as now:
        yield now


@contextmanager
def writing() -> Iterator[Session]:
    """One writing transaction: committed whole when the block ends well, rolled back whole otherwise."""
    with _transaction("READ WRITE") as now:
        yield now


@contextmanager
def _transaction(mode: str) -> Iterator[Session]:
    door = context.door()
    mode_mark = _mode.set(mode)
    now = Session(engine(), expire_on_commit=False, info={"door": door})
    session_mark = _session.set(now)
    try:
        try:
            yield now
            now.commit()  # also when reading: after a ROLLBACK psycopg forgets its prepared statements
        except BaseException:
            now.rollback()
            raise
        finally:
            now.close()
    finally:
        _session.reset(session_mark)
        _mode.reset(mode_mark)


def narrow(question: LiteralString, **facts: object) -> Any:
    """One value from a narrow function of the global door (`SELECT sec.…`), in one round trip and no transaction.

    Such a function verifies what it needs itself and answers as little as it can; nothing else may be asked this way.
    """
    if not question.startswith("SELECT sec."):
        raise NoTransaction("only a narrow function may be asked outside reading() and writing()")
    mark = _mode.set(NARROW)
    try:
        return _ask(question, facts)
    except psycopg.OperationalError:  # it died in the pool; a question may be asked twice
        return _ask(question, facts)
    finally:
        _mode.reset(mark)


def _ask(question: LiteralString, facts: dict[str, object]) -> Any:
    connection = engine().raw_connection()
    try:
        row = connection.cursor().execute(question, facts).fetchone()
        return None if row is None else row[0]
    except psycopg.OperationalError:
        connection.invalidate()
        raise
    finally:
        connection.close()


@contextmanager
def inspecting() -> Iterator[psycopg.Connection[Any]]:
    """A connection with no token, for reading the catalogue: no municipality's row can be seen through it."""
    mark = _mode.set(NARROW)
    try:
        connection = engine().raw_connection()
    finally:
        _mode.reset(mark)
    try:
        driver: lending.Lent = connection.driver_connection  # type: ignore[assignment]
        yield driver
    finally:
        connection.close()


@contextmanager
def standing_in(*, person_id: UUID, roles: tuple[str, ...] = ()) -> Iterator[Session]:
    """Within the open writing transaction, sign for another person, then for oneself again.

    For the few acts that make or change what belongs to somebody else's token: a client's person on their own yes
    (K4), an invitation accepted. One transaction, so all of it happens or none.
    """
    now, before = session(), context.door()
    now.flush()
    door = context.Door(before.municipality_id, person_id, roles)
    with context.changing_to(door):
        try:
            _sign(now, door)
            yield now
            now.flush()
        finally:
            if now.is_active and now.in_transaction():
                _sign(now, before)


def _sign(now: Session, door: context.Door) -> None:
    now.info["door"] = door
    now.connection().exec_driver_sql(f"SET LOCAL kumina.token = '{_the_database().token(door)}'")


def scoped(statement: S) -> S:
    """The statement with the municipality's criterion built in once; for statements kept at module level."""
    return statement.options(_CRITERION).execution_options(**{_SCOPED: True})


@event.listens_for(Session, "do_orm_execute")
def _keep_to_the_road(state: ORMExecuteState) -> None:
    """Every ORM statement carries `municipality_id = :here` itself: indexes serve and one shard is asked.

    At the global door the criterion stays, and its value raises: an empty answer would be a lie.
    """
    _same_door(state.session)
    if state.is_column_load or state.is_relationship_load or state.execution_options.get(_SCOPED):
        return
    if state.is_orm_statement and not state.is_insert:
        state.statement = state.statement.options(_CRITERION)


@event.listens_for(Session, "before_flush")
def _write_through_the_same_door(session: Session, *_details: object) -> None:
    _same_door(session)


@event.listens_for(Session, "before_attach")
def _belongs_here(_session: Session, row: object) -> None:
    """A row of another municipality, kept from elsewhere, would load its neighbours as if there were none."""
    if isinstance(row, TenantRows):
        of = row.__dict__.get("municipality_id")
        if of is not None and of != context.current():
            raise context.WrongDoor("this row belongs to another municipality")


def _same_door(session: Session) -> None:
    """The token of a transaction is fixed when it begins; another door opened meanwhile would be believed in vain."""
    signed_for = session.info.get("door")
    if signed_for is not None and signed_for != context.door():
        raise context.WrongDoor("this transaction was opened at another door: close it first")
