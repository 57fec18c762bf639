"""The database, its four roles and nobody else's rights: what must be made before the house may stand.

kumina_owner owns everything and migrates; kumina_web and kumina_clock own nothing and stand under every policy;
kumina_door cannot log in and owns the narrow functions (tenants/DECISIONS.md).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tenants.policies.token import Signer

LOGINS = ("kumina_owner", "kumina_web", "kumina_clock")
OWNER, DOOR = "kumina_owner", "kumina_door"
POWERLESS = sql.SQL("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT")
LOCK = 7_405_862_312


def prepare(admin_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Make or repair roles and database; the address is any database of the cluster, as one who may create both."""
    with _alone(admin_url) as connection:
        for role in LOGINS:
            _role(connection, role, sql.SQL("LOGIN PASSWORD {}").format(_encrypted(connection, role, passwords[role])))
        _role(connection, DOOR, sql.SQL("NOLOGIN"))
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


def _hand_over(connection: psycopg.Connection) -> None:
    """The owner may give functions to the door role, and who is no superuser may give the database to the owner."""
    connection.execute(
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(sql.Identifier(DOOR), sql.Identifier(OWNER))
    )
    if connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() != (True,):
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
    for role in LOGINS:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(role))
        )
