"""The wizard in the browser: steps from facts, several people at once, nothing lost, nothing ticked that is seen."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.opening import queries
from app.opening.rules import steps
from app.web.clock import today
from tenants import context, database, registry
from tenants.registry import Municipality
from tests.factories import associations, browsing, openings, people, steering, worktasks
from tests.factories.steering import ADMIN

SEEN = 'name="seen" type="hidden" value="'


@pytest.fixture
def where(app: Flask) -> Municipality:
    return openings.preparing()


@pytest.fixture
def admin(where: Municipality, browser: FlaskClient) -> UUID:
    by = steering.installed(where)
    people.sign_in(browser, by, roles=ADMIN)
    return by


@pytest.fixture
def colleague(app: Flask, where: Municipality, admin: UUID) -> FlaskClient:
    """Another admin at another browser."""
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(client, people.member(where, *ADMIN, name="Kerttu Kollega"), roles=ADMIN)
    return client


def send(browser: FlaskClient, where: Municipality, path: str, typed: Any = None, page: str = "") -> Any:
    return browsing.send(
        browser, f"/{where.slug}/opening/{path}", typed, page=f"/{where.slug}/opening/{page}" if page else ""
    )


def shown(browser: FlaskClient, where: Municipality, path: str = "") -> str:
    answer = browser.get(f"/{where.slug}/opening/{path}")
    assert answer.status_code == 200, path
    return answer.text


def facts(where: Municipality) -> Any:
    with context.entering(where.id, roles=ADMIN), database.reading():
        return queries.facts(registry.by_id(where.id), today=today(), marks=queries.marks())


def day(number: int, month: int, year: int) -> list[str]:
    return [str(number), str(month), str(year)]


DECISION = {
    "body": "Kunnanhallitus",
    "section": "§ 12",
    "decided_on": day(1, 10, 2026),
    "valid_from": day(1, 12, 2026),
    "link": "https://kuvitela.example/12",
    "seen": "0",
}
WORDS = {"welcome": "Tervetuloa", "contact": "040 000 0000", "hours": ""}


def test_the_admins_home_leads_into_the_wizard_until_it_is_open(
    browser: FlaskClient, where: Municipality, admin: UUID
) -> None:
    answer = browser.get(f"/{where.slug}/")
    assert answer.status_code == 302
    assert answer.location == f"/{where.slug}/opening/"
    with context.entering(where.id, roles=("operator",)), database.writing():
        registry.move(where.id, "open", at=steering.NOW)
    assert browser.get(f"/{where.slug}/opening/").status_code == 200  # where the registry is read anew
    home = browser.get(f"/{where.slug}/")
    assert home.status_code == 200
    assert f'href="/{where.slug}/opening/"' in home.text


def test_a_decision_is_a_fact_that_makes_its_step_done(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    assert not facts(where).services[0].is_decided
    assert send(browser, where, "decisions/rehabilitative_work", DECISION).status_code == 302
    page = shown(browser, where, "decisions")
    assert "Kunnanhallitus § 12" in page
    assert "189/2001" in page, "the limits and their law stand beside the decision"
    assert facts(where).services[0].is_decided
    assert browser.get(f"/{where.slug}/opening/decisions/work_trial").status_code == 404, "not in use here"


def test_a_decision_is_written_down_once_it_is_made(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    answer = send(browser, where, "decisions/rehabilitative_work", DECISION | {"decided_on": day(1, 1, 2099)})
    assert answer.status_code == 422
    assert 'value="Kunnanhallitus"' in answer.text, "what was typed stays"


def test_paying_nothing_is_a_decision_too(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    """K18: silence is no decision; a rate and nothing cannot hold at once."""
    assert facts(where).reimbursement == "open"
    assert send(browser, where, "decisions/no_reimbursement", DECISION).status_code == 302
    assert facts(where).reimbursement == "none"
    assert facts(where).unsaid == ()
    assert "§ 12" in shown(browser, where, "reimbursement")


def test_two_who_save_one_form_see_both_and_lose_nothing(
    browser: FlaskClient, where: Municipality, admin: UUID, colleague: FlaskClient
) -> None:
    assert SEEN + '0"' in shown(browser, where, "texts/fi")
    assert send(colleague, where, "texts/fi", WORDS | {"welcome": "Kertun sanat", "seen": "0"}).status_code == 302
    mine = send(browser, where, "texts/fi", WORDS | {"welcome": "Omat sanani", "seen": "0"})
    assert mine.status_code == 422
    for words in ("Kertun sanat", "Omat sanani", "Kerttu Kollega"):
        assert words in mine.text
    assert SEEN + '1"' in mine.text, "saving once more is said over the other's"
    assert send(browser, where, "texts/fi", WORDS | {"welcome": "Molempien sanat", "seen": "1"}).status_code == 302
    assert "Molempien sanat" in shown(browser, where, "texts")


def test_what_was_half_filled_before_another_saved_stands_beside_it(
    browser: FlaskClient, where: Municipality, admin: UUID, colleague: FlaskClient
) -> None:
    draft = WORDS | {"welcome": "Puolivalmis", "contact": "", "seen": "0", "draft-version": "0"}
    assert send(browser, where, "texts/sv", draft).status_code == 422
    assert send(colleague, where, "texts/sv", WORDS | {"welcome": "Färdigt", "seen": "0"}).status_code == 302
    page = shown(browser, where, "texts/sv")
    assert "Puolivalmis" in page
    assert "Färdigt" in page


def test_who_is_on_a_step_is_shown_to_the_others(
    browser: FlaskClient, where: Municipality, admin: UUID, colleague: FlaskClient
) -> None:
    assert send(browser, where, "steps/texts/take", page="texts").status_code == 302
    assert "Testi Henkilö" in shown(colleague, where)
    assert send(colleague, where, "steps/texts/take", page="texts").status_code == 302
    assert "Kerttu Kollega" in shown(browser, where, "texts")
    assert send(browser, where, "steps/texts/let-go", page="texts").status_code == 302
    assert "Kerttu Kollega" not in shown(browser, where)


def test_only_what_no_system_sees_is_confirmed(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    assert send(browser, where, "confirmed/client_placed", page="practice").status_code == 302
    assert "Testi Henkilö" in shown(browser, where, "practice")
    assert facts(where).confirmed == {"client_placed"}
    assert send(browser, where, "confirmed/client_placed/take-back", page="practice").status_code == 302
    assert facts(where).confirmed == frozenset()
    for seen_by_the_system in ("network", "decisions", "team"):
        assert send(browser, where, f"confirmed/{seen_by_the_system}", page="practice").status_code == 404


def test_the_ways_in_are_answered_one_by_one(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    said = {"is_open": "y", "unit": "Vuxensocialarbetet", "phone": "06 000 0000", "seen": "0"}
    refused = send(browser, where, "ways-in/adult_social_work", said)
    assert refused.status_code == 422, "agreed on which day?"
    said |= {"agreed_on": day(2, 11, 2026)}
    assert send(browser, where, "ways-in/adult_social_work", said).status_code == 302
    assert "Vuxensocialarbetet" in shown(browser, where, "channels")
    assert send(browser, where, "ways-in/employment_authority", {"seen": "0"}).status_code == 302, "not in use"
    assert send(browser, where, "ways-in/self", {"seen": "0"}).status_code == 302
    assert facts(where).channels == {"adult_social_work": True, "employment_authority": False, "self": False}


def test_a_municipality_that_prepares_takes_nobody_in(
    app: Flask, browser: FlaskClient, where: Municipality, superuser: Any
) -> None:
    """K28: first the network and the staff, then the first person."""
    page = browser.get(f"/{where.slug}/contact")
    assert page.status_code == 200
    assert '<form class="kumina-form"' not in page.text
    typed = {"calling_name": "Aino", "reach": "040 123 4567", "language": "fi", "wishes": ""}
    browsing.send(browser, f"/{where.slug}/contact", typed, page="/help")
    count = superuser.execute("SELECT count(*) FROM intake_contact WHERE municipality_id = %s", (where.id,))
    assert count.fetchone() == (0,)
    assert "Ota yhteyttä" not in browser.get(f"/{where.slug}/").text


def test_the_public_page_can_be_off(browser: FlaskClient, municipality: Municipality) -> None:
    by = people.member(municipality, *ADMIN)
    assert '<form class="kumina-form"' in browser.get(f"/{municipality.slug}/contact").text
    openings.channel(municipality, by, "self", is_open=False)
    assert '<form class="kumina-form"' not in browser.get(f"/{municipality.slug}/contact").text
    assert f"/{municipality.slug}/contact" not in browser.get(f"/{municipality.slug}/").text


def test_strangers_read_the_municipalitys_own_words(browser: FlaskClient, municipality: Municipality) -> None:
    by = people.member(municipality, *ADMIN)
    openings.own_text(municipality, by, "sv", welcome="Välkommen hit", contact="Torget 1")
    page = browser.get(f"/{municipality.slug}/").text
    assert "Välkommen hit" in page, "until it is written in the reader's language, in the one there is"
    openings.own_text(municipality, by, "fi", welcome="Tervetuloa tänne")
    page = browser.get(f"/{municipality.slug}/").text
    assert "Tervetuloa tänne" in page
    assert "040 000 0000" in page


def test_the_stages_follow_one_another(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    """K30: project, partnership agreement, part of the services, each with its day and what shows it."""
    said = {"evidence": "Hankepäätös § 5", "began_on": day(1, 9, 2015), "link": "", "seen": "0"}
    assert send(browser, where, "rooting/project", said).status_code == 302
    page = shown(browser, where, "rooting")
    assert "Hankepäätös § 5" in page
    assert "Kehittämiskumppanuussopimus" in page, "what the next stage needs"
    early = said | {"began_on": day(1, 1, 2015)}
    assert send(browser, where, "rooting/partnership_agreement", early).status_code == 422
    assert send(browser, where, "rooting/partnership_agreement", said | {"evidence": " "}).status_code == 422


def test_a_team_lead_looks_and_changes_nothing(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    people.sign_in(browser, people.member(where, "team_lead"), roles=("team_lead",))
    assert "kumina-act" not in shown(browser, where, "texts")
    assert browser.get(f"/{where.slug}/opening/texts/fi").status_code == 403


def test_what_does_not_exist_is_not_there(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    for path in ("coffee", "texts/en", "ways-in/post", "rooting/glory", "decisions/anything"):
        assert browser.get(f"/{where.slug}/opening/{path}").status_code == 404, path


@pytest.mark.parametrize("step", steps.STEPS)
def test_every_step_has_a_page_from_the_first_day_on(
    browser: FlaskClient, where: Municipality, admin: UUID, step: str
) -> None:
    page = shown(browser, where, step)
    assert page.count("<h1") == 1
    assert f'href="/{where.slug}/opening/"' in page


def test_what_is_still_empty_is_shown(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    """Everything has a working default but what only the municipality can say."""
    assert f'href="/{where.slug}/settings/reimbursement/policy"' in shown(browser, where)
    openings.pays_nothing(where, admin)
    assert f'href="/{where.slug}/settings/reimbursement/policy"' not in shown(browser, where)
    services = ["rehabilitative_work", "work_trial"]
    steering.changed(where, "placements", "services_in_use", services, by=admin)
    assert f'href="/{where.slug}/settings/placements/further_rule_sets"' in shown(browser, where)


def test_real_rates_are_offered_to_begin_from(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    page = shown(browser, where, "reimbursement")
    assert "10,09" in page
    assert f"/{where.slug}/reimbursement/decision/new?template=" in page


def test_places_count_once_the_association_is_in_order(browser: FlaskClient, where: Municipality, admin: UUID) -> None:
    """K28: a place without a valid agreement is a promise, not a place."""
    waiting = associations.invited(where, "Odottava ry")
    ready = associations.association(where, "Valmis ry")
    worktasks.task(where, ready)
    found = facts(where)
    assert (found.associations, found.agreements) == (2, 1)
    assert [offer.places for offer in found.offers] == [2]
    assert waiting != ready
    for words in ("Odottava ry", "Valmis ry"):
        assert words in shown(browser, where, "network")
        assert words in shown(browser, where, "agreements")
