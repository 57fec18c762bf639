"""The roles and the database: what each may, and that making them again changes nothing."""

from collections.abc import Callable

import psycopg
import pytest

from tenants import cluster

ATTRIBUTES = "rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication, rolinherit"
UrlOf = Callable[..., str]


@pytest.fixture
def database(admin_url: str, scratch: str) -> str:
    """Prepared twice; the roles are the cluster's, with the password of all tests."""
    for _ in range(2):
        cluster.prepare(admin_url, scratch, dict.fromkeys(cluster.LOGINS, "only-in-tests"))
    return scratch


def test_no_role_has_powers(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url) as admin:
        for role in (*cluster.LOGINS, cluster.DOOR):
            row = admin.execute(f"SELECT {ATTRIBUTES} FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            assert row == (role != cluster.DOOR, False, False, False, False, False, False), role


def test_the_owner_owns_and_the_others_do_not(admin_url: str, url_of: UrlOf, database: str) -> None:
    with psycopg.connect(admin_url) as admin:
        owner = admin.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (database,)
        ).fetchone()
    assert owner == ("kumina_owner",)
    with psycopg.connect(url_of("kumina_owner", database)) as connection:
        connection.execute("CREATE TABLE mine (number int)")
    for role in ("kumina_web", "kumina_clock"):
        for refused in ("CREATE TABLE public.theirs (number int)", "CREATE TEMPORARY TABLE t (number int)"):
            with (
                psycopg.connect(url_of(role, database)) as connection,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute(refused)


def test_nobody_else_may_come_in(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url, dbname=database) as admin:
        rights = admin.execute(
            "SELECT has_database_privilege('public', %s, 'CONNECT'), has_database_privilege('public', %s, 'TEMPORARY'),"
            " has_schema_privilege('public', 'public', 'USAGE'), has_schema_privilege('public', 'public', 'CREATE')",
            (database, database),
        ).fetchone()
    assert rights == (False, False, False, False)


def test_the_password_itself_never_reaches_the_server(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url) as admin:
        kept = admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'kumina_web'").fetchone()
    assert kept is not None
    assert kept[0].startswith("SCRAM-SHA-256$")


def test_the_order_of_letters_is_the_same_everywhere(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url) as admin:
        order = admin.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = %s", (database,)
        ).fetchone()
    assert order == ("b", "C.UTF-8")


def test_who_is_no_superuser_can_prepare_as_well(admin_url: str, url_of: UrlOf, scratch: str) -> None:
    """A managed server gives one a role that may create roles and databases, and nothing more."""
    manager = f"manager_of_{scratch}"
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {manager} LOGIN CREATEDB CREATEROLE PASSWORD 'only-in-tests'")
        try:
            for role in (*cluster.LOGINS, cluster.DOOR):
                admin.execute(f"GRANT {role} TO {manager} WITH ADMIN OPTION")
            cluster.prepare(url_of(manager, "postgres"), scratch, dict.fromkeys(cluster.LOGINS, "only-in-tests"))
            psycopg.connect(url_of("kumina_web", scratch)).close()
        finally:
            admin.execute(f"DROP OWNED BY {manager}")
            admin.execute(f"DROP ROLE {manager}")
