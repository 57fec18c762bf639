"""The sums of readiness: whole, monotone, and never flattering."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opening.rules import needs
from app.opening.rules.needs import Counsellor, Expected, Offer
from app.team.rules import WorkingTime

USUAL = Expected(
    clients_a_year=60,
    stay_months=12,
    meeting_minutes=60,
    call_minutes=15,
    guidance_gap_weeks=3,
    support_minutes=60,
    support_every_weeks=4,
    leave_days=25,
)
EXPECTED = st.builds(
    Expected,
    clients_a_year=st.integers(1, 2000),
    stay_months=st.integers(1, 24),
    meeting_minutes=st.integers(15, 240),
    call_minutes=st.integers(5, 120),
    guidance_gap_weeks=st.integers(1, 8),
    support_minutes=st.integers(5, 240),
    support_every_weeks=st.integers(1, 8),
    leave_days=st.integers(20, 60),
)
COUNSELLORS = st.lists(st.builds(Counsellor, minutes=st.integers(0, 3000), reserve_minutes=st.integers(0, 300)))


def test_the_sum_of_the_original_is_reckoned_by_hand() -> None:
    """60 clients a year (K29): 18 meetings, a visit and a call each, and five associations."""
    assert needs.meetings_a_client(USUAL) == 18  # 52 weeks ÷ 3, rounded up
    assert needs.minutes_a_client(USUAL) == 19 * 60 + 15
    assert needs.support_minutes_a_year(USUAL, associations=5) == 5 * 13 * 60
    assert needs.needed_minutes_a_week(USUAL, associations=5) == 1408  # (60 × 1155 + 3900) ÷ 52 = 1407.7
    assert needs.needed_places(USUAL) == 60


def test_holidays_and_the_acute_reserve_are_taken_off() -> None:
    """K14: 36 h 15 min a week, of which 4 h stay free; 25 days of leave in 250 working days."""
    team = [Counsellor(2175, 240)]
    assert needs.offered_minutes_a_week(team, working_days_a_year=250, leave_days=25) == 1741  # 1935 × 225 ÷ 250
    assert needs.offered_minutes_a_week([Counsellor(120, 240)], working_days_a_year=250, leave_days=0) == 0
    assert needs.offered_minutes_a_week(team, working_days_a_year=0, leave_days=0) == 0


def test_working_days_are_neither_weekends_nor_holidays() -> None:
    assert needs.working_days_in_year(date(2026, 1, 1)) == 252  # 261 weekdays, of which nine are holidays


@given(EXPECTED, st.integers(0, 200))
def test_more_of_anything_asks_for_no_less_time(expected: Expected, associations: int) -> None:
    before = needs.needed_minutes_a_week(expected, associations=associations)
    assert needs.needed_minutes_a_week(expected, associations=associations + 1) >= before
    for name in ("clients_a_year", "meeting_minutes", "call_minutes", "support_minutes", "stay_months"):
        more = replace(expected, **{name: getattr(expected, name) + 1})
        assert needs.needed_minutes_a_week(more, associations=associations) >= before


@given(EXPECTED, st.integers(0, 200))
def test_what_is_needed_is_never_rounded_down(expected: Expected, associations: int) -> None:
    year = expected.clients_a_year * needs.minutes_a_client(expected)
    year += needs.support_minutes_a_year(expected, associations=associations)
    assert 0 <= needs.needed_minutes_a_week(expected, associations=associations) - Fraction(year, 52) < 1
    places = Fraction(expected.clients_a_year * expected.stay_months, 12)
    assert 0 <= needs.needed_places(expected) - places < 1


@given(COUNSELLORS, st.integers(200, 260), st.integers(0, 60))
def test_what_there_is_is_never_more_than_what_may_be_booked(
    team: list[Counsellor], working_days: int, leave: int
) -> None:
    offered = needs.offered_minutes_a_week(team, working_days_a_year=working_days, leave_days=leave)
    assert 0 <= offered <= sum(one.bookable_minutes for one in team)
    assert (
        needs.offered_minutes_a_week([*team, Counsellor(600, 0)], working_days_a_year=working_days, leave_days=leave)
        >= offered
    )


def test_of_a_counsellors_weeks_the_one_in_force_counts_or_the_first_to_come() -> None:
    who, other, today = uuid4(), uuid4(), date(2026, 11, 24)

    def week(person_id: UUID, valid_from: date) -> WorkingTime:
        return WorkingTime(person_id, "Saara", valid_from, (450,) * 5 + (0, 0), 240)

    old, current, coming = (week(who, date(year, 1, 1)) for year in (2025, 2026, 2027))
    first, second = (week(other, date(year, 1, 1)) for year in (2027, 2028))
    assert set(needs.weeks_counted([coming, old, second, current, first], today)) == {current, first}


@pytest.mark.parametrize(("load", "light"), [((1, 2, 2), True), ((1, 3), False), ((), False)])
def test_a_task_is_light_when_nothing_in_it_is_heavy(load: tuple[int, ...], light: bool) -> None:
    assert Offer("wood", 1, load).is_light is light
