"""Marking and confirming on the real database: repeated, at once, and against the rules."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Executable, delete, func, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.attendance import actions, models, queries
from app.attendance.rules import Answer, Mark
from app.placements import queries as placing
from app.values.ids import new_id
from app.values.missing import Missing
from app.values.period import Month
from app.values.refusal import Refused
from tenants import database
from tenants.registry import Municipality
from tests.factories import associations, attendance, people, placements
from tests.factories.attendance import MEMBER, OCTOBER
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import AUTUMN, Placed

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    return placements.placement(municipality)


def mark(
    where: Municipality, placed: Placed, day: date, answer: Answer = "present", *, page_key: UUID | None = None
) -> int:
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        return actions.mark_days(
            marks=[Mark(placed.id, day, answer)],
            page_key=page_key or uuid4(),
            own={placed.association_id},
            by=placed.volunteer_id,
            at=NOW,
        )


def confirm(where: Municipality, placed: Placed, month: Month = OCTOBER, *, at: datetime = NOW) -> None:
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        actions.confirm_month(
            placement_id=placed.id, month=month, own={placed.association_id}, by=placed.volunteer_id, at=at
        )


def said(where: Municipality, placed: Placed) -> tuple[list[tuple[date, str, int]], int]:
    """The days as they stand and how many events led there."""
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        db, day = database.session(), models.Day
        days = db.execute(
            select(day.day_on, day.answer, day.minutes).where(day.placement_id == placed.id).order_by(day.day_on)
        )
        events = select(func.count()).select_from(models.Event).where(models.Event.placement_id == placed.id)
        return [(row.day_on, row.answer, row.minutes) for row in days], db.execute(events).scalar_one()


def write(where: Municipality, placed: Placed, *rows: object) -> None:
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        for row in rows:
            database.session().add(row)
            database.session().flush()


def change(where: Municipality, placed: Placed, statement: Executable) -> int:
    with inside(where, person_id=placed.volunteer_id, roles=MEMBER):
        return database.session().execute(statement).rowcount  # type: ignore[attr-defined]


def refused(code: str, act: object) -> None:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    assert caught.value.refusal.code == code


def test_a_day_is_as_long_as_agreed_and_nothing_when_away(municipality: Municipality, placed: Placed) -> None:
    assert mark(municipality, placed, TUESDAY) == 1
    assert said(municipality, placed) == ([(TUESDAY, "present", 300)], 1)
    assert mark(municipality, placed, TUESDAY, "absent") == 1
    assert said(municipality, placed) == ([(TUESDAY, "absent", 0)], 2)


def test_the_same_answer_sent_again_says_nothing_new(municipality: Municipality, placed: Placed) -> None:
    page = uuid4()
    assert mark(municipality, placed, TUESDAY, page_key=page) == 1
    assert mark(municipality, placed, TUESDAY, page_key=page) == 0
    assert mark(municipality, placed, TUESDAY, "absent", page_key=page) == 1
    assert said(municipality, placed) == ([(TUESDAY, "absent", 0)], 2)


def test_twenty_taps_of_one_button_are_one(municipality: Municipality, placed: Placed) -> None:
    page = uuid4()
    with ThreadPoolExecutor(8) as pool:
        new = list(pool.map(lambda _n: mark(municipality, placed, TUESDAY, page_key=page), range(20)))
    assert sorted(new) == [0] * 19 + [1]
    assert said(municipality, placed) == ([(TUESDAY, "present", 300)], 1)


def test_a_week_of_several_people_is_all_or_none(municipality: Municipality, placed: Placed) -> None:
    week = [date(2026, 11, 23), TUESDAY]
    stranger = placements.placement(municipality)
    marks = [Mark(of, day, "present") for of in (placed.id, stranger.id) for day in week]
    by = placed.volunteer_id
    with inside(municipality, person_id=by, roles=MEMBER), pytest.raises(Missing):
        actions.mark_days(marks=marks, page_key=uuid4(), own={placed.association_id}, by=by, at=NOW)
    assert said(municipality, placed) == ([], 0)
    with inside(municipality, person_id=by, roles=MEMBER):
        own = {placed.association_id, stranger.association_id}
        assert actions.mark_days(marks=marks, page_key=uuid4(), own=own, by=by, at=NOW) == 4


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 25) + timedelta(days=1), "attendance.day_not_come"),
        (date(2026, 11, 20), "attendance.day_not_agreed"),
        (date(2026, 8, 31), "attendance.day_not_agreed"),
    ],
)
def test_what_cannot_be_answered_is_refused(municipality: Municipality, placed: Placed, day: date, code: str) -> None:
    refused(code, lambda: mark(municipality, placed, day))


def test_nobody_answers_for_themself_in_the_associations_name(municipality: Municipality, placed: Placed) -> None:
    own = replace(placed, volunteer_id=placed.client.person_id)
    refused("attendance.own_days", lambda: mark(municipality, own, TUESDAY))
    attendance.marked(municipality, placed, *attendance.roster(municipality, placed))
    refused("attendance.own_days", lambda: confirm(municipality, own))
    confirm(municipality, placed)


def test_a_day_is_spent_in_one_place(municipality: Municipality) -> None:
    """The rules keep two placements off one day; should they ever meet, the database still counts one."""
    placed = placements.placement(municipality, terms=replace(AUTUMN, weekdays=frozenset({2})))
    mark(municipality, placed, TUESDAY)
    other = placements.placement(municipality, client=placed.client, terms=replace(AUTUMN, weekdays=frozenset({5})))
    said = {
        "placement_id": other.id,
        "client_person_id": placed.client.person_id,
        "day_on": TUESDAY,
        "answer": "absent",
    }
    event = models.Event(**said, id=new_id(), minutes=0, key=uuid4(), marked_at=NOW, marked_by=other.volunteer_id)
    with pytest.raises(IntegrityError, match="attendance_day_is_spent_once"):
        write(municipality, other, event, models.Day(**said, minutes=0, event_id=event.id))


def test_a_month_is_confirmed_when_it_is_over_and_answered(municipality: Municipality, placed: Placed) -> None:
    refused("attendance.days_unanswered", lambda: confirm(municipality, placed))
    days = attendance.roster(municipality, placed)
    assert attendance.confirmed(municipality, placed, absent=days[:2]) == len(days) - 2
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        row = database.session().scalars(select(models.ConfirmedMonth)).one()
    assert (row.month_on, row.attended_days, row.confirmed_by) == (OCTOBER.first_on, len(days) - 2, placed.volunteer_id)


def test_a_month_that_goes_on_is_not_confirmed(municipality: Municipality, placed: Placed) -> None:
    refused("attendance.month_not_over", lambda: confirm(municipality, placed, Month(2026, 11)))
    just_before = datetime(2026, 11, 30, 21, 59, tzinfo=UTC)
    refused("attendance.month_not_over", lambda: confirm(municipality, placed, Month(2026, 11), at=just_before))
    just_after = datetime(2026, 11, 30, 22, 1, tzinfo=UTC)  # already December in Finland
    refused("attendance.days_unanswered", lambda: confirm(municipality, placed, Month(2026, 11), at=just_after))


def test_after_confirming_nothing_changes(municipality: Municipality, placed: Placed) -> None:
    attendance.confirmed(municipality, placed)
    before = said(municipality, placed)
    refused("attendance.month_is_confirmed", lambda: mark(municipality, placed, date(2026, 10, 1), "absent"))
    refused("attendance.month_is_confirmed", lambda: confirm(municipality, placed))
    assert said(municipality, placed) == before


def test_the_database_itself_holds_a_confirmed_day(municipality: Municipality, placed: Placed) -> None:
    attendance.confirmed(municipality, placed)
    assert change(municipality, placed, update(models.Day).values(answer="absent", minutes=0)) == 0
    for statement in (
        update(models.ConfirmedMonth).values(attended_days=31),
        update(models.Event).values(answer="absent"),
        delete(models.Event),
        delete(models.Day),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            change(municipality, placed, statement)


def test_confirming_at_once_confirms_once(municipality: Municipality, placed: Placed) -> None:
    attendance.marked(municipality, placed, *attendance.roster(municipality, placed))

    def act(_n: int) -> str:
        try:
            confirm(municipality, placed)
        except Refused as no:
            return no.refusal.code
        return "confirmed"

    with ThreadPoolExecutor(5) as pool:
        answers = sorted(pool.map(act, range(5)))
    assert answers == ["attendance.month_is_confirmed"] * 4 + ["confirmed"]


def test_a_mark_that_comes_with_the_confirming_is_counted_or_refused(municipality: Municipality) -> None:
    """Whichever comes first, the confirmed count is what the days say."""
    for _ in range(6):
        placed = placements.placement(municipality)
        days = attendance.roster(municipality, placed)
        attendance.marked(municipality, placed, *days)

        def change_one(placed: Placed = placed, day: date = days[3]) -> None:
            with suppress(Refused):
                mark(municipality, placed, day, "absent")

        with ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(confirm, municipality, placed), pool.submit(change_one)]:
                future.result()
        with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
            month = models.ConfirmedMonth
            counted = (
                database.session().scalars(select(month.attended_days).where(month.placement_id == placed.id)).one()
            )
            sheet = queries.month(placing.placement(placed.id), OCTOBER)
        assert counted == sheet.attended


def test_another_associations_month_is_not_there(municipality: Municipality, placed: Placed) -> None:
    stranger = replace(placed, association_id=associations.association(municipality, "Toinen ry"))
    with pytest.raises(Missing):
        mark(municipality, stranger, TUESDAY)
    with pytest.raises(Missing):
        confirm(municipality, stranger)


def test_only_the_association_may_mark_also_by_the_database(municipality: Municipality, placed: Placed) -> None:
    by = people.member(municipality, "team_lead")
    with pytest.raises(ProgrammingError, match="row-level"), inside(municipality, person_id=by, roles=("team_lead",)):
        actions.mark_days(
            marks=[Mark(placed.id, TUESDAY, "present")], page_key=uuid4(), own={placed.association_id}, by=by, at=NOW
        )
