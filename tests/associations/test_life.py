"""The life of an association: worked out from dated facts, and safe for those who already work there."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.associations import actions, queries
from app.associations.rules import life
from app.associations.rules.life import Facts, Standing
from app.values.refusal import Refused
from tenants.registry import Municipality
from tests.factories import associations, people, steering
from tests.factories.municipalities import NOW, inside

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
FACTS = st.builds(Facts, DAYS | st.none(), DAYS | st.none(), DAYS | st.none(), st.sampled_from([None, "resumed"]))
AGE = {"invited": 0, "filled_in": 0, "approved": 0, "grace": 1, "lapsed": 2}


@given(FACTS, DAYS, st.integers(0, 90), st.integers(0, 900))
def test_as_days_pass_a_state_only_grows_older(facts: Facts, today: date, grace: int, later: int) -> None:
    then = life.state(facts, today=today + timedelta(days=later), grace_days=grace)
    assert AGE[life.state(facts, today=today, grace_days=grace)] <= AGE[then]


@given(FACTS, DAYS, st.integers(0, 90))
def test_nobody_hosts_before_an_approval(facts: Facts, today: date, grace: int) -> None:
    state = life.state(facts, today=today, grace_days=grace)
    assert facts.approved_on or state in {"invited", "filled_in"}
    assert (state in life.HOSTS) == bool(
        facts.approved_on and facts.due_on and today <= facts.due_on + timedelta(days=grace)
    )


@given(FACTS, st.sampled_from(["suspended", "ended"]), DAYS, st.integers(0, 90))
def test_what_the_municipality_decided_stands_above_every_date(
    facts: Facts, turn: str, today: date, grace: int
) -> None:
    decided = Facts(facts.filled_in_on, facts.approved_on, facts.due_on, turn)
    assert life.state(decided, today=today, grace_days=grace) == turn


@given(DAYS, st.integers(0, 90))
def test_the_grace_is_as_long_as_the_municipality_says(due_on: date, grace: int) -> None:
    facts = Facts(due_on, due_on, due_on)
    days = range(-1, grace + 2)
    states = [life.state(facts, today=due_on + timedelta(days=day), grace_days=grace) for day in days]
    assert states == ["approved"] * 2 + ["grace"] * grace + ["lapsed"]


def test_a_new_association_goes_from_invited_to_approved(municipality: Municipality) -> None:
    made = associations.invited(municipality)
    leader = associations.admin(municipality, made)
    assert state(municipality, made) == "invited"
    associations.filled_in(municipality, made, leader)
    assert state(municipality, made) == "filled_in"
    associations.accepted(municipality, made, leader)
    associations.decided(municipality, made, "approved")
    with inside(municipality):
        (standing,) = queries.standings(TODAY)
    assert (standing.state, standing.agreement_accepted_on, standing.agreement_version) == ("approved", TODAY, 1)
    assert standing.renewal_due_on == standing.statements_until == date(2027, 11, 24)


@pytest.mark.parametrize(
    ("steps", "code"),
    [(0, "associations.approval_needs_details"), (1, "associations.approval_needs_agreement")],
)
def test_a_full_approval_asks_for_details_agreement_and_statements(
    municipality: Municipality, steps: int, code: str
) -> None:
    made = associations.invited(municipality)
    if steps:
        associations.filled_in(municipality, made, associations.admin(municipality, made))
    with pytest.raises(Refused, match=code):
        associations.decided(municipality, made, "approved")


def test_a_light_approval_takes_one_step(municipality: Municipality) -> None:
    by = people.member(municipality, "municipality_admin")
    steering.changed(municipality, "associations", "approval", "light", by=by)
    made = associations.invited(municipality)
    associations.decided(municipality, made, "approved")
    with inside(municipality):
        found = queries.standing(made, TODAY)
    assert (found.state, found.renewal_due_on) == ("approved", date(2027, 11, 24))


@pytest.mark.parametrize(("after", "state_then"), [(365, "approved"), (366, "grace"), (395, "grace"), (396, "lapsed")])
def test_the_yearly_check_lapses_after_its_grace(municipality: Municipality, after: int, state_then: str) -> None:
    made = associations.association(municipality, at=NOW)
    assert state(municipality, made, TODAY + timedelta(days=after)) == state_then


def test_statements_given_again_begin_a_new_year(municipality: Municipality) -> None:
    made = associations.association(municipality, at=NOW)
    late = NOW + timedelta(days=400)
    assert state(municipality, made, late.date()) == "lapsed"
    associations.stated(municipality, made, associations.admin(municipality, made), at=late)
    assert state(municipality, made, late.date()) == "approved"


@pytest.mark.parametrize("kind", ["suspended", "ended"])
def test_suspending_and_ending_need_a_reason_and_can_be_taken_back(municipality: Municipality, kind: str) -> None:
    made = associations.association(municipality)
    with pytest.raises(Refused, match=r"associations\.reason_missing"):
        associations.decided(municipality, made, kind)
    associations.decided(municipality, made, kind, reason="Toimitila remontissa")
    assert state(municipality, made) == kind
    associations.decided(municipality, made, "resumed", at=NOW + timedelta(minutes=5))
    assert state(municipality, made) == "approved"
    with inside(municipality):
        assert queries.association(made).is_in_network


def test_a_decision_comes_after_what_it_can_follow(municipality: Municipality) -> None:
    made = associations.association(municipality)
    for kind in ("approved", "resumed"):
        with pytest.raises(Refused, match=r"associations\.decision_not_now"):
            associations.decided(municipality, made, kind)


def test_an_association_cannot_approve_itself(municipality: Municipality, url_of) -> None:
    made = associations.invited(municipality)
    leader = associations.admin(municipality, made)
    with (
        pytest.raises(Exception, match="row-level security"),
        inside(municipality, person_id=leader, roles=("association_admin",)),
    ):
        actions.decide(association_id=made, kind="ended", reason="x", by=leader, by_name="Anna", at=NOW)


def test_what_is_missing_is_told_once_and_in_its_order() -> None:
    new = Standing(uuid4(), "Martat", "invited", None, None, None, None)
    agreed = replace(new, state="filled_in", filled_in=True, agreement_accepted_on=TODAY, agreement_version=1)
    stated = replace(agreed, statements_until=date(2027, 11, 24))
    late = replace(stated, state="approved", statements_until=TODAY, agreement_accepted_on=None)
    asked = [tuple(life.missing(one, approval="full", today=TODAY)) for one in (new, agreed, stated, late)]
    assert asked == [("details", "agreement"), ("statements",), ("approval",), ("new_agreement", "renewal")]


def state(where: Municipality, association_id: object, today: date = TODAY) -> str:
    with inside(where):
        return next(one.state for one in queries.standings(today) if one.association_id == association_id)
