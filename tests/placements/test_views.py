"""Placements in the browser: agreed within the law, refused in words, seen by whom they concern."""

from datetime import date
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.placements.rules import last_day_of, reference
from app.web.clock import today
from tenants.registry import Municipality
from tests.factories import associations, intake, people, placements, worktasks
from tests.factories.browsing import send
from tests.factories.intake import Joined
from tests.factories.placements import Placed

FIRST_ON = date(2026, 9, 1)


@pytest.fixture
def client(municipality: Municipality, browser: FlaskClient) -> Joined:
    """A client whose counsellor is signed in."""
    placements.rule_set(municipality)
    joined = intake.client(municipality)
    people.sign_in(browser, joined.counsellor_id)
    return joined


@pytest.fixture
def task_id(municipality: Municipality) -> UUID:
    return worktasks.task(municipality, associations.association(municipality, "Rannan Martat ry"), places=1)


def typed(client: Joined, task_id: UUID, **changes: object) -> dict[str, object]:
    last_on = changes.pop("last_on", last_day_of(FIRST_ON, 3))
    assert isinstance(last_on, date)
    return {
        "client_id": str(client.id),
        "task_id": str(task_id),
        "service_type": "rehabilitative_work",
        "first_on": boxes(FIRST_ON),
        "last_on": boxes(last_on),
        "weekdays": ["1", "2", "3", "4"],
        "hours_a_day": "4,5",
        "supervisor": "Sirkka",
        "plan_basis": "activation_plan",
        "plan_on": boxes(date(2026, 8, 20)),
        **changes,
    }


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def new(where: Municipality) -> str:
    return f"/{where.slug}/placements/new"


def test_a_counsellor_places_an_own_client(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    saved = send(browser, new(municipality), typed(client, task_id))
    assert saved.status_code == 302
    page = browser.get(saved.location).text
    for words in ("Aino", "Kahvilan apulainen", "Rannan Martat ry", "Sirkka", "4,5"):
        assert words in page
    assert "Aino" in browser.get(f"/{municipality.slug}/placements/").text
    assert "Kahvilan apulainen" in browser.get(f"/{municipality.slug}/placements/clients/{client.id}").text


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"weekdays": ["1", "2", "3", "4", "5"]}, "weekdays", "4"),
        ({"hours_a_day": "9"}, "hours_a_day", "8"),
        ({"hours_a_day": "3:30"}, "hours_a_day", "4"),
        ({"last_on": date(2026, 10, 31)}, "last_on-day", "30.11.2026"),
        ({"last_on": date(2028, 9, 1)}, "last_on-day", "31.8.2028"),
    ],
)
def test_what_the_law_does_not_allow_is_told_beside_the_field(  # noqa: PLR0917
    municipality: Municipality,
    browser: FlaskClient,
    client: Joined,
    task_id: UUID,
    changes: dict[str, object],
    field: str,
    said: str,
) -> None:
    answer = send(browser, new(municipality), typed(client, task_id, **changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert said in answer.text
    assert "laki kuntouttavasta työtoiminnasta (189/2001)" in answer.text


def test_everything_wrong_is_told_at_once(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    wrong = {"weekdays": ["1", "2", "3", "4", "5"], "hours_a_day": "9", "last_on": date(2026, 10, 31)}
    answer = send(browser, new(municipality), typed(client, task_id, **wrong))
    for field in ("weekdays", "hours_a_day", "last_on-day"):
        assert f'href="#{field}"' in answer.text


def test_a_year_with_a_figure_too_many_is_no_date(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    answer = send(browser, new(municipality), typed(client, task_id, first_on=["1", "9", "9999"]))
    assert answer.status_code == 422
    assert 'href="#first_on-day"' in answer.text


@pytest.mark.parametrize("hours", ["monta", "4,25", "-5", "4 h"])
def test_hours_that_cannot_be_read_are_asked_again(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID, hours: str
) -> None:
    answer = send(browser, new(municipality), typed(client, task_id, hours_a_day=hours))
    assert answer.status_code == 422
    assert 'href="#hours_a_day"' in answer.text


def test_a_full_task_is_refused_in_words(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    placements.placement(municipality, task_id=task_id)
    answer = send(browser, new(municipality), typed(client, task_id))
    assert answer.status_code == 422
    assert 'href="#task_id"' in answer.text


def test_drafts_and_other_counsellors_clients_are_no_choice(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    draft = worktasks.task(municipality, published=False, name="Luonnos")
    stranger = intake.client(municipality, calling_name="Vieras")
    page = browser.get(new(municipality)).text
    assert "Luonnos" not in page
    assert "Vieras" not in page
    for wrong in (typed(client, draft), typed(stranger, task_id)):
        assert send(browser, new(municipality), wrong).status_code == 422


def test_a_client_page_leads_here_with_the_client_chosen(
    municipality: Municipality, browser: FlaskClient, client: Joined, task_id: UUID
) -> None:
    page = browser.get(f"/{municipality.slug}/placements/new?client_id={client.id}").text
    assert f'<option value="{client.id}" selected>' in page


def test_a_placement_is_ended(municipality: Municipality, browser: FlaskClient) -> None:
    placed = placements.placement(municipality, terms=placements.lasting())
    people.sign_in(browser, placed.client.counsellor_id)
    page = f"/{municipality.slug}/placements/{placed.id}"
    too_late = send(browser, f"{page}/end", {"ended_on": ["1", "1", "2099"]})
    assert too_late.status_code == 422
    assert 'href="#ended_on-day"' in too_late.text
    assert send(browser, f"{page}/end", {"ended_on": boxes(today())}).status_code == 302
    assert f"{page}/end" not in browser.get(page).text


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    return placements.placement(municipality, terms=placements.lasting())


def test_another_counsellor_finds_nothing(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    people.sign_in(browser, people.member(municipality, "job_coach"))
    page = f"/{municipality.slug}/placements/{placed.id}"
    assert browser.get(page).status_code == 404
    assert browser.get(f"{page}/end").status_code == 404
    assert browser.get(f"/{municipality.slug}/placements/clients/{placed.client.id}").status_code == 404
    assert "Aino" not in browser.get(f"/{municipality.slug}/placements/").text


def test_the_team_lead_sees_everybody(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    people.sign_in(browser, people.member(municipality, "team_lead"))
    assert browser.get(f"/{municipality.slug}/placements/{placed.id}").status_code == 200
    assert "Aino" in browser.get(f"/{municipality.slug}/placements/").text


def test_the_association_sees_what_it_needs_and_no_plan(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    """K16: whoever inducts knows the days and the task; K17: and which counsellor to call."""
    people.sign_in(browser, placed.volunteer_id)
    page = browser.get(f"/{municipality.slug}/placements/hosted/{placed.id}").text
    assert "Testi Henkilö" in page
    assert "Aino" in page
    assert "Sirkka" in page
    assert "suunnitelma" not in page.lower()
    stranger = placements.placement(municipality)
    assert browser.get(f"/{municipality.slug}/placements/hosted/{stranger.id}").status_code == 404


def test_a_client_sees_their_own_placement(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    people.sign_in(browser, placed.client.person_id)
    page = browser.get(f"/{municipality.slug}/placements/mine").text
    assert "Kahvilan apulainen" in page
    assert "Sirkka" in page
    other = placements.placement(municipality, supervisor="Tuntematon")
    assert "Tuntematon" not in browser.get(f"/{municipality.slug}/placements/mine").text
    assert reference(other.id) not in page


def test_nobody_placed_yet_says_what_to_do(municipality: Municipality, browser: FlaskClient, client: Joined) -> None:
    page = browser.get(f"/{municipality.slug}/placements/").text
    assert f"/{municipality.slug}/placements/new" in page
