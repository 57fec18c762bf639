"""The clocks of coming in, and what may be asked before a yes (K1–K5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake import rules
from app.intake.rules import Client, Clock, Contact
from app.values import working_days

TUESDAY = date(2026, 11, 24)
CONTACT = Contact(
    uuid4(),
    "Aino",
    "phone",
    "040 123 4567",
    "fi",
    "self",
    "",
    datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    None,
    None,
    None,
)
VISITED = replace(CONTACT, visited_on=TUESDAY)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_k1_three_ordinary_ways_in() -> None:
    assert set(rules.WAYS_IN) == {"self", "adult_social_work", "employment_authority"}


@pytest.mark.parametrize(
    ("contacted_at", "due_on"),
    [
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 11, 24, 22, 30, tzinfo=UTC), date(2026, 12, 2)),  # half past midnight in Finland
        (datetime(2026, 12, 24, 9, 0, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_k2_the_visit_is_within_seven_days_of_the_contact(contacted_at: datetime, due_on: date) -> None:
    assert rules.visit_due_on(contacted_at) == due_on


@pytest.mark.parametrize(
    ("visited_on", "due_on"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday, over Easter
        (date(2026, 4, 30), date(2026, 5, 4)),  # over Vappu and a weekend
        (date(2026, 12, 23), date(2026, 12, 28)),
    ],
)
def test_k4_the_call_is_on_the_next_working_day(visited_on: date, due_on: date) -> None:
    assert rules.call_due_on(visited_on) == due_on


@settings(deadline=None)
@given(DAYS)
def test_k4_no_working_day_is_skipped(visited_on: date) -> None:
    due_on = rules.call_due_on(visited_on)
    assert working_days.is_working_day(due_on)
    between = (visited_on + timedelta(days=n) for n in range(1, (due_on - visited_on).days))
    assert not any(working_days.is_working_day(day) for day in between)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_what_is_not_late_yet_is_never_called_late(due_on: date, today: date) -> None:
    late = Clock("visit", due_on).days_late(today)
    assert (late > 0) == (today > due_on)


def test_the_clock_goes_from_visit_to_call_to_the_day_agreed() -> None:
    assert rules.clock(CONTACT) == Clock("visit", date(2026, 12, 1))
    assert rules.clock(VISITED) == Clock("call", date(2026, 11, 25))
    thinking = replace(VISITED, more_time_until=date(2026, 12, 7))
    assert rules.clock(thinking) == Clock("call", date(2026, 12, 7))


@pytest.mark.parametrize("reach", ["040 123 4567", "+358 40 123 4567", "(013) 267-7111", "0401234567"])
def test_k3_one_way_to_reach_by_telephone(reach: str) -> None:
    assert rules.may_receive(calling_name="Aino", channel=rules.channel_of(reach), reach=reach, wishes="") is None


@pytest.mark.parametrize("reach", ["aino@esimerkki.fi", "aino.k+x@posti.esimerkki.example"])
def test_k3_one_way_to_reach_by_mail(reach: str) -> None:
    assert rules.channel_of(reach) == "email"
    assert rules.may_receive(calling_name="Aino", channel="email", reach=reach, wishes="") is None


@pytest.mark.parametrize("reach", ["kirjastossa", "12", "aino@", "aino@esimerkki", "040 123 4567 tai 050 765 4321 x"])
def test_what_reaches_nobody_is_refused(reach: str) -> None:
    refusal = rules.may_receive(calling_name="Aino", channel=rules.channel_of(reach), reach=reach, wishes="")
    assert refusal
    assert (refusal.code, refusal.field_name) == ("intake.reach_wrong", "reach")


@pytest.mark.parametrize("code", ["131052-308T", "010190A123B", "Tunnus on 131052-308T.", "131052y308t"])
@pytest.mark.parametrize("field", ["calling_name", "wishes"])
def test_k3_an_identity_code_is_not_taken_in(code: str, field: str) -> None:
    said = {"calling_name": "Aino", "channel": "phone", "reach": "040 123 4567", "wishes": ""} | {field: code}
    refusal = rules.may_receive(**said)
    assert refusal
    assert (refusal.code, refusal.field_name) == ("intake.identity_code_not_taken", field)


@pytest.mark.parametrize("wishes", ["Soita 040-123 4567", "Y-tunnus 0737546-2", "Aloitin 24.11.2026", "131052 308"])
def test_other_figures_are_ordinary_words(wishes: str) -> None:
    assert rules.may_receive(calling_name="Aino", channel="phone", reach="040 123 4567", wishes=wishes) is None


@pytest.mark.parametrize(
    ("visited_on", "code"),
    [
        (TUESDAY, None),
        (TUESDAY + timedelta(days=1), "intake.visit_not_yet"),
        (TUESDAY - timedelta(days=1), "intake.visit_before_contact"),
    ],
)
def test_a_visit_is_recorded_when_it_has_been(visited_on: date, code: str | None) -> None:
    refusal = rules.may_record_visit(CONTACT, visited_on=visited_on, today=TUESDAY)
    assert (refusal.code if refusal else None) == code


def test_k3_nobody_says_yes_before_hearing_what_it_is() -> None:
    refusal = rules.may_say_yes(CONTACT, first_appointment_on=TUESDAY, today=TUESDAY)
    assert refusal
    assert refusal.code == "intake.visit_comes_first"


@settings(deadline=None)
@given(st.integers(-30, 30))
def test_k5_the_first_appointment_is_within_a_week_of_the_yes(days: int) -> None:
    refusal = rules.may_say_yes(VISITED, first_appointment_on=TUESDAY + timedelta(days=days), today=TUESDAY)
    assert (refusal is None) == (0 <= days <= 7)


def test_k5_a_yes_without_an_appointment_is_none() -> None:
    assert rules.may_say_yes(VISITED, first_appointment_on=None, today=TUESDAY)


@settings(deadline=None)
@given(st.integers(-30, 60))
def test_k4_more_time_ends_on_a_day_to_come(days: int) -> None:
    refusal = rules.may_take_more_time(VISITED, until=TUESDAY + timedelta(days=days), today=TUESDAY)
    assert (refusal is None) == (1 <= days <= rules.MORE_TIME_AT_MOST.days)


def test_more_time_needs_the_visit_and_a_day() -> None:
    assert rules.may_take_more_time(CONTACT, until=TUESDAY + timedelta(days=1), today=TUESDAY)
    assert rules.may_take_more_time(VISITED, until=None, today=TUESDAY)


def test_a_counsellor_sees_their_own_clients_and_the_lead_all() -> None:
    mine = uuid4()
    client = Client(
        uuid4(), uuid4(), "Aino", "phone", "1", "fi", "self", "", CONTACT.contacted_at, mine, "Kirsi", TUESDAY, None
    )
    assert rules.may_see_client(client, by=mine, sees_all=False)
    assert not rules.may_see_client(client, by=uuid4(), sees_all=False)
    assert rules.may_see_client(client, by=uuid4(), sees_all=True)
