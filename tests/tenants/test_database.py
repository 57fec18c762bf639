"""The one way to the database: a door, a transaction, a token; and nothing of it stays behind."""

import contextlib

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError

from tenants import context, database, registry
from tenants.registry import Municipality, RegistryMunicipality
from tests.factories.municipalities import inside


def test_nothing_is_asked_without_a_door(ground: None) -> None:
    with pytest.raises(context.NoMunicipality), database.reading():
        pass


def test_nothing_is_asked_outside_a_transaction(ground: None) -> None:
    with context.globally(), pytest.raises(database.NoTransaction):
        database.session()


def test_a_raw_connection_is_not_lent_without_a_transaction(ground: None) -> None:
    with context.globally(), pytest.raises(database.NoTransaction):
        database.engine().connect()


def test_the_token_lives_and_dies_with_the_transaction(municipality: Municipality) -> None:
    with inside(municipality):
        connection = database.session().connection()
        assert database.session().execute(text("SELECT sec.municipality()")).scalar() == municipality.id
        driver = connection.connection.driver_connection
    assert driver.execute("SELECT current_setting('kumina.token', true)").fetchone() == ("",)


def test_looking_cannot_write(municipality: Municipality) -> None:
    with context.entering(municipality.id, roles=("operator",)), database.reading() as db:
        with pytest.raises(Exception, match="read-only transaction"):
            db.execute(text("UPDATE registry_municipality SET name_fi = 'x'"))
        db.rollback()


def test_one_statement_at_a_time(municipality: Municipality) -> None:
    with context.entering(municipality.id), database.reading() as db:
        with pytest.raises(ProgrammingError, match="multiple commands"):
            db.execute(text("SELECT 1; SELECT 2"))
        db.rollback()


@pytest.mark.parametrize("way", ["execute", "executemany", "stream", "server cursor", "copy"])
def test_one_statement_at_a_time_in_every_way_of_the_driver(municipality: Municipality, way: str) -> None:
    two = "SELECT 1; SELECT 2"

    def say() -> None:
        with context.entering(municipality.id), database.reading() as db:
            driver = db.connection().connection.driver_connection
            if way == "execute":
                driver.execute(two)
            elif way == "executemany":
                driver.cursor().executemany(two, [()])
            elif way == "stream":
                list(driver.cursor().stream(two))
            elif way == "server cursor":
                with driver.cursor("held") as held:
                    held.execute(two)
            else:
                with driver.cursor().copy("COPY (SELECT 1) TO STDOUT; SELECT 2") as copied:
                    list(copied)

    with pytest.raises(psycopg.errors.SyntaxError, match="multiple commands"):
        say()


def test_a_commit_that_was_none_is_an_error(municipality: Municipality) -> None:
    def overlook() -> None:
        with inside(municipality), contextlib.suppress(DataError):
            database.session().connection().exec_driver_sql("SELECT 1/0")

    with pytest.raises(Exception, match="nothing of it was kept"):
        overlook()


def test_a_second_transaction_on_one_connection_has_its_token(municipality: Municipality) -> None:
    with context.entering(municipality.id), database.reading(), database.engine().connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.commit()
        assert connection.execute(text("SELECT sec.municipality()")).scalar() == municipality.id


def test_a_connection_that_died_in_the_pool_is_replaced_unnoticed(municipality: Municipality, admin_url: str) -> None:
    with inside(municipality):
        pid = database.session().execute(text("SELECT pg_backend_pid()")).scalar()
    with psycopg.connect(admin_url) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
    for _ in range(3):
        with inside(municipality):
            assert database.session().execute(text("SELECT sec.municipality()")).scalar() == municipality.id


def test_a_connection_that_dies_in_use_fails_loudly_and_is_thrown_away(
    municipality: Municipality, admin_url: str
) -> None:
    def die() -> None:
        with inside(municipality):
            pid = database.session().execute(text("SELECT pg_backend_pid()")).scalar()
            with psycopg.connect(admin_url) as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            database.session().execute(text("SELECT 1"))

    with pytest.raises(OperationalError):
        die()
    with inside(municipality):
        assert database.session().execute(text("SELECT sec.municipality()")).scalar() == municipality.id


def test_a_narrow_question_survives_a_dead_connection(municipality: Municipality, admin_url: str) -> None:
    with inside(municipality):
        pid = database.session().execute(text("SELECT pg_backend_pid()")).scalar()
    with psycopg.connect(admin_url) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
    assert database.narrow("SELECT sec.person()") is None


def test_only_narrow_functions_are_asked_without_a_transaction(ground: None) -> None:
    with pytest.raises(database.NoTransaction):
        database.narrow("SELECT slug FROM registry_municipality")


def test_another_door_opened_meanwhile_is_refused(municipality: Municipality, neighbour: Municipality) -> None:
    with context.globally(), database.reading() as db:
        db.execute(select(RegistryMunicipality.slug).limit(1))
        with context.entering(neighbour.id), pytest.raises(context.WrongDoor):
            db.execute(select(RegistryMunicipality.slug).limit(1))
    with context.entering(municipality.id), database.writing() as db:
        db.add(RegistryMunicipality(slug="never", name_fi="x", name_sv="x", kind="practice", playbook="x"))
        with context.globally(), pytest.raises(context.WrongDoor):
            db.flush()
        db.rollback()


def test_a_change_that_changed_nothing_is_no_success(municipality: Municipality) -> None:
    with context.entering(municipality.id), database.writing(), pytest.raises(registry.NotTaken):
        registry.set_look(municipality.id, colour="#000000", first_language="fi")
