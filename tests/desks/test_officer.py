"""The officer reads in plain words who saw and who changed what; nobody else may, and reading is recorded too."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import record
from app.desks.officer import pages
from app.factory import EVENTS, HOUSE
from app.record.entries import EVENT
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside

OFFICER = "data_protection_officer"
LEAD = ("team_lead",)


@pytest.fixture
def lead(municipality: Municipality) -> UUID:
    return people.member(municipality, *LEAD, name="Liisa Lähiesihenkilö")


@pytest.fixture
def client(municipality: Municipality) -> UUID:
    return people.member(municipality, "client", name="Aino Asiakas")


@pytest.fixture
def acts(municipality: Municipality, lead: UUID) -> Callable[..., None]:
    """The lead does things that are recorded, a minute apart."""

    def done(*events: str, subject: UUID | None = None, **facts: object) -> None:
        with inside(municipality, person_id=lead, roles=LEAD):
            for n, event in enumerate(events):
                record.write(event, subject=subject, by=lead, at=NOW + timedelta(minutes=n), **facts)

    return done


@pytest.fixture
def officer(browser: FlaskClient, municipality: Municipality) -> Callable[..., str]:
    """The officer looks; answers the page."""
    person_id = people.person("Onni Ombud", language="en")
    people.membership(municipality, person_id, OFFICER, name="Onni Ombud")
    people.sign_in(browser, person_id, roles=(OFFICER,))

    def looks(query: str = "") -> str:
        answer = browser.get(f"/{municipality.slug}/record{query}")
        assert answer.status_code == 200
        return answer.text

    return looks


def body(page: str) -> str:
    return page.split("<tbody", 1)[1].split("</tbody>", maxsplit=1)[0] if "<tbody" in page else ""


def test_entries_are_plain_sentences_with_names(
    officer: Callable[..., str], acts: Callable[..., None], client: UUID
) -> None:
    acts("intake.client_seen", "attendance.month_confirmed", subject=client, month="2026-09", key="x-1")
    acts("reimbursement.claim_approved", total=12108, role="job_coach", valid_to="2026-10-31", code="186")
    page = body(officer())
    assert "Liisa Lähiesihenkilö" in page
    assert "Team lead" in page
    assert "Aino Asiakas" in page
    assert "Month: September 2026<" in page, "the key is for nobody to read"
    assert "code: 186 · Role: Job coach · Sum: €121.08 · In force until: 31 Oct 2026" in page
    assert "intake.client_seen" not in page
    assert page.index("No. 2") < page.index("No. 1"), "newest first"


def test_reading_it_is_recorded_with_everybody_shown(
    officer: Callable[..., str], acts: Callable[..., None], municipality: Municipality, lead: UUID, client: UUID
) -> None:
    acts("intake.client_seen", subject=client)
    officer()
    assert "The record was read" in body(officer())
    with context.entering(municipality.id, roles=("clock",)), database.reading() as db:
        seen = db.execute(
            text("SELECT subjects FROM record_entry WHERE municipality_id = :here AND number = 2"),
            {"here": municipality.id},
        ).scalar_one()
    assert set(seen) == {lead, client}


def test_it_can_be_narrowed_by_event_person_and_subject(
    officer: Callable[..., str], acts: Callable[..., None], lead: UUID, client: UUID
) -> None:
    acts("intake.client_seen", subject=client)
    acts("intake.contacts_seen")
    by_event = body(officer("?event=intake.contacts_seen"))
    assert by_event.count("<tr") == 1
    assert "Aino Asiakas" not in by_event
    assert body(officer(f"?subject={client}&event=intake.client_seen")).count("<tr") == 1
    by_person = officer(f"?person={lead}")
    assert body(by_person).count("<tr") == 2
    assert "By Liisa Lähiesihenkilö" in by_person
    assert f"person={lead}" in body(officer())
    for odd in ("?event=nothing.such", "?person=x", "?subject=';--", "?page=999", "?page=x"):
        assert officer(odd)


def test_many_entries_come_in_pages(officer: Callable[..., str], acts: Callable[..., None]) -> None:
    acts(*["intake.contacts_seen"] * 60)
    first, third = officer("?event=intake.contacts_seen"), officer("?event=intake.contacts_seen&page=3")
    assert (body(first).count("<tr"), body(third).count("<tr")) == (25, 10)
    assert "of 60" in first


def test_only_the_officer_may(browser: FlaskClient, municipality: Municipality, lead: UUID) -> None:
    address = f"/{municipality.slug}/record"
    assert browser.get(address).status_code == 302
    people.sign_in(browser, lead, roles=LEAD)
    assert browser.get(address).status_code == 403


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_event_has_a_sentence_in_every_language(app: Flask, language: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": language}):
        said = pages.events()
    assert len(said) == sum(len(events) for events in EVENTS) + len(pages.EVENTS)
    assert all(EVENT.fullmatch(name) for name in said)
    assert not [name for name, sentence in said.items() if sentence == name or not sentence.strip()]


def test_everything_the_house_records_has_a_sentence(app: Flask) -> None:
    known = {name for events in (*EVENTS, pages.EVENTS) for name in events}
    found = set()
    for file in HOUSE.rglob("*.py"):
        found |= set(re.findall(r"record\.(?:write|saw)\(\s*\"([a-z_.0-9]+)\"", file.read_text()))
        found |= set(re.findall(r"\bSeen\(\s*\"([a-z_.0-9]+)\"", file.read_text()))
    assert found
    assert sorted(found - known) == []
