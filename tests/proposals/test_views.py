"""An association proposes itself in the browser, without scripts, and learns nothing of others."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.values import ids
from tenants.registry import Municipality
from tests.factories import associations, people, proposals
from tests.factories.browsing import send
from tests.fakes import ytj

FINNISH = {"Accept-Language": "fi"}
TYPED = {
    "name": "Keksityn rannan kylätalo ry",
    "kind": "association",
    "business_id": "0737546-2",
    "offer": "Talkoita ja kahvilaa.",
    "contact_name": "Ehdottava Essi",
    "language": "fi",
}


def typed(**change: str) -> dict[str, str]:
    return TYPED | {"email": f"{ids.new_id().hex}@yhdistys.example"} | change


@pytest.fixture
def register(app: Flask) -> Iterator[ytj.Register]:
    """This installation asks a register of businesses."""
    settings = app.config["KUMINA"]
    with ytj.serving() as asked:
        app.config["KUMINA"] = settings.model_copy(update={"business_register_url": asked.url})
        yield asked
        app.config["KUMINA"] = settings


def test_the_answer_is_the_same_whoever_is_known_here(municipality: Municipality, browser: FlaskClient) -> None:
    path = f"/{municipality.slug}/propose"
    fresh = send(browser, path, typed())
    associations.association(municipality, business_id="0737546-2")
    known = send(browser, path, typed())
    assert (fresh.status_code, fresh.location) == (known.status_code, known.location) == (302, f"{path}/thanks")


def test_a_good_and_an_invented_link_look_the_same(municipality: Municipality, browser: FlaskClient) -> None:
    good = f"/{municipality.slug}/propose/confirm/{proposals.proposed(municipality)}"
    invented = f"/{municipality.slug}/propose/confirm/{'x' * 32}"
    for link in (good, invented):
        assert send(browser, link).location == f"/{municipality.slug}/propose/confirmed"


def test_one_address_sends_only_so_many(municipality: Municipality, browser: FlaskClient) -> None:
    path, email = f"/{municipality.slug}/propose", f"{ids.new_id().hex}@yhdistys.example"
    answers = [send(browser, path, typed(email=email)).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    answers = [send(browser, path, typed()).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429], "ten an hour from one place"


def test_without_a_token_nothing_is_taken(municipality: Municipality, browser: FlaskClient) -> None:
    assert browser.post(f"/{municipality.slug}/propose", data=typed()).status_code == 400


def test_a_proposal_is_read_and_taken_in(municipality: Municipality, browser: FlaskClient) -> None:
    made = proposals.confirmed(municipality)
    people.sign_in(browser, people.member(municipality, "team_lead"))
    way = f"/{municipality.slug}/proposals/{made}"
    assert way in browser.get(f"/{municipality.slug}/proposals/").text
    assert "Ehdottava Essi" in browser.get(way).text
    assert "/associations/" in send(browser, f"{way}/take-in").location
    assert "Ehdottava Essi" not in browser.get(way).text
    assert send(browser, f"{way}/decline", {"words": ""}).status_code == 422


def test_the_same_business_id_twice_is_told_to_whoever_decides(
    municipality: Municipality, browser: FlaskClient
) -> None:
    associations.association(municipality, business_id="0737546-2")
    made = proposals.confirmed(municipality, business_id="0737546-2")
    people.sign_in(browser, people.member(municipality, "team_lead"))
    answer = send(browser, f"/{municipality.slug}/proposals/{made}/take-in")
    assert answer.status_code == 422
    assert "on jo yhdistys verkostossa" in answer.text


def test_the_register_fills_in_name_and_kind(
    municipality: Municipality, browser: FlaskClient, register: ytj.Register
) -> None:
    path = f"/{municipality.slug}/propose"
    shown = send(browser, path, {"business_id": "07375462", "offer": "Kahvilaa", "look_up": "1"})
    assert shown.status_code == 200
    assert 'value="Keksityn kylän toimintatupa ry"' in shown.text
    assert "Kahvilaa" in shown.text, "what was typed stays"
    assert register.asked == ["0737546-2"]
    send(browser, path, {"business_id": "123", "look_up": "1"})
    assert register.asked == ["0737546-2"], "a wrong number is not asked about"


@pytest.mark.parametrize("says", ["missing", "garbage", "huge", "wrong"])
def test_a_register_that_fails_stops_nobody(
    municipality: Municipality, browser: FlaskClient, register: ytj.Register, says: str
) -> None:
    register.says = says
    path = f"/{municipality.slug}/propose"
    assert send(browser, path, typed(look_up="1")).status_code == 200
    assert send(browser, path, typed()).status_code == 302


def test_without_a_register_there_is_no_button(municipality: Municipality, browser: FlaskClient) -> None:
    assert 'name="look_up"' not in browser.get(f"/{municipality.slug}/propose").text
