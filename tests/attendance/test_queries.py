"""What the association's pages ask: who comes, and which months wait."""

from datetime import date

import pytest

from app.attendance import queries
from app.values.period import Month
from tenants.registry import Municipality
from tests.factories import associations, attendance, intake, placements, worktasks
from tests.factories.attendance import MEMBER, OCTOBER
from tests.factories.municipalities import inside
from tests.factories.placements import Placed

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    return placements.placement(municipality)


def test_a_week_shows_everybody_with_their_days(municipality: Municipality, placed: Placed) -> None:
    eino = placements.placement(
        municipality, client=intake.client(municipality, calling_name="Eino"), task_id=placed.task_id
    )
    attendance.marked(municipality, placed, MONDAY)
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        found = queries.participants({placed.association_id}, first_on=MONDAY, last_on=SUNDAY)
    assert [one.placement.id for one in found] == [placed.id, eino.id]
    assert [day.answer for day in found[0].days] == ["present", None, None, None]
    assert not found[0].is_confirmed(MONDAY)


def test_a_week_of_two_months_knows_which_is_confirmed(municipality: Municipality, placed: Placed) -> None:
    attendance.confirmed(municipality, placed)
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        (one,) = queries.participants({placed.association_id}, first_on=date(2026, 10, 26), last_on=date(2026, 11, 1))
    assert one.is_confirmed(date(2026, 10, 27))
    assert not one.is_confirmed(date(2026, 11, 1))


def test_months_wait_until_they_are_confirmed(municipality: Municipality, placed: Placed) -> None:
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        waiting = queries.waiting_months({placed.association_id}, last_on=OCTOBER.last_on)
        assert [one.sheet.month for one in waiting] == [Month(2026, 9), OCTOBER]
    attendance.confirmed(municipality, placed, Month(2026, 9))
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        (one,) = queries.waiting_months({placed.association_id}, last_on=OCTOBER.last_on)
    assert (one.sheet.month, len(one.sheet.unanswered)) == (OCTOBER, len(one.sheet.days))


def test_another_associations_people_are_not_mine(municipality: Municipality, placed: Placed) -> None:
    other = associations.association(municipality, "Toinen ry")
    worktasks.task(municipality, other)
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        assert queries.participants({other}, first_on=MONDAY, last_on=SUNDAY) == ()
        assert queries.waiting_months({other}, last_on=OCTOBER.last_on) == ()
