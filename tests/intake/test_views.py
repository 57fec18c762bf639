"""Coming in, in the browser: the public page, the morning on which nobody waits (K6), the decision."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.intake import queries
from app.web.clock import now, today
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import intake, people
from tests.factories.browsing import send
from tests.factories.intake import COUNSELLOR

OWN = {"calling_name": "Sanna", "reach": "050 555 1234", "language": "fi", "wishes": "Eläinten kanssa."}


def day(field: str, on: date) -> dict[str, object]:
    """A date as its three boxes are sent."""
    return {field: [str(on.day), str(on.month), str(on.year)]}


@pytest.fixture
def counsellor(municipality: Municipality, browser: FlaskClient) -> UUID:
    """A counsellor, signed in."""
    person_id = people.member(municipality, *COUNSELLOR)
    people.sign_in(browser, person_id)
    return person_id


def test_k1_a_stranger_gets_in_touch_and_is_told_what_happens(municipality: Municipality, browser: FlaskClient) -> None:
    sent = send(browser, f"/{municipality.slug}/contact", OWN)
    assert sent.status_code == 302
    assert "viikon" in browser.get(f"/{municipality.slug}/contact").text
    assert browser.get(sent.location).status_code == 200
    people.sign_in(browser, people.member(municipality, *COUNSELLOR))
    assert "Sanna" in browser.get(f"/{municipality.slug}/intake/").text


def test_the_public_page_asks_for_a_way_to_reach(municipality: Municipality, browser: FlaskClient) -> None:
    answer = send(browser, f"/{municipality.slug}/contact", OWN | {"reach": "kirjastossa"})
    assert answer.status_code == 422
    assert 'href="#reach"' in answer.text
    assert "kirjastossa" in answer.text


def test_the_public_page_is_not_flooded(municipality: Municipality, browser: FlaskClient) -> None:
    answers = [send(browser, f"/{municipality.slug}/contact", OWN).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_what_is_late_is_said_in_words(municipality: Municipality, browser: FlaskClient, counsellor: UUID) -> None:
    intake.contact(municipality, counsellor, calling_name="Pekka", at=now() - timedelta(days=9))
    page = browser.get(f"/{municipality.slug}/intake/", headers={"Accept-Language": "fi"}).text
    assert "2 päivää myöhässä" in page


def test_k6_an_empty_morning_says_so(municipality: Municipality, browser: FlaskClient, counsellor: UUID) -> None:
    assert "Kukaan ei odota" in browser.get(f"/{municipality.slug}/intake/").text


def test_from_contact_to_client(municipality: Municipality, browser: FlaskClient, counsellor: UUID) -> None:
    typed = OWN | {"way_in": "employment_authority"}
    contact = send(browser, f"/{municipality.slug}/intake/new", typed).location
    assert send(browser, f"{contact}/visit", day("visited_on", today())).status_code == 302
    client = send(browser, f"{contact}/yes", day("first_appointment_on", today() + timedelta(days=2)))
    assert "/clients/" in client.location
    assert "Sanna" in browser.get(client.location).text
    assert "Sanna" in browser.get(f"/{municipality.slug}/clients/").text
    assert browser.get(contact).status_code == 404


@pytest.mark.parametrize("asked", [("yes", "first_appointment_on"), ("more-time", "until")])
@pytest.mark.parametrize("days", [-1, 40])
def test_a_day_out_of_reach_is_refused_at_its_field(
    municipality: Municipality, browser: FlaskClient, counsellor: UUID, asked: tuple[str, str], days: int
) -> None:
    path, field = asked
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor, at=now()), counsellor, at=now())
    answer = send(
        browser, f"/{municipality.slug}/intake/{contact_id}/{path}", day(field, today() + timedelta(days=days))
    )
    assert answer.status_code == 422
    assert f'href="#{field}-day"' in answer.text


def test_more_time_is_an_ordinary_answer(municipality: Municipality, browser: FlaskClient, counsellor: UUID) -> None:
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor, at=now()), counsellor, at=now())
    until = today() + timedelta(days=5)
    answer = send(browser, f"/{municipality.slug}/intake/{contact_id}/more-time", day("until", until))
    assert answer.status_code == 302
    with context.entering(municipality.id, person_id=counsellor, roles=COUNSELLOR), database.reading():
        assert queries.contact(contact_id).more_time_until == until


def test_k4_a_no_erases_and_says_so(municipality: Municipality, browser: FlaskClient, counsellor: UUID) -> None:
    contact_id = intake.contact(municipality, counsellor, calling_name="Kalle Katoava")
    answer = send(browser, f"/{municipality.slug}/intake/{contact_id}/no")
    assert answer.status_code == 302
    assert "Kalle Katoava" not in browser.get(f"/{municipality.slug}/intake/").text
    assert browser.get(f"/{municipality.slug}/intake/{contact_id}").status_code == 404


def test_a_counsellor_opens_their_own_clients_alone(
    municipality: Municipality, browser: FlaskClient, counsellor: UUID
) -> None:
    mine, theirs = intake.client(municipality, counsellor), intake.client(municipality, calling_name="Vieras")
    assert browser.get(f"/{municipality.slug}/clients/{mine.id}").status_code == 200
    assert browser.get(f"/{municipality.slug}/clients/{theirs.id}").status_code == 404
    assert "Vieras" not in browser.get(f"/{municipality.slug}/clients/").text


def test_the_team_lead_sees_all_clients(municipality: Municipality, browser: FlaskClient) -> None:
    theirs = intake.client(municipality, calling_name="Vieras")
    people.sign_in(browser, people.member(municipality, "team_lead"))
    assert "Vieras" in browser.get(f"/{municipality.slug}/clients/").text
    assert browser.get(f"/{municipality.slug}/clients/{theirs.id}").status_code == 200


@pytest.mark.parametrize("role", ["municipality_admin", "finance", "data_protection_officer"])
def test_contacts_and_clients_are_no_business_of_others(
    municipality: Municipality, browser: FlaskClient, role: str
) -> None:
    people.sign_in(browser, people.member(municipality, role))
    assert browser.get(f"/{municipality.slug}/intake/").status_code == 403
    assert browser.get(f"/{municipality.slug}/clients/").status_code == 403


def test_two_of_the_same_name_are_told_apart(
    municipality: Municipality, browser: FlaskClient, counsellor: UUID
) -> None:
    for reach in ("040 111 1111", "040 222 2222"):
        intake.contact(municipality, counsellor, calling_name="Aino", reach=reach)
    page = browser.get(f"/{municipality.slug}/intake/").text
    for reach in ("040 111 1111", "040 222 2222"):
        assert f'Aino<span class="govuk-visually-hidden"> {reach}</span>' in page
