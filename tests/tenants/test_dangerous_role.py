"""The app does not start under a role that could step around the policies."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from tenants import context, database, policies
from tests import conftest as house

POWERS = {
    "ALTER ROLE kumina_web SUPERUSER": "is a superuser",
    "ALTER ROLE kumina_web BYPASSRLS": "bypasses row-level security",
    "ALTER ROLE kumina_web CREATEROLE": "may make roles",
    "ALTER ROLE kumina_web CREATEDB": "may make databases",
    "ALTER ROLE kumina_web REPLICATION": "may replicate",
    "GRANT kumina_owner TO kumina_web": "is a member of other roles",
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO kumina_web', current_database()); END $$": (
        "owns the database"
    ),
    "CREATE SCHEMA odd AUTHORIZATION kumina_web": "owns a schema",
    "CREATE TABLE odd (); ALTER TABLE odd OWNER TO kumina_web": "owns a table",
    "CREATE FUNCTION odd() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION odd() OWNER TO kumina_web": (
        "owns a function"
    ),
    "GRANT TRUNCATE ON registry_municipality TO kumina_web": "has rights that ask no policy",
    "GRANT SELECT ON sec.key TO kumina_web": "reads the key of the tokens",
}


@pytest.fixture
def planting(scratch_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch_url) as connection:
        yield connection
        connection.rollback()


def test_our_own_roles_may_start(url_of) -> None:
    for role in ("kumina_web", "kumina_clock"):
        with psycopg.connect(url_of(role)) as connection:
            policies.refuse_dangerous_role(connection)


@pytest.mark.parametrize("role", ["kumina_owner", "postgres"])
def test_owner_and_superuser_may_not(url_of, admin_url: str, role: str, database_name: str) -> None:
    url = url_of(role) if role != "postgres" else admin_url.replace("/postgres?", f"/{database_name}?")
    with psycopg.connect(url) as connection, pytest.raises(policies.DangerousRole, match=role):
        policies.refuse_dangerous_role(connection)


@pytest.mark.parametrize(("plant", "words"), POWERS.items(), ids=POWERS.values())
def test_a_power_given_to_the_web_is_refused(planting: psycopg.Connection, plant: str, words: str) -> None:
    planting.execute(plant)
    planting.execute("SET LOCAL SESSION AUTHORIZATION kumina_web")
    with pytest.raises(policies.DangerousRole, match=words):
        policies.refuse_dangerous_role(planting)


def test_standing_in_for_another_role_is_refused(planting: psycopg.Connection) -> None:
    planting.execute("SET LOCAL ROLE kumina_web")
    with pytest.raises(policies.DangerousRole, match="stands in for postgres"):
        policies.refuse_dangerous_role(planting)


@pytest.mark.parametrize("role", ["kumina_owner", "postgres"])
def test_no_connection_is_lent_under_a_dangerous_role(url_of, admin_url: str, database_name: str, role: str) -> None:
    url = url_of(role) if role != "postgres" else admin_url.replace("/postgres?", f"/{database_name}?")
    database.configure(url, house.SIGNER)
    try:
        with context.globally(), pytest.raises(policies.DangerousRole), database.reading() as db:
            db.execute(text("SELECT 1"))
    finally:
        database.configure(url_of("kumina_web"), house.SIGNER)
