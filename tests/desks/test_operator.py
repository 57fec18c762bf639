"""The operator sees that letters wait, in counts and ids, and sends what was given up with one button."""

from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient

from app import outbox
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import municipalities, people

ADDRESS = "aino.asiakas@esimerkki.example"


@pytest.fixture
def dead_letter(municipality: Municipality, superuser: psycopg.Connection) -> UUID:
    """A letter whose job was given up."""
    with municipalities.inside(municipality):
        letter = outbox.post("outbox.trial", to=ADDRESS, language="fi", facts={"link": "x"}, at=now())
    assert letter is not None
    superuser.execute(
        "UPDATE procrastinate_jobs SET status = 'failed', attempts = 9 WHERE args->>'letter' = %s", (str(letter),)
    )
    return letter


@pytest.fixture
def operator(browser: FlaskClient, url_of: Callable[[str], str]) -> FlaskClient:
    person_id = people.person("Oona Ylläpitäjä")
    people.make_operator(person_id, url_of("kumina_owner"))
    people.sign_in(browser, person_id, roles=("operator",))
    browser.application.config["WTF_CSRF_ENABLED"] = False
    return browser


@pytest.fixture(autouse=True)
def csrf_as_it_was(browser: FlaskClient) -> object:
    yield
    browser.application.config["WTF_CSRF_ENABLED"] = True


def job(db: psycopg.Connection, letter: UUID) -> tuple[int, str]:
    row = db.execute(
        "SELECT id, status::text FROM procrastinate_jobs WHERE args->>'letter' = %s", (str(letter),)
    ).fetchone()
    assert row is not None
    return row


def test_what_was_given_up_is_shown_without_whose_it_is(
    operator: FlaskClient, municipality: Municipality, dead_letter: UUID
) -> None:
    page = operator.get("/operator/letters", headers={"Accept-Language": "en"}).text
    assert str(dead_letter) in page
    assert municipality.slug in page
    assert ADDRESS not in page


def test_one_button_sends_it_again(operator: FlaskClient, dead_letter: UUID, superuser: psycopg.Connection) -> None:
    job_id, _ = job(superuser, dead_letter)
    assert operator.post(f"/operator/letters/{job_id}/retry").status_code == 302
    assert job(superuser, dead_letter) == (job_id, "todo")
    assert operator.post(f"/operator/letters/{job_id}/retry").status_code == 404, "once is enough"


def test_nobody_else_may(browser: FlaskClient, municipality: Municipality, dead_letter: UUID) -> None:
    assert browser.get("/operator/letters").status_code == 302
    people.sign_in(browser, people.member(municipality, "municipality_admin"), roles=("municipality_admin",))
    assert browser.get("/operator/letters").status_code == 403


def test_the_database_asks_for_an_operator_too(dead_letter: UUID, superuser: psycopg.Connection) -> None:
    job_id, _ = job(superuser, dead_letter)
    with context.globally(roles=("municipality_admin",)), database.reading() as db:
        assert db.connection().exec_driver_sql("SELECT sec.jobs_failed(100)").scalar_one() == []
    with context.globally(roles=("clock",)), pytest.raises(Exception, match="only an operator"), database.writing():
        outbox.try_again(job_id, at=now())
