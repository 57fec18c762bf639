"""One list of several municipalities: each asked in turn under its own token, with the roles held there alone."""

import re
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient

from app.web.clock import now
from tenants import provisioning, resolution
from tenants.registry import Municipality
from tests.factories import intake, municipalities, people
from tests.house.matrix import watching

DAY = timedelta(days=1)


@pytest.fixture
def three() -> tuple[Municipality, Municipality, Municipality]:
    first, second, third = (municipalities.municipality(name=name) for name in ("Aavala", "Beetala", "Ceetala"))
    return first, second, third


@pytest.fixture
def saara(three: tuple[Municipality, ...], browser: FlaskClient) -> UUID:
    """A counsellor in two municipalities, an admin in the third."""
    person_id = people.person("Saara Satunen")
    for where, role in zip(three, ("social_counsellor", "job_coach", "municipality_admin"), strict=True):
        people.membership(where, person_id, role, name="Saara Satunen")
    people.sign_in(browser, person_id)
    return person_id


def contact(where: Municipality, name: str, *, days_ago: int) -> UUID:
    by = people.member(where, "social_counsellor")
    return intake.contact(where, by, calling_name=name, at=now() - days_ago * DAY)


def listed(page: str, *names: str) -> list[str]:
    """These names in the order in which the page says them first."""
    return sorted((name for name in names if name in page), key=page.index)


def test_what_waits_stands_in_one_list_by_its_day(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient
) -> None:
    first, second, _ = three
    contact(first, "Kerttu", days_ago=1)
    late = contact(second, "Hilppa", days_ago=9)
    soon = contact(first, "Ruusu", days_ago=4)
    intake.client(second, saara, calling_name="Vilho", at=now())
    page = browser.get("/work").text
    assert listed(page, "Kerttu", "Hilppa", "Ruusu", "Vilho") == ["Hilppa", "Ruusu", "Vilho", "Kerttu"]
    assert f"/{second.slug}/intake/{late}" in page
    assert f"/{first.slug}/intake/{soon}" in page
    assert page.count(first.name_fi) >= 3


def test_a_role_held_elsewhere_opens_nothing_here(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient
) -> None:
    """A counsellor there is an admin here, and an admin sees neither contacts nor clients (design § 7)."""
    third = three[2]
    contact(third, "Näkymätön", days_ago=3)
    intake.client(third, calling_name="Salainen")
    page = browser.get("/work").text
    assert "Näkymätön" not in page
    assert "Salainen" not in page
    assert third.name_fi in page


def test_ones_own_clients_only(three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient) -> None:
    intake.client(three[0], calling_name="Toisen asiakas", at=now())
    assert "Toisen asiakas" not in browser.get("/work").text


def test_a_suspended_municipality_is_said_so(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient
) -> None:
    first, second, _ = three
    contact(first, "Kerttu", days_ago=1)
    contact(second, "Hilppa", days_ago=1)
    provisioning.suspend(second.id, by=None, at=now())
    resolution.forget()
    page = browser.get("/work").text
    assert "Kerttu" in page
    assert "Hilppa" not in page
    assert "kumina-tag--attention" in page


def test_one_that_fails_is_said_so_and_breaks_no_other(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient, superuser: psycopg.Connection
) -> None:
    """A day that Python cannot read: the database answers, and reading the answer fails."""
    first, second, _ = three
    contact(first, "Kerttu", days_ago=1)
    broken = contact(second, "Hilppa", days_ago=1)
    superuser.execute("UPDATE intake_contact SET contacted_at = 'infinity' WHERE id = %s", (broken,))
    answer = browser.get("/work")
    assert answer.status_code == 200
    assert "Kerttu" in answer.text
    assert "kumina-tag--danger" in answer.text
    assert re.search(rf"kumina-notice.*?{second.name_fi}", answer.text, re.DOTALL)


def test_each_municipality_is_asked_as_often_as_its_own_page_would(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient
) -> None:
    """Two questions for a counsellor, none for an admin, whatever the number of rows; one for which there are."""

    def asked() -> int:
        with watching.watching() as seen:
            browser.get("/work")
        return len(seen.reading)

    before = asked()
    assert before <= 2 * 2 + 1
    for number in range(3):
        contact(three[0], f"Lisä {number}", days_ago=number)
        intake.client(three[1], saara, calling_name=f"Oma {number}", at=now())
    assert asked() == before


def test_every_look_is_recorded_where_it_was(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient, superuser: psycopg.Connection
) -> None:
    first, second, _ = three
    contact(first, "Kerttu", days_ago=1)
    intake.client(second, saara, calling_name="Vilho", at=now())
    browser.get("/work")
    rows = superuser.execute(
        "SELECT municipality_id, event, roles FROM record_entry WHERE person_id = %s AND event LIKE '%%_seen'", (saara,)
    ).fetchall()
    assert sorted(rows, key=str) == sorted(
        [
            (first.id, "intake.contacts_seen", ["social_counsellor"]),
            (second.id, "intake.clients_seen", ["job_coach"]),
        ],
        key=str,
    )


def test_strangers_sign_in_first(browser: FlaskClient) -> None:
    assert browser.get("/work").status_code == 302


def test_own_pages_lead_back_to_where_one_came_from(
    three: tuple[Municipality, ...], saara: UUID, browser: FlaskClient
) -> None:
    def back(path: str) -> list[str]:
        links = re.findall(r'govuk-service-navigation__link"\s+href="([^"]+)"', browser.get(path).text)
        return [link for link in links if link != "/work"]

    assert back("/me") == [], "nobody knows yet where one was"
    browser.get(f"/{three[1].slug}/")
    assert back("/me") == back("/permissions") == back("/me/factors") == [f"/{three[1].slug}/"]
    browser.get(f"/{three[2].slug}/team/")
    assert back("/work") == [f"/{three[2].slug}/"]


def test_who_has_one_municipality_always_finds_back(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(municipality, "job_coach"))
    page = browser.get("/permissions").text
    assert f'href="/{municipality.slug}/"' in page
    assert 'href="/work"' not in page, "one list of one is the home page"
