"""K30: stages of taking root follow one another, each with something that shows it."""

from datetime import date, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.opening.rules import rooting
from app.opening.rules.rooting import STAGES, Stage

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


def stage(name: str, began_on: date) -> Stage:
    return Stage(name, began_on, "Päätös § 1", "", 1, datetime(2026, 1, 1), uuid4())  # noqa: DTZ001 - any instant


@given(st.lists(DAYS, min_size=3, max_size=3), DAYS)
def test_the_furthest_stage_that_has_begun_is_where_it_stands(days: list[date], today: date) -> None:
    reached = [stage(name, day) for name, day in zip(STAGES, sorted(days), strict=True)]
    begun = [one.stage for one in reached if one.began_on <= today]
    assert rooting.now_on(reached, today) == (begun[-1] if begun else None)


@given(st.lists(DAYS, min_size=3, max_size=3, unique=True))
def test_stages_are_taken_in_their_order_and_in_no_other(days: list[date]) -> None:
    early, middle, late = sorted(days)
    others = [stage("project", early), stage("part_of_services", late)]
    allowed = rooting.may_enter("partnership_agreement", began_on=middle, evidence="§ 1", others=others)
    assert allowed is None
    for others in ([stage("project", late)], [stage("part_of_services", early)]):
        refused = rooting.may_enter("partnership_agreement", began_on=middle, evidence="§ 1", others=others)
        assert refused
        assert refused.code == "opening.stages_follow_in_time"


def test_a_stage_rests_on_something() -> None:
    refused = rooting.may_enter("project", began_on=date(2026, 1, 1), evidence="  ", others=())
    assert refused
    assert refused.field_name == "evidence"


def test_a_stage_is_corrected_without_standing_against_itself() -> None:
    others = [stage("project", date(2020, 1, 1))]
    assert rooting.may_enter("project", began_on=date(2021, 1, 1), evidence="§ 1", others=others) is None
