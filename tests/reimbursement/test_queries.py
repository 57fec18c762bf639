"""What is asked of money: what a month has come to, what waits, and which days stand behind a line."""

from datetime import date

import pytest

from app.reimbursement import queries
from app.values.missing import Missing
from app.values.money import Cents
from app.values.period import Month
from tenants.registry import Municipality
from tests.factories import attendance, intake, placements, reimbursement
from tests.factories.attendance import MEMBER, OCTOBER
from tests.factories.municipalities import inside
from tests.factories.placements import SERVICE, Placed
from tests.factories.reimbursement import FINANCE


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    reimbursement.policy(municipality)
    return placements.placement(municipality)


def test_a_month_shows_what_waits_and_what_it_has_come_to(municipality: Municipality, placed: Placed) -> None:
    attendance.confirmed(municipality, placed, attended=12)
    with inside(municipality, person_id=None, roles=FINANCE):
        (before,) = queries.months()
    assert (before.month, before.claims, before.due_placements, before.due_associations) == (OCTOBER, 0, 1, 1)
    (claim_id,) = reimbursement.prepared(municipality)
    with inside(municipality, person_id=None, roles=FINANCE):
        (after,) = queries.months()
    assert (after.claims, after.drafts, after.total, after.due_placements) == (1, 1, Cents(12108), 0)
    reimbursement.approved(municipality, claim_id)
    with inside(municipality, person_id=None, roles=FINANCE):
        assert queries.months()[0].drafts == 0


def test_confirmed_days_that_no_rate_covers_do_not_wait(municipality: Municipality) -> None:
    """K18."""
    reimbursement.policy(municipality, valid_from=date(2026, 11, 1))
    attendance.confirmed(municipality, placements.placement(municipality))
    with inside(municipality, person_id=None, roles=FINANCE):
        assert queries.months() == ()


def test_a_line_leads_back_to_its_days(municipality: Municipality, placed: Placed) -> None:
    days = attendance.roster(municipality, placed)
    attendance.confirmed(municipality, placed, absent=days[3:])
    (claim_id,) = reimbursement.prepared(municipality)
    with inside(municipality, person_id=None, roles=FINANCE):
        (line,) = queries.lines(claim_id)
        assert [day.on for day in queries.paid_days(line.id)] == list(days[:3])


def test_an_association_finds_its_own_claims(municipality: Municipality, placed: Placed) -> None:
    other = placements.placement(municipality, client=intake.client(municipality))
    for one in (placed, other):
        attendance.confirmed(municipality, one, attended=2)
    reimbursement.prepared(municipality)
    with inside(municipality, person_id=placed.volunteer_id, roles=MEMBER):
        (mine,) = queries.claims_of({placed.association_id})
        assert mine.association_id == placed.association_id
        assert queries.claim(mine.id) == mine


def test_settled_months_are_those_with_a_line_of_the_service(municipality: Municipality, placed: Placed) -> None:
    for month in (OCTOBER, Month(2026, 9)):
        attendance.confirmed(municipality, placed, month, attended=1)
    reimbursement.prepared(municipality, Month(2026, 9))
    with inside(municipality, person_id=None, roles=FINANCE):
        assert queries.settled_months(SERVICE) == (Month(2026, 9),)
        assert queries.settled_months("another_service") == ()


def test_a_claim_that_is_not_there_is_missing(municipality: Municipality, placed: Placed) -> None:
    with inside(municipality, person_id=None, roles=FINANCE), pytest.raises(Missing):
        queries.claim(placed.id)
