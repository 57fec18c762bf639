"""Rosters, answers and confirming a month, without database or app."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.attendance import rules
from app.placements.rules import Terms
from app.values import working_days
from app.values.period import Month

DECEMBER = Month(2026, 12)
TERMS = Terms(date(2026, 10, 1), date(2027, 3, 31), frozenset({1, 2, 4}), 300)


def answered(*days: date, answer: rules.Answer = "present") -> tuple[rules.Day, ...]:
    return tuple(rules.Day(day, answer, 300) for day in days)


def test_nobody_is_expected_on_a_public_holiday() -> None:
    days = rules.sheet(TERMS, DECEMBER, answered=(), confirmed=False).unanswered
    assert date(2026, 12, 24) not in days
    assert date(2026, 12, 21) in days
    assert len(days) == 13


@pytest.mark.parametrize(
    "day", [date(2026, 1, 6), date(2026, 4, 3), date(2026, 5, 14), date(2026, 6, 19), date(2026, 12, 6)]
)
def test_finnish_holidays_are_known(day: date) -> None:
    assert day in working_days.holidays_of(2026)


def test_the_roster_keeps_within_the_period() -> None:
    days = rules.roster(TERMS, first_on=date(2026, 9, 1), last_on=date(2026, 10, 8))
    assert days == (date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 8))
    assert rules.roster(TERMS, first_on=date(2027, 4, 1), last_on=date(2027, 4, 30)) == ()


def test_a_week_begins_on_monday() -> None:
    assert rules.week_of(date(2026, 11, 24)) == (date(2026, 11, 23), date(2026, 11, 29))


@pytest.mark.parametrize(
    ("day", "confirmed", "expected"),
    [
        (date(2026, 11, 24), False, None),
        (date(2026, 11, 26), False, "attendance.day_not_come"),
        (date(2026, 11, 18), False, "attendance.day_not_agreed"),
        (date(2026, 9, 28), False, "attendance.day_not_agreed"),
        (date(2026, 11, 24), True, "attendance.month_is_confirmed"),
    ],
)
def test_a_day_is_answered_when_it_has_come_and_not_after_confirming(
    day: date, confirmed: bool, expected: str | None
) -> None:
    answer = rules.may_mark(day, terms=TERMS, confirmed=confirmed, today=date(2026, 11, 24))
    assert (answer.code if answer else None) == expected


def test_month_cannot_be_confirmed_before_it_ends() -> None:
    whole = rules.sheet(
        TERMS,
        DECEMBER,
        answered=answered(*rules.sheet(TERMS, DECEMBER, answered=(), confirmed=False).unanswered),
        confirmed=False,
    )
    answer = rules.may_confirm(whole, today=date(2026, 12, 31))
    assert answer is not None
    assert answer.code == "attendance.month_not_over"
    assert rules.may_confirm(whole, today=date(2027, 1, 1)) is None


def test_every_day_is_answered_before_confirming() -> None:
    sheet = rules.sheet(TERMS, DECEMBER, answered=answered(date(2026, 12, 3)), confirmed=False)
    answer = rules.may_confirm(sheet, today=date(2027, 1, 4))
    assert answer is not None
    assert (answer.code, answer.facts) == ("attendance.days_unanswered", {"days": 12, "first": date(2026, 12, 1)})


def test_a_month_is_confirmed_once() -> None:
    answer = rules.may_confirm(rules.Sheet(DECEMBER, (), confirmed=True), today=date(2027, 1, 4))
    assert answer is not None
    assert answer.code == "attendance.month_is_confirmed"


def test_a_day_answered_before_the_placement_was_cut_short_stays() -> None:
    cut = Terms(TERMS.first_on, date(2026, 12, 2), TERMS.weekdays, 300)
    sheet = rules.sheet(cut, DECEMBER, answered=answered(date(2026, 12, 3)), confirmed=False)
    assert [day.on for day in sheet.days] == [date(2026, 12, 1), date(2026, 12, 3)]
    assert sheet.attended == 1


def test_the_same_answers_from_one_page_are_one_submission() -> None:
    page, placement = UUID(int=7), UUID(int=8)
    came = rules.Mark(placement, date(2026, 11, 24), "present", 300)
    other = rules.Mark(placement, date(2026, 11, 23), "present", 300)
    stayed_away = rules.Mark(placement, date(2026, 11, 24), "absent", 0)
    assert rules.submission_key(page, [came, other]) == rules.submission_key(page, [other, came])
    assert rules.submission_key(page, [came]) != rules.submission_key(page, [stayed_away])
    assert rules.submission_key(UUID(int=9), [came]) != rules.submission_key(page, [came])


periods = st.builds(
    lambda first, length, weekdays: Terms(first, first + timedelta(days=length), weekdays, 240),
    st.dates(date(2023, 1, 1), date(2029, 12, 31)),
    st.integers(0, 800),
    st.frozensets(st.integers(1, 7), max_size=4),
)
months = st.builds(Month, st.integers(2023, 2031), st.integers(1, 12))


@settings(max_examples=300, deadline=None)
@given(periods, months)
def test_every_day_of_a_sheet_was_agreed_and_is_in_its_month(terms: Terms, month: Month) -> None:
    days = [day.on for day in rules.sheet(terms, month, answered=(), confirmed=False).days]
    assert days == sorted(set(days))
    for day in month.days():
        expected = (
            terms.first_on <= day <= terms.last_on
            and day.isoweekday() in terms.weekdays
            and day not in working_days.holidays_of(day.year)
        )
        assert (day in days) == expected


@settings(max_examples=200, deadline=None)
@given(periods, st.data())
def test_months_part_a_period_without_loss_or_double(terms: Terms, data: st.DataObject) -> None:
    whole = rules.roster(terms, first_on=terms.first_on, last_on=terms.last_on)
    month, parts = Month.of(terms.first_on), []
    while month.first_on <= terms.last_on:
        parts += rules.roster(terms, first_on=month.first_on, last_on=month.last_on)
        month = Month.of(month.last_on + timedelta(days=1))
    assert tuple(parts) == whole
    if whole:
        day = data.draw(st.sampled_from(whole))
        assert rules.may_mark(day, terms=terms, confirmed=False, today=day) is None
