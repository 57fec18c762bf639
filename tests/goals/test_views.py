"""The ladder in the browser: its client writes, a counsellor reads what is shared, and nobody else opens it (K7)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.goals import queries
from app.goals.rules import Ladder
from tenants.registry import Municipality
from tests.factories import goals, intake, people
from tests.factories.browsing import send
from tests.factories.goals import as_client
from tests.factories.intake import Joined

TEXTS = {"goal": "Omat sanani", "benefits": "", "already_done": "", "history": "", "wished_support": ""}


@pytest.fixture
def client(municipality: Municipality, browser: FlaskClient) -> Joined:
    """A client with two rungs, signed in."""
    joined = goals.ladder(municipality)
    people.sign_in(browser, joined.person_id)
    return joined


def of(where: Municipality, client: Joined) -> Ladder:
    with as_client(where, client):
        found = queries.ladder_of(client.person_id)
    assert found is not None
    return found


def do(browser: FlaskClient, where: Municipality, act: str, typed: dict[str, str] | None = None) -> TestResponse:
    """Press a button on the ladder's page."""
    return send(browser, f"/{where.slug}/ladder/{act}", typed, page=f"/{where.slug}/ladder/")


def test_the_ladder_is_drawn_with_its_own_words(
    municipality: Municipality, browser: FlaskClient, client: Joined
) -> None:
    page = browser.get(f"/{municipality.slug}/ladder/").text
    for words in ("Työ keittiössä", "Soitan kahvilaan", "Suoritan hygieniapassin", "Oma rytmi ja omaa rahaa"):
        assert words in page
    assert page.index("Suoritan hygieniapassin") < page.index("Soitan kahvilaan")
    assert "style=" not in page


def test_before_the_first_word_the_page_invites(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, intake.client(municipality).person_id)
    page = browser.get(f"/{municipality.slug}/ladder/", headers={"Accept-Language": "fi"}).text
    assert "Mihin haluat päästä?" in page
    assert "Vain sinä voit kirjoittaa tähän." in page


def test_words_are_written_and_may_be_left_out(
    municipality: Municipality, browser: FlaskClient, client: Joined
) -> None:
    assert send(browser, f"/{municipality.slug}/ladder/write", TEXTS).status_code == 302
    assert (of(municipality, client).goal, of(municipality, client).benefits) == ("Omat sanani", "")


def test_a_step_is_added_changed_and_left_out(municipality: Municipality, browser: FlaskClient, client: Joined) -> None:
    added = send(browser, f"/{municipality.slug}/ladder/steps/new", {"words": "Kolmas", "due_on": ["1", "2", "2027"]})
    assert added.status_code == 302
    rung = of(municipality, client).rungs[-1]
    changed = send(browser, f"/{municipality.slug}/ladder/steps/{rung.id}", {"words": "Kolmas, toisin"})
    assert changed.location.endswith(f"#step-{rung.id}")
    assert of(municipality, client).rungs[-1].words == "Kolmas, toisin"
    assert do(browser, municipality, f"steps/{rung.id}/drop").status_code == 302
    assert [one.id for one in of(municipality, client).dropped] == [rung.id]


def test_a_step_without_words_is_refused_at_its_field(
    municipality: Municipality, browser: FlaskClient, client: Joined
) -> None:
    answer = send(browser, f"/{municipality.slug}/ladder/steps/new", {"words": " "})
    assert answer.status_code == 422
    assert 'href="#words"' in answer.text


def test_steps_are_moved_and_reached_by_buttons(
    municipality: Municipality, browser: FlaskClient, client: Joined
) -> None:
    lowest = goals.first_rung(municipality, client)
    assert do(browser, municipality, f"steps/{lowest}/move", {"way": "up"}).status_code == 302
    assert of(municipality, client).rungs[-1].id == lowest
    assert do(browser, municipality, f"steps/{lowest}/reach").status_code == 302
    assert of(municipality, client).rungs[-1].state == "reached"
    assert do(browser, municipality, f"steps/{lowest}/reopen").status_code == 302
    assert do(browser, municipality, f"steps/{lowest}/move", {"way": "sideways"}).status_code == 400


def test_the_client_decides_who_reads(
    municipality: Municipality, browser: FlaskClient, client: Joined, app: Flask
) -> None:
    counsellor = counsellor_of(app, client)
    path = f"/{municipality.slug}/ladder/of/{client.id}"
    assert "Työ keittiössä" not in counsellor.get(path).text
    assert do(browser, municipality, "share", {"shared": "whole"}).status_code == 302
    page = counsellor.get(path).text
    assert "Työ keittiössä" in page
    assert "<form" not in page[page.index("<main") : page.index("</main>")]
    assert do(browser, municipality, "share", {"shared": "nothing"}).status_code == 302
    assert "Työ keittiössä" not in counsellor.get(path).text
    assert do(browser, municipality, "share", {"shared": "everybody"}).status_code == 400


def test_k7_only_ones_own_counsellor_reads(municipality: Municipality, browser: FlaskClient) -> None:
    client = goals.ladder(municipality, shared=True)
    people.sign_in(browser, people.member(municipality, "job_coach"))
    assert browser.get(f"/{municipality.slug}/ladder/of/{client.id}").status_code == 404


@pytest.mark.parametrize("role", ["social_counsellor", "job_coach", "team_lead", "municipality_admin", "finance"])
def test_k7_no_route_writes_for_anybody_else(municipality: Municipality, browser: FlaskClient, role: str) -> None:
    client = goals.ladder(municipality, shared=True)
    rung, before = goals.first_rung(municipality, client), of(municipality, client)
    people.sign_in(browser, people.member(municipality, role))
    for path in ("write", "steps/new", f"steps/{rung}"):
        assert browser.get(f"/{municipality.slug}/ladder/{path}").status_code == 403
    for act in ("write", "steps/new", "share", *(f"steps/{rung}{one}" for one in ("", "/move", "/reach", "/drop"))):
        answer = send(
            browser, f"/{municipality.slug}/ladder/{act}", {"words": "x", "way": "up"}, page=f"/{municipality.slug}/"
        )
        assert answer.status_code == 403
    assert of(municipality, client) == before


def test_another_clients_step_is_not_there(municipality: Municipality, browser: FlaskClient, client: Joined) -> None:
    theirs = goals.first_rung(municipality, goals.ladder(municipality))
    assert browser.get(f"/{municipality.slug}/ladder/steps/{theirs}").status_code == 404
    for act in ("reach", "drop", "reopen"):
        assert do(browser, municipality, f"steps/{theirs}/{act}").status_code == 404


def counsellor_of(app: Flask, client: Joined) -> FlaskClient:
    """A second browser, of the client's own counsellor."""
    browser = app.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(browser, client.counsellor_id)
    return browser
