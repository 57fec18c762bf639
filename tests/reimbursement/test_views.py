"""Money in the browser: decided, prepared, explained, approved by somebody else; nothing at all without a decision."""

from datetime import date
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient

from tenants.registry import Municipality
from tests.factories import attendance, intake, people, placements, reimbursement
from tests.factories.attendance import OCTOBER
from tests.factories.browsing import send
from tests.factories.placements import Placed
from tests.factories.reimbursement import ADMIN, APPROVER, FINANCE


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    """Twelve days confirmed in October."""
    made = placements.placement(municipality)
    attendance.confirmed(municipality, made, attended=12)
    return made


@pytest.fixture
def claim_id(municipality: Municipality, placed: Placed) -> UUID:
    reimbursement.policy(municipality)
    return reimbursement.prepared(municipality)[0]


def typed(**changes: object) -> dict[str, object]:
    return {
        "service_type": "rehabilitative_work",
        "day": "10,09",
        "valid_from": ["1", "1", "2026"],
        "valid_to": ["", "", ""],
        "body": "Kaupunkikehityslautakunta",
        "section": "54 §",
        "decided_on": ["16", "5", "2018"],
        "source": "",
        **changes,
    }


def root(where: Municipality) -> str:
    return f"/{where.slug}/reimbursement"


def test_without_a_decision_there_is_no_page_about_money(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    """K18."""
    for person_id in (people.member(municipality, *FINANCE, *APPROVER), placed.volunteer_id):
        people.sign_in(browser, person_id)
        for path in ("/", "/2026-10", "/own", "/decision"):
            assert browser.get(root(municipality) + path).status_code in (403, 404)
    people.sign_in(browser, placed.volunteer_id)
    week = browser.get(f"/{municipality.slug}/attendance/").text
    assert "/reimbursement/" not in week
    reimbursement.policy(municipality)
    assert f"{root(municipality)}/own" in browser.get(f"/{municipality.slug}/attendance/").text


def test_an_admin_decides_from_the_example(municipality: Municipality, browser: FlaskClient) -> None:
    reimbursement.templates(municipality)
    placements.rule_set(municipality)
    people.sign_in(browser, people.member(municipality, *ADMIN))
    page = browser.get(f"{root(municipality)}/decision").text
    assert f"{root(municipality)}/decision/new?template=jarvenpaa_2018" in page
    form = f"{root(municipality)}/decision/new?template=jarvenpaa_2018"
    assert 'value="10,09"' in browser.get(form).text
    assert send(browser, form, typed()).status_code == 302
    decided = browser.get(f"{root(municipality)}/decision").text
    assert "10,09\xa0€" in decided
    assert "Kaupunkikehityslautakunta 16.5.2018, 54 §" in decided


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "kymppi"}, "day"),
        ({"day": "0"}, "day"),
        ({"decided_on": ["1", "1", "2199"]}, "decided_on-day"),
        ({"valid_to": ["31", "12", "2025"]}, "valid_to-day"),
        ({"body": ""}, "body"),
        ({"section": " "}, "section"),
    ],
)
def test_a_decision_that_cannot_stand_is_told_beside_its_field(
    municipality: Municipality, browser: FlaskClient, changes: dict[str, object], field: str
) -> None:
    placements.rule_set(municipality)
    people.sign_in(browser, people.member(municipality, *ADMIN))
    answer = send(browser, f"{root(municipality)}/decision/new", typed(**changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_two_rates_of_one_day_are_refused_in_words(municipality: Municipality, browser: FlaskClient) -> None:
    placements.rule_set(municipality)
    reimbursement.policy(municipality, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    people.sign_in(browser, people.member(municipality, *ADMIN))
    answer = send(browser, f"{root(municipality)}/decision/new", typed(valid_from=["1", "12", "2026"], day="20"))
    assert answer.status_code == 422
    assert "10,09" in answer.text


def test_finance_prepares_a_month(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    reimbursement.policy(municipality)
    people.sign_in(browser, people.member(municipality, *FINANCE))
    assert f"{root(municipality)}/{OCTOBER}" in browser.get(f"{root(municipality)}/").text
    page = f"{root(municipality)}/{OCTOBER}"
    assert send(browser, f"{page}/prepare", page=page).status_code == 302
    shown = browser.get(page).text
    assert "121,08\xa0€" in shown
    assert f"{page}/prepare" not in shown
    assert send(browser, f"{page}/prepare", page=page).status_code == 302
    early = send(browser, f"{root(municipality)}/2199-01/prepare", page=page)
    assert early.status_code == 422


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "12 osallistumispäivää × 10,09\xa0€ = 121,08\xa0€"),
        ("sv", "12 närvarodagar × 10,09\xa0€ = 121,08\xa0€"),
        ("en", "12 attended days × €10.09 = €121.08"),
    ],
)
def test_a_claim_says_in_a_sentence_what_it_is(
    municipality: Municipality, browser: FlaskClient, claim_id: UUID, language: str, sentence: str
) -> None:
    reader = people.person("Raija Rahanen", language=language)
    people.membership(municipality, reader, *FINANCE)
    people.sign_in(browser, reader)
    page = browser.get(f"{root(municipality)}/claims/{claim_id}").text
    assert sentence in page
    assert "Kaupunkikehityslautakunta" in page


def test_a_claim_leads_back_to_its_days_without_a_name(
    municipality: Municipality, browser: FlaskClient, claim_id: UUID
) -> None:
    people.sign_in(browser, people.member(municipality, *FINANCE))
    page = browser.get(f"{root(municipality)}/claims/{claim_id}").text
    assert "Aino" not in page
    start = page.index(f"{root(municipality)}/claims/{claim_id}/lines/")
    days = browser.get(page[start : page.index('"', start)]).text
    assert days.count('<th scope="row"') == 12
    assert "Aino" not in days


def test_whose_days_finance_looked_at_is_recorded(
    municipality: Municipality, browser: FlaskClient, placed: Placed, claim_id: UUID, superuser: psycopg.Connection
) -> None:
    """Finance sees no name; the record, which is for the officer, knows whose days they were."""
    people.sign_in(browser, people.member(municipality, *FINANCE))
    claim = browser.get(f"{root(municipality)}/claims/{claim_id}").text
    line = claim.partition("/lines/")[2].partition('"')[0]
    assert browser.get(f"{root(municipality)}/claims/{claim_id}/lines/{line}").status_code == 200
    seen = superuser.execute(
        "SELECT subjects FROM record_entry WHERE municipality_id = %s AND event = 'reimbursement.days_seen'",
        (municipality.id,),
    ).fetchall()
    assert [set(subjects) for (subjects,) in seen] == [{placed.id, placed.client.person_id}]


def test_the_association_sees_its_own_claim_with_its_own_people(
    municipality: Municipality, browser: FlaskClient, claim_id: UUID, placed: Placed
) -> None:
    people.sign_in(browser, placed.volunteer_id)
    assert f"/claims/{claim_id}" in browser.get(f"{root(municipality)}/own").text
    page = browser.get(f"{root(municipality)}/claims/{claim_id}").text
    assert "Aino" in page
    assert f"/{municipality.slug}/attendance/placements/{placed.id}/{OCTOBER}" in page
    assert "/approve" not in page
    people.sign_in(browser, placements.placement(municipality).volunteer_id)
    assert browser.get(f"{root(municipality)}/claims/{claim_id}").status_code == 404
    assert f"/claims/{claim_id}" not in browser.get(f"{root(municipality)}/own").text


def test_who_speaks_for_several_associations_sees_whose_claim_it_is(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    second = placements.placement(municipality)
    attendance.confirmed(municipality, second, attended=3)
    reimbursement.policy(municipality)
    reimbursement.prepared(municipality)
    named = '<span class="kumina-note">Rannan Martat ry</span>'
    people.sign_in(browser, placed.volunteer_id)
    assert named not in browser.get(f"{root(municipality)}/own").text
    people.membership(municipality, placed.volunteer_id, "association_member", association_id=second.association_id)
    assert browser.get(f"{root(municipality)}/own").text.count(named) == 2


def test_a_second_person_approves(municipality: Municipality, browser: FlaskClient, claim_id: UUID) -> None:
    people.sign_in(browser, people.member(municipality, *APPROVER))
    page = f"{root(municipality)}/claims/{claim_id}"
    assert f"{page}/approve" in browser.get(page).text
    assert send(browser, f"{page}/approve").status_code == 302
    assert f"{page}/approve" not in browser.get(page).text
    again = send(browser, f"{page}/approve")
    assert again.status_code == 422


def test_the_preparer_is_told_why_somebody_else_approves(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    reimbursement.policy(municipality)
    both = people.member(municipality, *FINANCE, *APPROVER)
    (claim_id,) = reimbursement.prepared(municipality, by=both)
    people.sign_in(browser, both)
    page = f"{root(municipality)}/claims/{claim_id}"
    shown = browser.get(page).text
    assert "Teit tämän laskelman itse" in shown
    assert f"{page}/approve" not in shown
    refused = send(browser, f"{page}/approve")
    assert refused.status_code == 422
    assert "govuk-error-summary" in refused.text


def test_a_line_of_another_claim_is_not_there(municipality: Municipality, browser: FlaskClient, claim_id: UUID) -> None:
    people.sign_in(browser, people.member(municipality, *FINANCE))
    wrong = f"{root(municipality)}/claims/{claim_id}/lines/{intake.client(municipality).id}"
    assert browser.get(wrong).status_code == 404
