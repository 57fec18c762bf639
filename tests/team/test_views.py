"""Working time in the browser: the team's page, one's own, and what a substitute opens."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.web.clock import today
from tenants.registry import Municipality
from tests.factories import intake, people, team
from tests.factories.browsing import send


def boxes(days: int) -> list[str]:
    day = today() + timedelta(days=days)
    return [str(day.day), str(day.month), str(day.year)]


@pytest.fixture
def saara(municipality: Municipality) -> UUID:
    return people.member(municipality, "social_counsellor", name="Saara Satunen")


def week(**change: object) -> dict[str, object]:
    days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "7,5")
    return {"valid_from": boxes(0), **days, "saturday": "", "reserve": "4", **change}


def test_a_counsellor_says_their_own_week(municipality: Municipality, browser: FlaskClient, saara: UUID) -> None:
    people.sign_in(browser, saara)
    home = f"/{municipality.slug}/hours"
    assert send(browser, f"{home}/people/{saara}/week", week(friday="7:15")).location.endswith("/hours/mine")
    assert "37,25" in browser.get(f"{home}/mine").text
    assert browser.get(f"{home}/").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reserve": "3"}, "reserve"), ({"reserve": "5,5"}, "reserve"), ({"monday": "aamu"}, "monday")],
)
def test_k14_what_does_not_fit_is_said_at_its_field(
    municipality: Municipality, browser: FlaskClient, saara: UUID, change: dict[str, str], field: str
) -> None:
    people.sign_in(browser, saara)
    answer = send(browser, f"/{municipality.slug}/hours/people/{saara}/week", week(**change))
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.text
    assert "7,5" in answer.text, "what was typed is still there"


def test_a_colleague_is_not_there_to_change(municipality: Municipality, browser: FlaskClient, saara: UUID) -> None:
    people.sign_in(browser, people.member(municipality, "job_coach"))
    assert browser.get(f"/{municipality.slug}/hours/people/{saara}/week").status_code == 404
    away = team.absence(municipality, saara, first_on=today())
    assert browser.get(f"/{municipality.slug}/hours/absences/{away}").status_code == 404


def test_the_team_lead_sees_the_sums(municipality: Municipality, browser: FlaskClient, saara: UUID) -> None:
    team.week(municipality, saara)
    people.sign_in(browser, people.member(municipality, "team_lead", name="Tiina"))
    page = browser.get(f"/{municipality.slug}/hours/").text
    assert "Saara Satunen" in page
    assert page.count("33,5") >= 2, "one's own free hours, and all together"
    assert "kumina-tag--attention" in page, "the lead has said no hours"


def test_a_substitute_is_named_and_opens_the_client(
    municipality: Municipality, browser: FlaskClient, saara: UUID
) -> None:
    client = intake.client(municipality, saara, calling_name="Aino")
    jouni = people.member(municipality, "job_coach", name="Jouni Juonikas")
    people.sign_in(browser, saara)
    noted = send(
        browser,
        f"/{municipality.slug}/hours/people/{saara}/away",
        {"first_on": boxes(0), "last_on": boxes(2)},
    )
    assert send(browser, noted.location, {"substitute": str(jouni)}).status_code == 302
    people.sign_in(browser, jouni)
    home, page = f"/{municipality.slug}", f"/{municipality.slug}/clients/{client.id}"
    listed = browser.get(f"{home}/clients/").text
    assert "Aino" in listed
    assert "Saara Satunen" in listed, "and for whom one stands in"
    assert "Aino" in browser.get(f"{home}/").text
    opened = browser.get(page)
    assert opened.status_code == 200
    assert f"/clients/{client.id}/" not in opened.text, "what is shared with the counsellor alone is not offered"
    assert "Saara Satunen" in browser.get(f"{home}/hours/mine").text, "colleagues see who is away"
    people.sign_in(browser, saara)
    send(browser, f"{noted.location}/back", {}, page=noted.location)
    people.sign_in(browser, jouni)
    assert browser.get(page).status_code == 404


def test_only_oneself_sees_where_one_works(
    municipality: Municipality, neighbour: Municipality, browser: FlaskClient, saara: UUID
) -> None:
    people.membership(neighbour, saara, "job_coach", name="Saara Satunen")
    people.sign_in(browser, saara)
    assert neighbour.name_fi in browser.get(f"/{municipality.slug}/hours/mine").text
    people.sign_in(browser, people.member(municipality, "team_lead"))
    assert neighbour.name_fi not in browser.get(f"/{municipality.slug}/hours/people/{saara}").text
