"""What a week holds, what stays free of it, and who may stand in (K14, K28)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.team import rules
from app.team.rules import Absence, Counsellor, ReserveLimits, WorkingTime
from app.values import working_days
from app.values.period import monday_of

LIMITS = ReserveLimits(4, 5)
ME = Counsellor(uuid4(), "Saara", ("social_counsellor",))
FULL = (450, 450, 450, 450, 450, 0, 0)
MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
WEEKS = st.tuples(*[st.integers(0, 600)] * 7)


def week(minutes: tuple[int, ...] = FULL, reserve: int = 240, since: date = date(2020, 1, 1)) -> WorkingTime:
    return WorkingTime(ME.person_id, ME.name, since, minutes, reserve)


def away(first_on: date, last_on: date, of: UUID = ME.person_id) -> Absence:
    return Absence(uuid4(), of, "", first_on, last_on)


@pytest.mark.parametrize(
    ("minutes", "reserve", "code"),
    [
        (FULL, 240, None),
        (FULL, 300, None),
        (FULL, 239, "team.reserve_outside_the_model"),
        (FULL, 301, "team.reserve_outside_the_model"),
        (FULL, 0, "team.reserve_outside_the_model"),
        ((180, 0, 0, 0, 0, 0, 0), 240, "team.reserve_longer_than_the_week"),
        ((0,) * 7, 0, None),
        ((0,) * 7, 240, "team.no_week_no_reserve"),
        ((1441, 0, 0, 0, 0, 0, 0), 240, "team.day_has_24_hours"),
        ((450,) * 6, 240, "team.day_has_24_hours"),
    ],
)
def test_k14_the_reserve_keeps_the_models_limits(minutes: tuple[int, ...], reserve: int, code: str | None) -> None:
    refusal = rules.may_work_so(minutes, reserve, LIMITS)
    assert (refusal.code if refusal else None) == code


def test_a_week_adds_up() -> None:
    found = rules.capacity_of(ME, [week()], [away(MONDAY + timedelta(days=3), MONDAY + timedelta(days=9))], MONDAY)
    assert (found.minutes, found.absent_minutes, found.reserve_minutes, found.free_minutes) == (2250, 900, 240, 1110)


def test_a_holiday_is_not_worked() -> None:
    """Independence Day 2027 is a Monday."""
    found = rules.capacity_of(ME, [week()], [], date(2027, 12, 6))
    assert found.minutes == 4 * 450


def test_the_newest_week_holds_from_its_day_on() -> None:
    half = week((225,) * 5 + (0, 0), since=MONDAY + timedelta(days=2))
    assert rules.capacity_of(ME, [half, week()], [], MONDAY).minutes == 2 * 450 + 3 * 225
    assert rules.in_force([half], MONDAY) is None


def test_nobody_away_the_whole_week_keeps_a_reserve() -> None:
    found = rules.capacity_of(ME, [week()], [away(MONDAY, MONDAY + timedelta(days=6))], MONDAY)
    assert (found.reserve_minutes, found.free_minutes) == (0, 0)


@settings(deadline=None)
@given(WEEKS, st.integers(0, 300), DAYS, DAYS, st.integers(0, 40))
def test_k14_k28_minutes_are_absent_or_kept_or_free_and_none_is_counted_twice(
    minutes: tuple[int, ...], reserve: int, day: date, first_on: date, days: int
) -> None:
    absences = [away(first_on, first_on + timedelta(days=days))]
    found = rules.capacity_of(ME, [week(minutes, reserve)], absences, monday_of(day))
    assert found.minutes == found.absent_minutes + found.reserve_minutes + found.free_minutes
    assert min(found.absent_minutes, found.reserve_minutes, found.free_minutes) >= 0
    assert found.reserve_minutes <= reserve
    assert found.free_minutes == 0 or found.reserve_minutes == reserve or not any(minutes)


@settings(deadline=None)
@given(WEEKS, DAYS)
def test_nothing_is_planned_on_a_public_holiday(minutes: tuple[int, ...], day: date) -> None:
    planned = rules.planned_on([week(minutes)], day)
    assert planned == (0 if working_days.is_holiday(day) else minutes[day.weekday()])


@settings(deadline=None)
@given(DAYS, st.integers(0, 30), DAYS, st.integers(0, 30))
def test_one_is_away_once_at_a_time(first: date, long: int, other: date, other_long: int) -> None:
    last, other_last = first + timedelta(days=long), other + timedelta(days=other_long)
    both = {first + timedelta(days=n) for n in range(long + 1)} & {
        other + timedelta(days=n) for n in range(other_long + 1)
    }
    assert (rules.may_be_away(first, last, [away(other, other_last)]) is not None) == bool(both)


def test_an_absence_does_not_end_before_it_begins() -> None:
    refusal = rules.may_be_away(MONDAY, MONDAY - timedelta(days=1), [])
    assert refusal
    assert refusal.code == "team.absence_ends_before_it_begins"


def test_a_substitute_is_another_counsellor_who_is_there() -> None:
    colleague, stranger = uuid4(), uuid4()
    mine = away(MONDAY, MONDAY + timedelta(days=4))

    def code(who: UUID, *others: Absence, today: date = MONDAY, of: Absence = mine) -> str | None:
        here = {ME.person_id, colleague}
        refusal = rules.may_substitute(of, who, counsellors=here, away=others, today=today)
        return refusal.code if refusal else None

    assert code(colleague) is None
    assert code(ME.person_id) == code(stranger) == "team.substitute_is_another_counsellor"
    assert code(colleague, away(MONDAY + timedelta(days=4), MONDAY + timedelta(days=5), colleague))
    assert code(colleague, away(MONDAY + timedelta(days=5), MONDAY + timedelta(days=5), colleague)) is None
    assert code(colleague, today=MONDAY + timedelta(days=5)) == "team.absence_is_over"
    assert code(colleague, of=replace(mine, last_on=MONDAY), today=MONDAY) is None
