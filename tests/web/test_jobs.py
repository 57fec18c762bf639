"""What the clock does for the shell, as the clock's own role."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app import record
from app.accounts import jobs as accounts_jobs
from app.outbox import printing
from app.outbox.delivery import House
from app.outbox.smtp import Post
from app.web import drafts, jobs
from app.web.clock import now
from tenants import database
from tenants.registry import Municipality
from tests.factories import municipalities, people


@pytest.fixture
def runs(app: Flask, url_of: Callable[[str], str]) -> Iterator[Callable[[str], None]]:
    """Run a job by its name as the worker would; the house is the web's again afterwards."""
    settings = app.config["KUMINA"]
    house = House(now, printing.printer(app), Post("smtp://localhost", "kumina@localhost"))
    blueprints = (jobs.blueprint(house), accounts_jobs.blueprint(house))
    tasks = {task.name: task for blueprint in blueprints for task in blueprint.tasks.values()}

    def run(name: str) -> None:
        database.configure(url_of("kumina_clock"), settings.signer)
        tasks[name](timestamp=0)

    yield run
    database.configure(url_of("kumina_web"), settings.signer)


@pytest.fixture
def person(municipality: Municipality) -> UUID:
    return people.member(municipality, "team_lead")


def test_drafts_go_after_two_weeks(
    municipality: Municipality, person: UUID, runs: Callable[[str], None], superuser: psycopg.Connection
) -> None:
    with municipalities.inside(municipality, person_id=person):
        drafts.save("tests.old", 0, {"a": ["x"]})
        drafts.save("tests.new", 0, {"a": ["x"]})
    superuser.execute(
        "UPDATE web_draft SET saved_at = %s WHERE person_id = %s AND form_key = 'tests.old'",
        (now() - timedelta(days=15), person),
    )
    runs("sweep_drafts")
    left = superuser.execute("SELECT form_key FROM web_draft WHERE person_id = %s", (person,)).fetchall()
    assert left == [("tests.new",)]


def test_rate_limits_that_ended_go(runs: Callable[[str], None], superuser: psycopg.Connection) -> None:
    superuser.execute(
        "INSERT INTO web_rate VALUES (sha256('tests'), '{}', now() - interval '1 second') ON CONFLICT DO NOTHING"
    )
    runs("sweep_rates")
    assert superuser.execute("SELECT FROM web_rate WHERE key = sha256('tests')").fetchone() is None


def test_every_record_is_checked_and_its_end_said(
    municipality: Municipality, person: UUID, runs: Callable[[str], None], superuser: psycopg.Connection
) -> None:
    with municipalities.inside(municipality, person_id=person, roles=("team_lead",)):
        record.write("tests.thing_done", subject=person, by=person, at=now())
    with capture_logs() as said:
        runs("check_records")
    [mine] = [line for line in said if line.get("municipality") == str(municipality.id)]
    assert mine["event"] == "record_anchor"
    assert mine["anchor"].startswith("1:")
    superuser.execute("UPDATE record_entry SET event = 'tests.other' WHERE municipality_id = %s", (municipality.id,))
    with capture_logs() as said:
        runs("check_records")
    [mine] = [line for line in said if line.get("municipality") == str(municipality.id)]
    assert (mine["event"], mine["findings"]) == ("record_not_whole", ["altered:1"])


def test_the_walls_are_looked_at(runs: Callable[[str], None], superuser: psycopg.Connection) -> None:
    with capture_logs() as said:
        runs("check_walls")
    assert [line["event"] for line in said] == ["walls_stand"]


def test_sessions_that_are_over_go(
    browser: FlaskClient, person: UUID, runs: Callable[[str], None], superuser: psycopg.Connection
) -> None:
    people.sign_in(browser, person)
    sessions = "SELECT count(*) FROM accounts_session WHERE person_id = %s"
    runs("sweep_sessions")
    assert superuser.execute(sessions, (person,)).fetchone() == (1,)
    superuser.execute("UPDATE accounts_session SET ends_at = now() WHERE person_id = %s", (person,))
    runs("sweep_sessions")
    assert superuser.execute(sessions, (person,)).fetchone() == (0,)
    runs("sweep_attempts")
