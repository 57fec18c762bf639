"""A member's desk shows what their roles look after, and nothing of what they do not."""

import psycopg
import pytest
from flask.testing import FlaskClient

from app.accounts import rules as roles
from tenants.registry import Municipality
from tests.factories import associations, intake, people

FINNISH = {"Accept-Language": "fi"}
CARDS = {
    roles.SOCIAL_COUNSELLOR: {"/intake/", "/clients/", "/worktasks/"},
    roles.MUNICIPALITY_ADMIN: {"/team/", "/associations/", "/reimbursement/decision"},
    roles.DATA_PROTECTION_OFFICER: {"/record"},
}
EVERY_WAY = set().union(*CARDS.values())


@pytest.mark.parametrize("role", sorted(CARDS))
def test_a_desk_leads_to_what_the_role_looks_after(browser: FlaskClient, municipality: Municipality, role: str) -> None:
    people.sign_in(browser, people.member(municipality, role), roles=(role,))
    page = browser.get(f"/{municipality.slug}/", headers=FINNISH)
    assert page.status_code == 200
    for way in CARDS[role]:
        assert f'href="/{municipality.slug}{way}"' in page.text
    for way in EVERY_WAY - CARDS[role] - {"/worktasks/", "/associations/"}:
        assert f'href="/{municipality.slug}{way}"' not in page.text


def test_who_leads_an_association_invites_to_it_from_their_desk(
    browser: FlaskClient, municipality: Municipality
) -> None:
    led, other = (associations.association(municipality, name) for name in ("Rannan Martat ry", "Puupaja ry"))
    who = people.member(municipality, roles.ASSOCIATION_ADMIN, association_id=led)
    people.membership(municipality, who, roles.ASSOCIATION_MEMBER, association_id=other)
    people.sign_in(browser, who)
    page = browser.get(f"/{municipality.slug}/", headers=FINNISH).text
    assert f"/associations/{led}/invite" in page
    assert f"/associations/{other}/invite" not in page


def test_no_decision_no_card_of_money(browser: FlaskClient, municipality: Municipality) -> None:
    """K18: where nothing has been decided, finance sees nothing about claims."""
    people.sign_in(browser, people.member(municipality, roles.FINANCE), roles=(roles.FINANCE,))
    page = browser.get(f"/{municipality.slug}/", headers=FINNISH)
    assert page.status_code == 200
    assert "/reimbursement/" not in page.text


def test_a_client_sees_first_what_happens_next(browser: FlaskClient, municipality: Municipality) -> None:
    """K13: also before anything is booked the page says who owes the next word."""
    people.sign_in(browser, people.member(municipality, roles.CLIENT), roles=(roles.CLIENT,))
    page = browser.get(f"/{municipality.slug}/", headers=FINNISH)
    assert page.status_code == 200
    assert f'href="/{municipality.slug}/ladder/"' in page.text


def test_a_neighbours_member_reads_what_everybody_may(
    browser: FlaskClient, municipality: Municipality, neighbour: Municipality
) -> None:
    people.sign_in(browser, people.member(neighbour, roles.MUNICIPALITY_ADMIN), roles=(roles.MUNICIPALITY_ADMIN,))
    stranger = browser.get(f"/{municipality.slug}/", headers=FINNISH)
    assert stranger.status_code == 200
    assert "/team/" not in stranger.text
    assert f'href="/{municipality.slug}/contact"' in stranger.text


def test_who_belongs_to_one_municipality_is_taken_there(browser: FlaskClient, municipality: Municipality) -> None:
    people.sign_in(browser, people.member(municipality, roles.JOB_COACH), roles=(roles.JOB_COACH,))
    answer = browser.get("/")
    assert answer.status_code == 302
    assert answer.location == f"/{municipality.slug}/"


@pytest.mark.parametrize("path", ["/help", "/feedback", "/privacy", "/accessibility", "/model"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_about_the_service_speak_three_languages(browser: FlaskClient, path: str, language: str) -> None:
    page = browser.get(path, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_the_model_page_has_every_rule(browser: FlaskClient) -> None:
    page = browser.get("/model", headers={"Accept-Language": "en"})
    assert all(f'id="k{number}"' in page.text for number in range(1, 32))


def test_whom_a_desk_shows_is_recorded_by_their_person(
    browser: FlaskClient, municipality: Municipality, superuser: psycopg.Connection
) -> None:
    """Otherwise the record's page about a client would not tell that their counsellor saw them on the desk."""
    client = intake.client(municipality)
    people.sign_in(browser, client.counsellor_id, roles=(roles.SOCIAL_COUNSELLOR,))
    assert "Aino" in browser.get(f"/{municipality.slug}/", headers=FINNISH).text
    seen = superuser.execute(
        "SELECT subjects FROM record_entry WHERE municipality_id = %s AND event = 'intake.clients_seen'",
        (municipality.id,),
    ).fetchall()
    assert seen == [([client.person_id],)]
