"""What somebody sees is on the record before the page leaves; a page that cannot be accounted for does not leave."""

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import record
from app.accounts.permission_table import EXTENSION
from app.accounts.rules import Permission
from app.config import Settings
from app.factory import create_app
from app.record import queries, sightings
from app.record.entries import Entry
from app.record.queries import Sought
from app.values.missing import Missing
from app.web import accounting, transactions
from app.web.guard import requires
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people

SEEN = [uuid4() for _ in range(3)]


@pytest.fixture(scope="module")
def house(settings: Settings) -> Flask:
    """The house with pages that show personal data."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions[EXTENSION]["tests.see"] = Permission("tests.see", "see", frozenset({"social_counsellor"}))
    behaviours: dict[str, Callable[[], str | tuple[str, int]]] = {
        "one": lambda: _shown("tests.client_seen", SEEN[0]),
        "list": lambda: _shown("tests.list_seen", *SEEN) + _shown("tests.list_seen", SEEN[0]),
        "nobody": lambda: _shown("tests.list_seen"),
        "refused": lambda: (_shown("tests.client_seen", SEEN[0]), 422),
        "gone": _gone,
        "broken": _broken,
    }

    def page(what: str) -> str | tuple[str, int]:
        return behaviours[what]()

    def item(item_id: UUID) -> str:
        raise Missing(str(item_id))

    fresh = ("tests.page", "tests.item")
    app.add_url_rule("/<slug>/tests/<what>", fresh[0], requires("tests.see")(page), methods=["GET", "POST"])
    app.add_url_rule("/<slug>/tests/items/<uuid:item_id>", fresh[1], requires("tests.see")(item))
    others = {name: view for name, view in app.view_functions.items() if name not in fresh}
    app.view_functions = {name: app.view_functions[name] for name in fresh}
    from app.accounts import admission  # noqa: PLC0415 - the guard of the house itself

    transactions.wrap_views(app, admit=admission.admit, afterwards=accounting.account_for)
    app.view_functions |= others
    return app


def _shown(event: str, *subjects: UUID) -> str:
    record.saw(event, subjects=subjects)
    return "seen"


def _gone() -> str:
    record.saw("tests.client_seen", subjects=SEEN[0])
    raise Missing("gone")


def _broken() -> str:
    record.saw("tests.client_seen", subjects=SEEN[0])
    raise RuntimeError("on purpose")


@pytest.fixture
def counsellor(house: Flask, municipality: Municipality) -> UUID:
    return people.member(municipality, "social_counsellor")


@pytest.fixture
def browser(house: Flask, counsellor: UUID) -> FlaskClient:
    browser = house.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(browser, counsellor, roles=("social_counsellor",))
    return browser


def entries(where: Municipality) -> list[Entry]:
    with context.entering(where.id, roles=("clock",)), database.reading():
        return [one.entry for one in reversed(queries.newest(Sought(), offset=0, limit=100))]


def test_a_page_about_one_person_is_recorded(
    browser: FlaskClient, municipality: Municipality, counsellor: UUID
) -> None:
    assert browser.get(f"/{municipality.slug}/tests/one").text == "seen"
    [entry] = entries(municipality)
    assert (entry.event, entry.person_id, entry.roles) == ("tests.client_seen", counsellor, ("social_counsellor",))
    assert entry.subjects == (SEEN[0],)


def test_a_list_is_one_entry_with_the_set_of_ids(browser: FlaskClient, municipality: Municipality) -> None:
    browser.get(f"/{municipality.slug}/tests/list")
    [entry] = entries(municipality)
    assert set(entry.subjects) == set(SEEN)


def test_an_empty_list_shows_nobody(browser: FlaskClient, municipality: Municipality) -> None:
    assert browser.get(f"/{municipality.slug}/tests/nobody").status_code == 200
    assert entries(municipality) == []


def test_a_refused_form_shows_the_person_too(browser: FlaskClient, municipality: Municipality) -> None:
    assert browser.post(f"/{municipality.slug}/tests/refused").status_code == 422
    assert [entry.event for entry in entries(municipality)] == ["tests.client_seen"]


def test_a_request_that_ends_badly_still_accounts_for_what_it_read(
    browser: FlaskClient, municipality: Municipality
) -> None:
    assert browser.get(f"/{municipality.slug}/tests/gone").status_code == 404
    assert [entry.event for entry in entries(municipality)] == ["tests.client_seen", accounting.DENIED]


def test_a_member_turned_away_is_recorded_with_what_was_asked(
    house: Flask, browser: FlaskClient, municipality: Municipality, counsellor: UUID
) -> None:
    asked = uuid4()
    assert browser.get(f"/{municipality.slug}/tests/items/{asked}").status_code == 404
    [entry] = entries(municipality)
    assert (entry.event, entry.subjects) == (accounting.DENIED, (asked,))
    assert entry.facts == {"status": 404, "page": "tests.item"}


def test_a_member_without_the_right_is_recorded(house: Flask, municipality: Municipality) -> None:
    client = people.member(municipality, "client")
    browser = house.test_client()
    people.sign_in(browser, client)
    answer = browser.get(f"/{municipality.slug}/tests/one", base_url="https://localhost")
    assert answer.status_code == 403
    [entry] = entries(municipality)
    assert (entry.person_id, entry.facts["status"]) == (client, 403)


def test_strangers_and_members_of_other_places_leave_no_entry(
    house: Flask, municipality: Municipality, neighbour: Municipality
) -> None:
    browser = house.test_client()
    assert browser.get(f"/{municipality.slug}/tests/one", base_url="https://localhost").status_code == 302
    people.sign_in(browser, people.member(neighbour, "team_lead"))
    assert browser.get(f"/{municipality.slug}/tests/one", base_url="https://localhost").status_code == 404
    assert entries(municipality) == []
    assert entries(neighbour) == []


def test_a_page_that_cannot_be_accounted_for_is_not_shown(
    browser: FlaskClient, municipality: Municipality, superuser: psycopg.Connection
) -> None:
    with superuser.transaction():
        browser.get(f"/{municipality.slug}/tests/one")
        superuser.execute(
            "INSERT INTO record_entry SELECT municipality_id, number + 1, at, person_id, roles, event,"
            " subjects, facts, trace, mac FROM record_entry WHERE municipality_id = %s",
            (municipality.id,),
        )
    answer = browser.get(f"/{municipality.slug}/tests/one")  # its number is taken: the entry cannot be written
    assert answer.status_code == 500
    assert "seen" not in answer.text
    superuser.execute("DELETE FROM record_entry WHERE municipality_id = %s AND number = 2", (municipality.id,))
    assert browser.get(f"/{municipality.slug}/tests/one").text == "seen"
    assert len(entries(municipality)) == 2


def test_what_one_request_saw_is_never_anothers(browser: FlaskClient, municipality: Municipality) -> None:
    assert browser.get(f"/{municipality.slug}/tests/broken").status_code == 500
    count = len(entries(municipality))
    assert browser.get(f"/{municipality.slug}/tests/nobody").status_code == 200
    assert len(entries(municipality)) == count


def test_seeing_where_nobody_accounts_is_refused(municipality: Municipality) -> None:
    sightings._gathered.set(None)
    with context.entering(municipality.id), pytest.raises(RuntimeError, match="nobody accounts"):
        record.saw("tests.client_seen", subjects=SEEN)
