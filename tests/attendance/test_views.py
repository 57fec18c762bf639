"""Days in the browser: one tap each on the association's phone, the month confirmed, the client's own look."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.attendance import models
from app.values.period import Month
from app.web.clock import now, today
from tenants import database
from tenants.registry import Municipality
from tests.factories import attendance, intake, people, placements, worktasks
from tests.factories.attendance import MEMBER
from tests.factories.browsing import send
from tests.factories.municipalities import inside
from tests.factories.placements import Placed

EVERY_DAY = placements.lasting(weekdays=frozenset({1, 2, 3, 4}))
LAST_MONTH = Month.of(today()).before()


@pytest.fixture
def placed(municipality: Municipality, browser: FlaskClient) -> Placed:
    """Somebody who comes Monday to Thursday; a volunteer of the association is signed in."""
    made = placements.placement(municipality, terms=EVERY_DAY)
    people.sign_in(browser, made.volunteer_id)
    return made


def week(where: Municipality, day: date | None = None) -> str:
    return f"/{where.slug}/attendance/" + (f"?day={day.isoformat()}" if day else "")


def month(where: Municipality, placed: Placed, of: Month = LAST_MONTH) -> str:
    return f"/{where.slug}/attendance/placements/{placed.id}/{of}"


def said(where: Municipality, placed: Placed) -> tuple[dict[date, str], int]:
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        day, db = models.Day, database.session()
        found = db.execute(select(day.day_on, day.answer).where(day.placement_id == placed.id))
        return {row.day_on: row.answer for row in found}, db.execute(
            select(func.count()).select_from(models.Event)
        ).scalar_one()


def a_day(where: Municipality, placed: Placed) -> date:
    """An agreed day of last month."""
    return attendance.roster(where, placed, LAST_MONTH)[0]


def chosen(browser: FlaskClient, page: str, day: date, placed: Placed) -> dict[str, str]:
    """The two buttons of a day, and which of them is pressed."""
    button = rf'value="(\w+)\.{day.isoformat()}\.{placed.id}"\s+aria-pressed="(\w+)"'
    return dict(re.findall(button, browser.get(page).text))


def tap(answer: str, day: date, placement_id: UUID) -> dict[str, str]:
    return {"mark": f"{answer}.{day.isoformat()}.{placement_id}", "key": str(uuid4())}


def test_one_tap_says_that_somebody_came(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    day = a_day(municipality, placed)
    assert chosen(browser, week(municipality, day), day, placed) == {"present": "false", "absent": "false"}
    answer = send(browser, week(municipality, day), tap("present", day, placed.id))
    assert answer.status_code == 302
    assert answer.location.endswith(f"#{day.isoformat()}-{answer.location[-9:]}")
    assert chosen(browser, week(municipality, day), day, placed) == {"present": "true", "absent": "false"}
    assert said(municipality, placed) == ({day: "present"}, 1)


def test_a_tap_sent_twice_is_one(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    day = a_day(municipality, placed)
    pressed = tap("absent", day, placed.id)
    assert [send(browser, week(municipality, day), pressed).status_code for _ in range(3)] == [302] * 3
    assert said(municipality, placed) == ({day: "absent"}, 1)


def test_everybody_came_with_one_tap(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    second = placements.placement(
        municipality, client=intake.client(municipality, calling_name="Eino"), task_id=placed.task_id, terms=EVERY_DAY
    )
    day = a_day(municipality, placed)
    attendance.marked(municipality, placed, day, answer="absent", at=now())
    answer = send(browser, week(municipality, day), {"rest": day.isoformat(), "key": str(uuid4())})
    assert answer.status_code == 302
    assert said(municipality, placed)[0] == {day: "absent"}
    assert said(municipality, second)[0] == {day: "present"}


def test_a_day_to_come_is_refused_in_words(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    ahead = next(day for n in range(1, 15) if (day := today() + timedelta(days=n)).isoweekday() == 2)
    answer = send(browser, week(municipality), tap("present", ahead, placed.id))
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert said(municipality, placed) == ({}, 0)


@pytest.mark.parametrize(
    "mark", ["", "nonsense", "present.2026-13-01.x", "maybe.2026-11-24.00000000-0000-0000-0000-000000000000"]
)
def test_a_button_that_is_not_ours_is_a_bad_request(
    municipality: Municipality, browser: FlaskClient, placed: Placed, mark: str
) -> None:
    answer = send(browser, week(municipality), {"mark": mark, "key": str(uuid4())})
    assert answer.status_code == 400


def test_another_associations_participant_is_not_there(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    stranger = placements.placement(municipality, terms=EVERY_DAY)
    day = a_day(municipality, placed)
    assert send(browser, week(municipality, day), tap("present", day, stranger.id)).status_code == 404
    assert browser.get(month(municipality, stranger)).status_code == 404
    confirming = send(browser, f"{month(municipality, stranger)}/confirm", page=week(municipality))
    assert confirming.status_code == 404


def test_a_month_is_answered_and_confirmed(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    page = month(municipality, placed)
    early = send(browser, f"{page}/confirm", page=page)
    assert early.status_code == 422
    assert "govuk-error-summary" in early.text
    assert f"{page}/confirm" not in browser.get(page).text
    assert send(browser, page, {"rest": "month", "key": str(uuid4())}).status_code == 302
    assert f"{page}/confirm" in browser.get(page).text
    assert send(browser, f"{page}/confirm", page=page).status_code == 302
    shown = browser.get(page).text
    assert "aria-pressed" not in shown
    again = send(browser, f"{page}/confirm", page=week(municipality))
    assert again.status_code == 422


def test_months_that_wait_are_on_the_phone_page(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    assert month(municipality, placed) in browser.get(week(municipality)).text
    for of in (LAST_MONTH, LAST_MONTH.before()):
        attendance.confirmed(municipality, placed, of, at=now())
    links = re.findall(r'href="([^"]*/\d{4}-\d{2})"', browser.get(week(municipality, LAST_MONTH.first_on)).text)
    assert month(municipality, placed) not in [link for link in links if "Ready" in link]


def test_a_client_sees_their_own_days_only(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    attendance.confirmed(municipality, placed, LAST_MONTH, attended=3, at=now())
    people.sign_in(browser, placed.client.person_id)
    assert "3 osallistumispäivää" in browser.get(f"/{municipality.slug}/attendance/mine?month={LAST_MONTH}").text
    assert browser.get(week(municipality)).status_code == 403
    assert browser.get(f"/{municipality.slug}/attendance/mine?month=nonsense").status_code == 200


def test_a_day_to_come_is_not_said_to_lack_an_answer(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    people.sign_in(browser, placed.client.person_id)
    page = f"/{municipality.slug}/attendance/mine?month="
    to_come = browser.get(f"{page}{Month.of(today()).after()}").text
    assert "Tulossa" in to_come
    assert "Ei vielä merkitty" not in to_come
    assert "Ei vielä merkitty" in browser.get(f"{page}{LAST_MONTH}").text


def test_the_counsellor_looks_and_does_not_mark(
    municipality: Municipality, browser: FlaskClient, placed: Placed
) -> None:
    attendance.confirmed(municipality, placed, LAST_MONTH, attended=2, at=now())
    page = f"/{municipality.slug}/attendance/clients/{placed.client.id}?month={LAST_MONTH}"
    people.sign_in(browser, placed.client.counsellor_id)
    assert "2 osallistumispäivää" in browser.get(page).text
    assert browser.get(month(municipality, placed)).status_code == 403
    people.sign_in(browser, people.member(municipality, "social_counsellor"))
    assert browser.get(page).status_code == 404


def test_the_phone_page_is_light(municipality: Municipality, browser: FlaskClient, placed: Placed) -> None:
    """Six people and a whole week, below 100 kB on the first load (style and script are kept by the phone)."""
    for name in ("Eino", "Helmi", "Toivo", "Impi", "Urho"):
        client = intake.client(municipality, calling_name=name)
        task_id = worktasks.task(municipality, placed.association_id, by=placed.volunteer_id)
        placements.placement(municipality, client=client, task_id=task_id, terms=EVERY_DAY)
    assert len(browser.get(week(municipality, a_day(municipality, placed))).data) < 100_000
