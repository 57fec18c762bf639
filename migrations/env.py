"""Run the numbered migrations: one at a time on one database, with short lock and statement timeouts."""

import time

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from app import tables
from tenants.database import Base

LOCK_KEY = 7_405_862_311
TRIES = 10

tables.load()
config = context.config
options = {
    "target_metadata": Base.metadata,
    "transaction_per_migration": True,
    "compare_type": True,
    "compare_server_default": False,
    "include_schemas": False,
    "include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith("procrastinate_"),
    "version_table": "alembic_version",
}


def run_offline() -> None:
    """The SQL as text, for review and for the linter."""
    context.configure(dialect_name="postgresql", literal_binds=True, dialect_opts={"paramstyle": "named"}, **options)
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Apply, waiting for another migration to end and trying again when a lock cannot be had."""
    url = make_url(config.attributes["url"]).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=pool.NullPool, connect_args={"application_name": "kumina-migrate"})
    for attempt in range(1, TRIES + 1):
        try:
            with engine.connect() as connection:
                _run(connection)
        except OperationalError as error:
            if "lock timeout" not in str(error) or attempt == TRIES:
                raise
            time.sleep(attempt)
        else:
            return


def _run(connection: Connection) -> None:
    connection.execute(text(f"SELECT pg_advisory_lock({LOCK_KEY})"))
    connection.execute(text("SET lock_timeout = '2s'"))
    connection.execute(text("SET statement_timeout = '60s'"))
    connection.execute(text("SET search_path = public"))
    connection.commit()
    try:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({LOCK_KEY})"))
        connection.commit()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
