"""The database, its four roles and nobody else's rights: what must be made before the house may stand.

kumina_owner owns everything and migrates; kumina_web and kumina_clock own nothing and stand under every policy;
kumina_door cannot log in and owns the narrow functions (tenants/DECISIONS.md).
"""

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import sql

from tenants.policies.allowed import ROLE_SETTINGS
from tenants.policies.token import Signer

LOGINS = ("kumina_owner", "kumina_web", "kumina_clock")
OWNER, DOOR = "kumina_owner", "kumina_door"
POWERLESS = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT")
LOCK = 7_405_862_312

OF_NO_USE: Final = (
    "pg_stat_get_activity(integer)",  # what others are asking, their tokens in it
    "pg_stat_get_backend_activity(integer)",
    "pg_terminate_backend(integer, bigint)",
    "pg_cancel_backend(integer)",
    "lo_creat(integer)",  # large objects know no municipality
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
    "lo_open(oid, integer)",
    "lo_get(oid)",
    "lo_get(oid, bigint, integer)",
    "lo_put(oid, bigint, bytea)",
    "lo_unlink(oid)",
)
"""Functions of PostgreSQL that everybody may call and the house never does."""


def prepare(admin_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Make or repair roles and database; the address is any database of the cluster, as one who may create both."""
    with _alone(admin_url) as connection:
        for role in LOGINS:
            _role(connection, role, sql.SQL("LOGIN PASSWORD {}").format(_encrypted(connection, role, passwords[role])))
        _role(connection, DOOR, sql.SQL("NOLOGIN"))
        for role, settings in ROLE_SETTINGS.items():
            _settings(connection, role, settings)
        _hand_over(connection)
        _database(connection, database)
    with psycopg.connect(admin_url, autocommit=True, dbname=database) as connection:
        _close_to_the_public(connection, database)


def install_token_key(owner_url: str, signer: Signer) -> None:
    """Give the migrated database the key that verifies tenant tokens; older keys stay until they are removed."""
    inner, outer = signer.pads()
    with psycopg.connect(owner_url) as connection:
        connection.execute(
            "INSERT INTO sec.key (id, inner_pad, outer_pad) VALUES (%s, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            (signer.key_id, inner, outer),
        )


@contextmanager
def _alone(admin_url: str) -> Iterator[psycopg.Connection]:
    """Two set-ups at once would fall over each other's roles."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        yield connection


def _role(connection: psycopg.Connection, role: str, attributes: sql.Composable) -> None:
    """Powers that a role has no longer are taken from it; one that has none is not touched, which anyone may do."""
    found = connection.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication OR rolinherit"
        " FROM pg_roles WHERE rolname = %s",
        (role,),
    ).fetchone()
    verb = sql.SQL("CREATE ROLE" if found is None else "ALTER ROLE")
    powers = sql.SQL("") if found == (False,) else POWERLESS
    connection.execute(sql.SQL("{} {} {} {}").format(verb, sql.Identifier(role), powers, attributes))


def _encrypted(connection: psycopg.Connection, role: str, password: str) -> str:
    """What the server keeps: the password itself never travels to it, nor into its log."""
    return connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()


def _settings(connection: psycopg.Connection, role: str, settings: Mapping[str, str]) -> None:
    """A role may change its own settings, so what somebody left there is taken away first."""
    connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(sql.Identifier(role)))
    for name, value in settings.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value))
        )


def _hand_over(connection: psycopg.Connection) -> None:
    """The owner may give functions to the door role, and who is no superuser may give the database to the owner."""
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(sql.Identifier(DOOR), sql.Identifier(OWNER))
    )
    if not _is_superuser(connection):
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE").format(sql.Identifier(OWNER)))


def _database(connection: psycopg.Connection, database: str) -> None:
    """The sort order is the server's own, the same on every machine; people's names are sorted by the house."""
    if connection.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).fetchone() is None:
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
                " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            ).format(sql.Identifier(database), sql.Identifier(OWNER))
        )


def _close_to_the_public(connection: psycopg.Connection, database: str) -> None:
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    if _is_superuser(connection):
        for function in OF_NO_USE:
            connection.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC".encode())
    else:
        _hide_activity(connection)
    for role in LOGINS:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(role))
        )


def _hide_activity(connection: psycopg.Connection) -> None:
    """Where the functions are not ours to close, the roles' statements are not shown; verify() has the last word."""
    for role in ROLE_SETTINGS:
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("ALTER ROLE {} SET track_activities = off").format(sql.Identifier(role)))


def _is_superuser(connection: psycopg.Connection) -> bool:
    return connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)
