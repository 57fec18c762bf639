"""Who needs a call, what may be written down, and what answers say together (K17)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.support import rules
from app.support.rules import pulse
from app.support.rules.pulse import Pulse, Reply

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def supported(
    *,
    last: date | None = TODAY,
    waiting: datetime | None = None,
    asked: datetime | None = None,
    joined: datetime = AT,
) -> rules.Supported:
    return rules.Supported(uuid4(), "Martat ry", joined, None, None, last, 0, waiting, asked)


def whys(support: rules.Supported, weeks: int = 4) -> list[str]:
    return [one.why for one in rules.reasons(support, today=TODAY, every_weeks=weeks)]


def test_k17_nobody_is_called_while_contact_is_fresh_and_nothing_waits() -> None:
    assert whys(supported()) == []
    assert whys(supported(last=TODAY - timedelta(weeks=4))) == [], "the last day still counts"


def test_k17_too_long_since_the_last_contact() -> None:
    (found,) = rules.reasons(supported(last=TODAY - timedelta(days=29)), today=TODAY, every_weeks=4)
    assert (found.why, found.weeks) == ("too_long", 4)
    assert whys(supported(last=TODAY - timedelta(days=29)), weeks=8) == [], "the municipality says how often"


def test_k17_never_been_in_touch_counts_from_joining() -> None:
    assert whys(supported(last=None, joined=AT - timedelta(days=40))) == ["never"]
    assert whys(supported(last=None, joined=AT)) == []


def test_k17_a_matter_without_a_first_action_and_a_wish_for_contact_are_reasons_at_once() -> None:
    assert whys(supported(waiting=AT, asked=AT, last=TODAY - timedelta(days=1))) == ["matter_waits", "asked_for"]
    assert whys(supported(asked=AT - timedelta(days=3), last=TODAY - timedelta(days=1))) == [], "already been in touch"
    assert whys(supported(asked=AT, last=TODAY)) == []


@given(st.integers(0, 400), st.integers(1, 8))
def test_k17_exactly_those_without_contact_longer_than_the_weeks_are_called(days: int, weeks: int) -> None:
    assert bool(whys(supported(last=TODAY - timedelta(days=days)), weeks)) == (days > weeks * 7)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"how": "dream"}, "support.way_unknown"),
        ({"met_on": TODAY + timedelta(days=1)}, "support.not_yet"),
        ({"met_on": None}, "support.not_yet"),
        ({"met_on": TODAY - timedelta(days=61)}, "support.too_long_ago"),
        ({"words": "  "}, "support.words_missing"),
        ({"words": "Asiasta 131052-308T puhuttiin"}, "support.identity_code_not_taken"),
    ],
)
def test_a_contact_is_one_that_has_been_and_is_about_no_client(change: dict[str, object], code: str) -> None:
    said = {"how": "call", "met_on": TODAY, "words": "Kuulumiset", "today": TODAY}
    assert rules.may_write_contact(**said) is None  # type: ignore[arg-type]
    refusal = rules.may_write_contact(**said | change)  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(("after", "minutes"), [(None, None), (0, 0), (59, 0), (60, 1), (35 * 60 + 30, 35)])
def test_whole_minutes_to_the_first_action(after: int | None, minutes: int | None) -> None:
    acted_at = None if after is None else AT + timedelta(seconds=after)
    matter = rules.Matter(uuid4(), uuid4(), "Martat ry", "association", "x", AT, None, None, None, acted_at, None, None)
    assert matter.minutes_to_first_action == minutes


SEASON = Pulse(uuid4(), "Kevät 2027", TODAY, AT)


def reply(places: int | None, reason: str | None = None) -> Reply:
    answered = None if places is None else AT
    return Reply(uuid4(), SEASON.id, UUID(int=1), "Martat ry", places, reason, None, False, answered)


def test_rooms_are_added_and_reasons_counted() -> None:
    found = pulse.summed(
        [reply(3), reply(0, "no_supervisor"), reply(None), reply(0, "no_supervisor"), reply(0, "money")]
    )
    assert (found.asked, found.answered, found.places, found.none) == (5, 4, 3, 3)
    assert found.reasons == (("no_supervisor", 2), ("money", 1))


@given(st.lists(st.one_of(st.none(), st.integers(0, 99))))
def test_a_sum_is_the_sum_of_what_was_answered(answers: list[int | None]) -> None:
    found = pulse.summed(reply(one, "other" if one == 0 else None) for one in answers)
    given_ones = [one for one in answers if one is not None]
    assert (found.places, found.answered, found.asked) == (sum(given_ones), len(given_ones), len(answers))
    assert sum(count for _code, count in found.reasons) == found.none == given_ones.count(0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"places": None}, "support.places_unclear"),
        ({"places": 100}, "support.places_unclear"),
        ({"places": -1}, "support.places_unclear"),
        ({"places": 0}, "support.reason_missing"),
        ({"places": 0, "reason": "invented"}, "support.reason_missing"),
        ({"wish": "131052-308T"}, "support.identity_code_not_taken"),
        ({"today": TODAY + timedelta(days=1)}, "support.pulse_is_over"),
    ],
)
def test_an_answer_is_refused_for_a_reason(change: dict[str, object], code: str) -> None:
    said: dict[str, object] = {"places": 2, "reason": None, "wish": "", "reasons": {"money"}, "today": TODAY}
    assert pulse.may_answer(SEASON, **said) is None  # type: ignore[arg-type]
    assert pulse.may_answer(SEASON, **said | {"places": 0, "reason": "money"}) is None  # type: ignore[arg-type]
    refusal = pulse.may_answer(SEASON, **said | change)  # type: ignore[arg-type]
    assert refusal is not None
    assert refusal.code == code


def test_a_season_has_a_name_an_end_ahead_and_somebody_to_ask() -> None:
    said = {"season": "Kevät", "open_until_on": TODAY + timedelta(days=14), "today": TODAY, "to_ask": 1}
    assert pulse.may_start(**said) is None  # type: ignore[arg-type]
    for change in (
        {"season": " "},
        {"open_until_on": TODAY},
        {"open_until_on": TODAY + timedelta(days=121)},
        {"open_until_on": None},
        {"to_ask": 0},
    ):
        assert pulse.may_start(**said | change) is not None  # type: ignore[arg-type]
