"""The same months priced twice: by the one statement in the database and by plain Python over days; to the cent."""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.placements.rules import Terms
from app.reimbursement import queries
from app.values.period import Month
from tenants.registry import Municipality
from tests.factories import (
    associations,
    attendance,
    intake,
    municipalities,
    people,
    placements,
    reimbursement,
    worktasks,
)
from tests.factories.attendance import OCTOBER
from tests.factories.municipalities import inside
from tests.factories.placements import Placed
from tests.factories.reimbursement import FINANCE
from tests.reimbursement import plain

WEEKDAYS = st.frozensets(st.integers(1, 5), min_size=1, max_size=4)
FIRST_DAYS = st.dates(date(2026, 8, 20), date(2026, 10, 20))
RATES = st.lists(st.tuples(st.integers(1, 9_999), st.integers(1, 40)), min_size=0, max_size=4)

slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def decided(where: Municipality, drawn: list[tuple[int, int]]) -> list[plain.Rate]:
    """Rates one after another from 25 September, each for some days, with a gap of a day after every second."""
    rates, first = [], date(2026, 9, 25)
    for number, (cents, length) in enumerate(drawn):
        last = first + timedelta(days=length - 1)
        reimbursement.policy(where, cents, valid_from=first, valid_to=last)
        rates.append(plain.Rate(cents, first, last))
        first = last + timedelta(days=1 + number % 2)
    return rates


def worked(where: Municipality, placed: Placed, chance: random.Random) -> list[tuple[UUID, date]]:
    """October answered at random and confirmed."""
    days = attendance.roster(where, placed)
    if not days:
        return []
    away = {day for day in days if chance.random() < 0.4}
    attendance.confirmed(where, placed, absent=away)
    return [(placed.id, day) for day in days if day not in away]


@slow
@given(RATES, st.lists(st.tuples(FIRST_DAYS, WEEKDAYS), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_two_ways_of_pricing_agree(
    app: Flask, rates: list[tuple[int, int]], terms: list[tuple[date, frozenset[int]]], chance: random.Random
) -> None:
    where = municipalities.municipality()
    hosts = [worktasks.task(where, associations.association(where), places=9) for _ in range(2)]
    known = decided(where, rates)
    attended: dict[UUID, list[tuple[UUID, date]]] = {}
    for number, (first_on, weekdays) in enumerate(terms):
        period = Terms(first_on, date(2027, 2, 20), weekdays, 300)
        placed = placements.placement(where, client=intake.client(where), task_id=hosts[number % 2], terms=period)
        attended.setdefault(placed.association_id, []).extend(worked(where, placed, chance))
    reimbursement.prepared(where)
    with inside(where, person_id=None, roles=FINANCE):
        claims = queries.claims_of_month(OCTOBER)
        made = {claim.association_id: claim.total.amount for claim in claims}
        lines = {
            (line.placement_id, line.policy.valid_from): (line.days, line.total.amount)
            for claim in claims
            for line in queries.lines(claim.id)
        }
    expected = {association: plain.total(days, known) for association, days in attended.items()}
    assert made == {association: cents for association, cents in expected.items() if cents}
    assert lines == plain.lines([day for days in attended.values() for day in days], known)


@slow
@given(st.lists(st.sampled_from(("first", "second", "prepare")), max_size=8))
def test_whatever_the_order_every_confirmed_day_is_paid_once(app: Flask, steps: list[str]) -> None:
    where = municipalities.municipality()
    reimbursement.policy(where)
    first = placements.placement(where)
    second = placements.placement(where, client=intake.client(where), task_id=first.task_id)
    finance, days = people.member(where, *FINANCE), 0
    for step in steps:
        if step == "prepare":
            reimbursement.prepared(where, by=finance)
        elif step == "first" and first is not None:
            first, days = None, days + attendance.confirmed(where, first, attended=5)
        elif step == "second" and second is not None:
            second, days = None, days + attendance.confirmed(where, second, attended=7)
    reimbursement.prepared(where, by=finance)
    with inside(where, person_id=None, roles=FINANCE):
        assert sum(claim.total.amount for claim in queries.claims_of_month(OCTOBER)) == days * 1009


@pytest.mark.parametrize(("month", "days"), [(Month(2026, 9), 18), (OCTOBER, 17)])
def test_golden_months_by_hand(municipality: Municipality, month: Month, days: int) -> None:
    """Monday to Thursday: 18 days in September and 17 in October 2026, at 10.09 €: 181.62 € and 171.53 €."""
    reimbursement.policy(municipality)
    placed = placements.placement(municipality)
    assert attendance.confirmed(municipality, placed, month) == days
    (claim_id,) = reimbursement.prepared(municipality, month)
    with inside(municipality, person_id=None, roles=FINANCE):
        assert queries.claim(claim_id).total.amount == {18: 18162, 17: 17153}[days]
        (line,) = queries.lines(claim_id)
        assert len(queries.paid_days(line.id)) == days
