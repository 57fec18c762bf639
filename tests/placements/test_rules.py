"""The limits of a placement, told one by one and tried over random years."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.placements import rules
from app.values.wording import Wording

LAW = Wording("189/2001 13 §", "189/2001 13 §", "189/2001, section 13")
REHABILITATIVE = rules.RuleSet(
    id=UUID(int=1),
    service_type="rehabilitative_work",
    name=Wording("Kuntouttava työtoiminta", "Arbetsverksamhet i rehabiliteringssyfte", "Rehabilitative work activity"),
    valid_from=date(2015, 7, 1),
    valid_to=None,
    min_days_a_week=1,
    max_days_a_week=4,
    min_minutes_a_day=240,
    max_minutes_a_day=480,
    max_minutes_a_week=1920,
    min_months=3,
    max_months=24,
    host_kinds=("association", "foundation", "religious_community", "municipality", "state"),
    plan_bases=("activation_plan", "multi_sector_plan", "employment_plan"),
    law=LAW,
)
KITCHEN = rules.Site(state="published", host_kind="association", places=2)
PLAN = rules.Plan("activation_plan", date(2026, 8, 20))
AUTUMN = rules.Terms(date(2026, 9, 1), date(2026, 11, 30), frozenset({1, 2, 3, 4}), 300)


def refusal(terms=AUTUMN, *, plan=PLAN, rule_set=REHABILITATIVE, site=KITCHEN, others=()):
    return rules.may_place(terms, plan=plan, rule_set=rule_set, site=site, others=others)


def code(**changes) -> str | None:
    terms = replace(
        AUTUMN, **{k: v for k, v in changes.items() if k in {"first_on", "last_on", "weekdays", "minutes_a_day"}}
    )
    rest = {k: v for k, v in changes.items() if k in {"plan", "rule_set", "site", "others"}}
    answer = refusal(terms, **rest)
    return answer.code if answer else None


def test_four_days_five_hours_three_months_is_placed() -> None:
    assert refusal() is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"weekdays": frozenset({1, 2, 3, 4, 5})}, "placements.too_many_days"),
        ({"weekdays": frozenset()}, "placements.too_few_days"),
        ({"minutes_a_day": 540}, "placements.day_too_long"),
        ({"minutes_a_day": 481}, "placements.day_too_long"),
        ({"minutes_a_day": 239}, "placements.day_too_short"),
        ({"last_on": date(2026, 10, 31)}, "placements.period_too_short"),
        ({"last_on": date(2026, 11, 29)}, "placements.period_too_short"),
        ({"last_on": date(2028, 9, 1)}, "placements.period_too_long"),
        ({"last_on": date(2026, 8, 31)}, "placements.ends_before_it_begins"),
        ({"rule_set": None}, "placements.no_rule_set"),
        ({"plan": rules.Plan("activation_plan", date(2026, 9, 2))}, "placements.plan_after_start"),
        ({"plan": None}, "placements.plan_missing"),
        ({"plan": rules.Plan("own_plan", date(2026, 8, 20))}, "placements.plan_not_for_this"),
        ({"site": replace(KITCHEN, state="draft")}, "placements.task_not_published"),
        ({"site": replace(KITCHEN, state="paused")}, "placements.task_not_published"),
        ({"site": replace(KITCHEN, host_kind="company")}, "placements.host_not_allowed"),
        ({"site": replace(KITCHEN, others=(AUTUMN, AUTUMN))}, "placements.task_is_full"),
    ],
)
def test_what_passes_a_limit_is_refused_by_name(changes: dict[str, object], expected: str) -> None:
    assert code(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes_a_day": 480},
        {"minutes_a_day": 240},
        {"last_on": date(2028, 8, 31)},
        {"weekdays": frozenset({5})},
        {"plan": rules.Plan("employment_plan", date(2026, 9, 1))},
        {"site": replace(KITCHEN, others=(AUTUMN,))},
        {"plan": None, "rule_set": replace(REHABILITATIVE, plan_bases=())},
    ],
)
def test_the_limit_itself_is_allowed(changes: dict[str, object]) -> None:
    assert code(**changes) is None


def test_a_refusal_says_law_and_figure_beside_its_field() -> None:
    answer = refusal(replace(AUTUMN, weekdays=frozenset({1, 2, 3, 4, 5})))
    assert answer is not None
    assert answer.field_name == "weekdays"
    assert answer.facts == {"days": 4, "asked": 5, "law": LAW}


def test_everything_that_stands_against_it_is_told_at_once() -> None:
    terms = replace(AUTUMN, last_on=date(2026, 10, 31), weekdays=frozenset({1, 2, 3, 4, 5}), minutes_a_day=540)
    against = rules.objections(terms, plan=None, rule_set=REHABILITATIVE, site=replace(KITCHEN, state="draft"))
    assert [refusal.field_name for refusal in against] == [
        "task_id",
        "last_on",
        "weekdays",
        "hours_a_day",
        "plan_basis",
    ]


def test_days_of_a_week_are_counted_over_all_placements() -> None:
    cafe = replace(AUTUMN, weekdays=frozenset({1, 2, 3}))
    answer = refusal(replace(AUTUMN, weekdays=frozenset({4, 5})), others=(cafe,))
    assert answer is not None
    assert (answer.code, answer.facts["asked"]) == ("placements.too_many_days_together", 5)
    assert refusal(replace(AUTUMN, weekdays=frozenset({5})), others=(cafe,)) is None


def test_one_day_is_spent_in_one_place() -> None:
    assert code(weekdays=frozenset({4}), others=(AUTUMN,)) == "placements.day_is_taken"


def test_hours_of_a_week_are_counted_over_all_placements() -> None:
    longer = replace(REHABILITATIVE, max_minutes_a_week=1200)
    cafe = replace(AUTUMN, weekdays=frozenset({1, 2}), minutes_a_day=360)
    assert code(weekdays=frozenset({3, 4}), minutes_a_day=240, rule_set=longer, others=(cafe,)) is None
    assert (
        code(weekdays=frozenset({3, 4}), minutes_a_day=300, rule_set=longer, others=(cafe,))
        == "placements.week_too_long"
    )


def test_a_change_of_place_in_mid_week_counts_that_week_only() -> None:
    """Monday to Thursday until Tuesday there, Wednesday to Friday here: five days in the one week they share."""
    before = rules.Terms(date(2026, 6, 1), date(2026, 9, 1), frozenset({1, 2, 3, 4}), 300)
    after = rules.Terms(date(2026, 9, 2), date(2026, 12, 1), frozenset({2, 3, 4, 5}), 300)
    answer = refusal(after, others=(before,))
    assert answer is not None
    assert (answer.code, answer.facts["week"]) == ("placements.too_many_days_together", date(2026, 8, 31))
    assert refusal(replace(after, weekdays=frozenset({3, 4})), others=(before,)) is None


def test_a_place_is_free_again_when_somebody_leaves() -> None:
    left = replace(AUTUMN, first_on=date(2026, 6, 1), last_on=date(2026, 8, 31))
    assert code(site=replace(KITCHEN, places=1, others=(left,))) is None
    assert (
        code(site=replace(KITCHEN, places=1, others=(replace(left, last_on=date(2026, 9, 1)),)))
        == "placements.task_is_full"
    )


def test_two_who_never_meet_take_one_place() -> None:
    first = replace(AUTUMN, last_on=date(2026, 10, 1))
    second = replace(AUTUMN, first_on=date(2026, 10, 2))
    assert rules.fullest(AUTUMN, (first, second)) == 1
    assert rules.fullest(AUTUMN, (first, replace(second, first_on=date(2026, 10, 1)))) == 2


def test_a_month_without_the_day_ends_on_its_last() -> None:
    assert rules.last_day_of(date(2026, 1, 15), 3) == date(2026, 4, 14)
    assert rules.last_day_of(date(2025, 11, 30), 3) == date(2026, 2, 27)
    assert rules.last_day_of(date(2023, 11, 30), 3) == date(2024, 2, 28)
    assert rules.last_day_of(date(2026, 9, 1), 24) == date(2028, 8, 31)


def test_a_placement_ends_once_and_within_its_period() -> None:
    assert rules.may_end(AUTUMN, on=date(2026, 10, 1), ended=False) is None
    assert rules.may_end(AUTUMN, on=date(2026, 8, 31), ended=False) is None
    for day, ended, expected in (
        (date(2026, 8, 30), False, "placements.end_outside"),
        (date(2026, 12, 1), False, "placements.end_outside"),
        (date(2026, 10, 1), True, "placements.already_ended"),
    ):
        answer = rules.may_end(AUTUMN, on=day, ended=ended)
        assert answer is not None
        assert answer.code == expected


def test_a_reference_names_nobody_and_tells_placements_apart() -> None:
    assert rules.reference(UUID("01934c5e-0000-7000-8000-00007f3a91c2")) == "7F3A-91C2"


@st.composite
def any_terms(draw: st.DrawFn) -> rules.Terms:
    first_on = date(2025, 12, 1) + timedelta(days=draw(st.integers(0, 200)))
    last_on = rules.last_day_of(first_on, draw(st.integers(2, 8))) + timedelta(days=draw(st.integers(-3, 3)))
    weekdays = draw(st.frozensets(st.integers(1, 7), min_size=0, max_size=5))
    return rules.Terms(first_on, last_on, weekdays, draw(st.sampled_from((180, 240, 300, 480, 540))))


def spent(terms: rules.Terms) -> list[date]:
    """The days of these terms, one by one: plainly, without the code under test."""
    days = (terms.first_on + timedelta(days=n) for n in range((terms.last_on - terms.first_on).days + 1))
    return [day for day in days if day.isoweekday() in terms.weekdays]


@settings(max_examples=300, deadline=None)
@given(st.lists(any_terms(), max_size=8))
def test_whatever_is_asked_the_limits_of_a_week_are_never_passed(asked: list[rules.Terms]) -> None:
    agreed: list[rules.Terms] = []
    for terms in asked:
        roomy = replace(KITCHEN, places=99)
        if refusal(terms, plan=rules.Plan("activation_plan", date(2025, 1, 1)), site=roomy, others=agreed) is None:
            agreed.append(terms)
    days = [day for terms in agreed for day in spent(terms)]
    assert len(days) == len(set(days))
    assert all(count <= 4 for count in Counter(day.isocalendar()[:2] for day in days).values())
    minutes: Counter[tuple[int, int]] = Counter()
    for terms in agreed:
        for day in spent(terms):
            minutes[day.isocalendar()[:2]] += terms.minutes_a_day
    assert all(total <= 1920 for total in minutes.values())


@settings(max_examples=200, deadline=None)
@given(st.lists(any_terms(), max_size=8), st.integers(1, 3))
def test_whoever_is_placed_no_day_has_more_than_the_task_holds(asked: list[rules.Terms], places: int) -> None:
    taken: list[rules.Terms] = []
    for terms in asked:
        site = replace(KITCHEN, places=places, others=tuple(taken))
        if refusal(terms, plan=rules.Plan("activation_plan", date(2025, 1, 1)), site=site) is None:
            taken.append(terms)
    for day in (date(2025, 12, 1) + timedelta(days=n) for n in range(500)):
        assert sum(terms.first_on <= day <= terms.last_on for terms in taken) <= places
