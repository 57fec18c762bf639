"""K28: what stops go-live and what advises, from facts alone; the steps of the wizard follow the same facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import rules as roles
from app.opening.rules import readiness, rooting, steps
from app.opening.rules.needs import Counsellor, Offer
from app.opening.rules.readiness import Facts, Service
from tests.opening.test_needs import USUAL

READY = Facts(
    is_practice=False,
    state="preparing",
    first_language="sv",
    responsible=frozenset(readiness.FORM),
    municipalities=1,
    services=(Service("rehabilitative_work", has_limits=True, is_decided=True),),
    reimbursement="none",
    unsaid=(),
    members=dict.fromkeys((roles.SOCIAL_COUNSELLOR, roles.JOB_COACH, roles.DATA_PROTECTION_OFFICER), 1),
    counsellors=(Counsellor(2175, 240), Counsellor(2175, 240)),
    associations=5,
    agreements=5,
    offers=(Offer("wood", 30), Offer("kitchen", 30, (1, 2))),
    expected=USUAL,
    working_days=250,
    channels=dict.fromkeys(readiness.WAYS_IN, True),
    texts=frozenset({"sv"}),
    asks_for_feedback=True,
    confirmed=frozenset({readiness.LOOK, *readiness.PRACTICE}),
)
STOPPING = {
    "form": {"responsible": frozenset({"organiser"})},
    "decisions": {"services": (Service("rehabilitative_work", has_limits=True, is_decided=False),)},
    "reimbursement": {"reimbursement": "open"},
    "settings": {"unsaid": (("placements", "further_rule_sets"),)},
    "agreements": {"agreements": 0},
    "network": {"offers": (Offer("wood", 59),)},
    "staff": {"counsellors": (Counsellor(1500, 240),)},
}
ADVISING = {
    "variety": {"offers": (Offer("wood", 60),)},
    "roles": {"members": {roles.SOCIAL_COUNSELLOR: 2}},
    "channels": {"channels": {"self": True}},
    "texts": {"texts": frozenset({"fi"})},
    "feedback": {"asks_for_feedback": False},
    "practice": {"confirmed": frozenset()},
}


def test_with_everything_in_place_it_may_go_live() -> None:
    assert list(readiness.may_go_live(READY)) == []
    assert all(point.is_met for point in readiness.points(READY))
    assert {step for step, state in steps.states(READY).items() if state != "done"} == {"go_live"}


@pytest.mark.parametrize("code", STOPPING)
def test_what_the_model_needs_stops_go_live(code: str) -> None:
    lacking = replace(READY, **STOPPING[code])  # type: ignore[arg-type]
    assert [refusal.code for refusal in readiness.may_go_live(lacking)] == [f"opening.lacks_{code}"]


@pytest.mark.parametrize("code", ADVISING)
def test_the_rest_advises_and_stops_nobody(code: str) -> None:
    lacking = replace(READY, **ADVISING[code])  # type: ignore[arg-type]
    assert [point.code for point in readiness.points(lacking) if not point.is_met] == [code]
    assert list(readiness.may_go_live(lacking)) == []


def test_a_practice_municipality_never_goes_live() -> None:
    refused = list(readiness.may_go_live(replace(READY, is_practice=True)))
    assert [refusal.code for refusal in refused] == ["opening.practice_never_goes_live"]


@pytest.mark.parametrize("state", ["open", "suspended", "closed"])
def test_it_goes_live_once(state: str) -> None:
    assert [one.code for one in readiness.may_go_live(replace(READY, state=state))] == ["opening.open_already"]


@given(st.sets(st.sampled_from(sorted(STOPPING))))
def test_everything_that_is_missing_is_told_at_once(missing: set[str]) -> None:
    lacking = READY
    for code in missing:
        lacking = replace(lacking, **STOPPING[code])  # type: ignore[arg-type]
    assert {one.code for one in readiness.may_go_live(lacking)} == {f"opening.lacks_{code}" for code in missing}
    assert len(readiness.blocking(lacking)) == len(missing)


def test_fewer_expected_clients_are_an_honest_way_to_begin_small() -> None:
    small = replace(READY, offers=(Offer("wood", 5), Offer("kitchen", 5)), counsellors=(Counsellor(900, 240),))
    assert {point.code for point in readiness.blocking(small)} == {"network", "staff"}
    assert readiness.blocking(replace(small, expected=replace(USUAL, clients_a_year=10))) == ()


def test_no_hours_are_no_staff_even_where_nobody_is_expected() -> None:
    assert not readiness.staff(replace(READY, counsellors=())).is_met


def test_both_kinds_of_counsellor_are_wanted() -> None:
    """K11: job coaching and social counselling, which one client may have at the same time."""
    assert readiness.lacking_roles(replace(READY, members={roles.DATA_PROTECTION_OFFICER: 1})) == (
        roles.SOCIAL_COUNSELLOR,
        roles.JOB_COACH,
    )


def test_with_a_rate_two_people_are_wanted_who_handle_money() -> None:
    assert readiness.lacking_roles(READY) == ()
    paying = replace(READY, reimbursement="decided")
    assert readiness.lacking_roles(paying) == (roles.FINANCE, roles.APPROVER)


def test_a_step_that_somebody_is_on_is_under_way() -> None:
    begun = replace(READY, texts=frozenset())
    assert steps.state("texts", begun) == "to_do"
    assert steps.state("texts", begun, taken=True) == "under_way"
    assert steps.state("texts", READY, taken=True) == "done"


@given(st.sets(st.sampled_from([*STOPPING, *ADVISING])))
def test_every_step_has_a_state_whatever_is_missing(missing: set[str]) -> None:
    lacking = READY
    for code in missing:
        lacking = replace(lacking, **(STOPPING | ADVISING)[code])  # type: ignore[arg-type]
    assert tuple(steps.states(lacking)) == steps.STEPS


def test_the_stages_are_those_of_the_model() -> None:
    assert rooting.STAGES == ("project", "partnership_agreement", "part_of_services")  # K30
