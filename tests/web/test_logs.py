"""The log says what happened and where, and nothing about anybody."""

import json
import logging
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.config import Settings
from app.factory import create_app
from app.web import logs, metrics
from app.web.guard import public
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people

SECRET = "Aino Aalto"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """What was written since the last look; the whole text too."""
    logs.configure("INFO")

    def read() -> tuple[list[dict[str, Any]], str]:
        said = capsys.readouterr().err
        return [json.loads(line) for line in said.splitlines()], said

    read()
    return read


@pytest.fixture(scope="module")
def house(settings: Settings) -> Flask:
    app = create_app(settings)

    def fault(name: str) -> str:
        known = name
        with context.globally(), database.reading() as db:
            db.execute(text("SELECT CAST(:known AS integer)"), {"known": known})
        return known

    app.add_url_rule("/tests/fault/<name>", "tests.fault", public("a fault of tests", manual=True)(fault))
    return app


def test_a_request_is_one_line_with_its_route_and_no_path(
    browser: FlaskClient, municipality: Municipality, told: Any
) -> None:
    answer = browser.get(f"/{municipality.slug}/look.css?q=Aino+Aalto")
    lines, said = told()
    [line] = [one for one in lines if one["event"] == "request"]
    assert (line["route"], line["status"], line["method"]) == ("/<slug>/look.css", 200, "GET")
    assert line["municipality"] == municipality.slug
    assert line["trace"] == answer.headers["X-Request-ID"]
    assert line["ms"] > 0
    assert "Aalto" not in said


def test_a_line_knows_no_person(app: Flask, municipality: Municipality, told: Any) -> None:
    person_id = people.member(municipality, "team_lead", name=SECRET)
    browser = app.test_client()
    people.sign_in(browser, person_id)
    browser.get("/me", base_url="https://localhost")
    browser.get(f"/nowhere/{person_id}", base_url="https://localhost", headers={"X-Forwarded-For": "198.51.100.7"})
    _, said = told()
    assert said
    assert not [one for one in (str(person_id), SECRET, "198.51.100.7", "127.0.0.1") if one in said]


def test_an_error_tells_where_and_never_what_was_typed(house: Flask, told: Any) -> None:
    answer = house.test_client().get("/tests/fault/Aino Aalto")
    lines, said = told()
    assert answer.status_code == 500
    [fault] = [one for one in lines if "faults" in one]
    kinds = [one["error"] for one in fault["faults"]]
    assert "sqlalchemy.exc.DataError" in kinds
    assert {one.get("sqlstate") for one in fault["faults"]} >= {"22P02"}
    assert any(place.endswith(" fault") for place in fault["faults"][0]["stack"])
    assert fault["trace"] == answer.headers["X-Request-ID"]
    assert answer.headers["X-Request-ID"] in answer.text
    assert "Aalto" not in said


def test_what_libraries_say_comes_without_its_values(told: Any) -> None:
    logging.getLogger("some.library").warning("could not reach %s", SECRET)
    logging.getLogger("some.library").warning("no mailbox aino@esimerkki.example here")
    logging.getLogger("some.library").info("chatter")
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("some.library").exception("failed for %s", SECRET)
    lines, said = told()
    assert [one["said"] for one in lines] == ["could not reach %s", "no mailbox … here", "failed for %s"]
    assert lines[2]["faults"][0]["error"] == "builtins.ValueError"
    assert SECRET not in said


@pytest.mark.parametrize(
    ("given", "taken"),
    [("abcdefgh-1", True), ("short", False), ("x" * 65, False), ("a b c d e f g", False), ("ääääääää", False)],
)
def test_a_trusted_proxys_number_is_kept_when_it_is_one(given: str, taken: bool) -> None:
    requests = logs.Requests(lambda _environ, _start: [], trusting=True)
    number = requests._number({"HTTP_X_REQUEST_ID": given})
    assert (number == given) is taken
    assert logs.GIVEN.fullmatch(number)


def test_nobody_elses_number_is_kept(browser: FlaskClient) -> None:
    given = "from-outside-1"
    answer = browser.get("/healthz", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] != given


def test_quiet_addresses_are_quiet_while_all_is_well(browser: FlaskClient, told: Any) -> None:
    browser.get("/healthz")
    assert told()[0] == []


def test_unknown_routes_and_methods_are_one_figure_each(browser: FlaskClient) -> None:
    for n in range(5):
        browser.get(f"/nowhere/{n}")
        browser.open(f"/nowhere/{n}", method=f"ODD{n}")
    figures = metrics.text().decode()
    assert "/nowhere" not in figures
    assert "ODD" not in figures
    assert 'kumina_answers_total{method="other",route="none"' in figures


def test_every_line_is_json_whatever_it_holds(told: Any) -> None:
    structlog.get_logger().info("odd", thing=object(), line="two\nlines", letters="äö")
    [line] = told()[0]
    assert line["line"] == "two\nlines"
