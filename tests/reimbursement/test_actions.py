"""Deciding, preparing and approving on the real database: once under double clicks and kills, by two people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Executable, delete, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from app.reimbursement import actions, models, queries
from app.values.money import Cents
from app.values.period import Month
from app.values.refusal import Refused
from tenants import database
from tenants.registry import Municipality
from tests.factories import attendance, intake, people, placements, reimbursement
from tests.factories.attendance import OCTOBER
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import Placed
from tests.factories.reimbursement import ADMIN, APPROVER, FINANCE


def prepare(where: Municipality, month: Month = OCTOBER) -> int:
    by = people.member(where, *FINANCE)
    with inside(where, person_id=by, roles=FINANCE):
        return actions.prepare_claims(month=month, by=by, at=NOW)


def claims(where: Municipality, month: Month = OCTOBER) -> list[tuple[UUID, int, int, int]]:
    with inside(where, person_id=None, roles=FINANCE):
        return [(c.association_id, c.number, c.days, c.total.amount) for c in queries.claims_of_month(month)]


def colleague(where: Municipality, placed: Placed) -> Placed:
    """Somebody else in the same task."""
    return placements.placement(where, client=intake.client(where, calling_name="Eino"), task_id=placed.task_id)


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    return placements.placement(municipality)


def test_twelve_attended_days_are_a_hundred_and_twenty_one_euros_eight(
    municipality: Municipality, placed: Placed
) -> None:
    """Järvenpää's rule, decision 16.5.2018 § 54: 12 × 10.09 € = 121.08 €."""
    reimbursement.policy(municipality)
    assert attendance.confirmed(municipality, placed, attended=12) == 12
    assert prepare(municipality) == 1
    assert claims(municipality) == [(placed.association_id, 1, 12, 12108)]


def test_without_a_decision_nothing_is_paid(municipality: Municipality, placed: Placed) -> None:
    """K18."""
    attendance.confirmed(municipality, placed)
    assert "jarvenpaa_2018" in [template.code for template in reimbursement.templates(municipality)]
    assert prepare(municipality) == 0
    assert claims(municipality) == []


def test_the_playbooks_example_is_installed_once(municipality: Municipality) -> None:
    once, again = reimbursement.templates(municipality), reimbursement.templates(municipality)
    assert once == again
    (first,) = (template for template in once if template.code == "jarvenpaa_2018")
    assert (first.day, first.service_type) == (Cents(1009), "rehabilitative_work")
    assert first.name.fi.startswith("10,09 €")


def test_an_unconfirmed_month_is_not_claimed(municipality: Municipality, placed: Placed) -> None:
    reimbursement.policy(municipality)
    attendance.marked(municipality, placed, *attendance.roster(municipality, placed))
    assert prepare(municipality) == 0


def test_a_month_is_not_claimed_before_it_is_over(municipality: Municipality) -> None:
    with pytest.raises(Refused) as no:
        prepare(municipality, Month(2026, 11))
    assert no.value.refusal.code == "reimbursement.month_not_over"


def test_one_claim_for_an_association_and_one_line_for_each_placement(
    municipality: Municipality, placed: Placed
) -> None:
    reimbursement.policy(municipality)
    attendance.confirmed(municipality, placed, attended=12)
    attendance.confirmed(municipality, colleague(municipality, placed), attended=3)
    attendance.confirmed(municipality, placements.placement(municipality), attended=1)
    assert prepare(municipality) == 2
    assert {days: cents for _association, _number, days, cents in claims(municipality)} == {15: 15135, 1: 1009}


def test_somebody_who_never_came_makes_no_line(municipality: Municipality, placed: Placed) -> None:
    reimbursement.policy(municipality)
    attendance.confirmed(municipality, placed, attended=0)
    assert prepare(municipality) == 0


def test_a_day_is_paid_by_the_rate_of_that_day(municipality: Municipality, placed: Placed) -> None:
    """Kouvola 2017: 10.09 € becomes 20 €; here in mid-month, 15 October."""
    reimbursement.policy(municipality)
    reimbursement.policy(municipality, 2000, valid_from=date(2026, 10, 15))
    days = attendance.roster(municipality, placed)
    attendance.confirmed(municipality, placed)
    (claim_id,) = reimbursement.prepared(municipality)
    before = sum(day < date(2026, 10, 15) for day in days)
    with inside(municipality, person_id=None, roles=FINANCE):
        made = [(line.policy.day, line.days) for line in queries.lines(claim_id)]
    assert made == [(Cents(1009), before), (Cents(2000), len(days) - before)]


def test_what_is_confirmed_later_comes_in_a_further_claim(municipality: Municipality, placed: Placed) -> None:
    reimbursement.policy(municipality)
    late = colleague(municipality, placed)
    attendance.confirmed(municipality, placed, attended=2)
    assert [prepare(municipality), prepare(municipality)] == [1, 0]
    attendance.confirmed(municipality, late, attended=1)
    assert [prepare(municipality), prepare(municipality)] == [1, 0]
    assert claims(municipality) == [(placed.association_id, 1, 2, 2018), (placed.association_id, 2, 1, 1009)]


def test_pressed_twenty_times_at_once_it_is_made_once(municipality: Municipality, placed: Placed) -> None:
    reimbursement.policy(municipality)
    for one in (placed, colleague(municipality, placed), placements.placement(municipality)):
        attendance.confirmed(municipality, one, attended=4)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _n: prepare(municipality), range(20)))
    assert sum(made) == 2
    assert sum(cents for *_rest, cents in claims(municipality)) == 12 * 1009


def test_killed_before_the_end_nothing_is_made_and_again_once(
    municipality: Municipality, placed: Placed, admin_url: str
) -> None:
    reimbursement.policy(municipality)
    attendance.confirmed(municipality, placed, attended=4)
    by = people.member(municipality, *FINANCE)
    with pytest.raises(DBAPIError):
        killed_while_preparing(municipality, by, admin_url)
    assert claims(municipality) == []
    assert [prepare(municipality), prepare(municipality)] == [1, 0]
    assert claims(municipality) == [(placed.association_id, 1, 4, 4036)]


def killed_while_preparing(where: Municipality, by: UUID, admin_url: str) -> None:
    """The database ends the connection after the claims were made and before they were committed."""
    with inside(where, person_id=by, roles=FINANCE):
        assert actions.prepare_claims(month=OCTOBER, by=by, at=NOW) == 1
        backend = database.session().execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
        database.session().execute(text("SELECT 1"))


def approval(by: UUID) -> dict[str, object]:
    return {"state": "approved", "approved_at": NOW, "approved_by": by}


def change(where: Municipality, by: UUID, roles: tuple[str, ...], statement: Executable) -> int:
    with inside(where, person_id=by, roles=roles):
        return database.session().execute(statement).rowcount  # type: ignore[attr-defined]


def write(where: Municipality, by: UUID | None, roles: tuple[str, ...], row: object) -> None:
    with inside(where, person_id=by, roles=roles):
        database.session().add(row)


@pytest.fixture
def claim(municipality: Municipality, placed: Placed) -> tuple[UUID, UUID]:
    """A draft and who prepared it."""
    reimbursement.policy(municipality)
    attendance.confirmed(municipality, placed, attended=12)
    by = people.member(municipality, *FINANCE, *APPROVER)
    (claim_id,) = reimbursement.prepared(municipality, by=by)
    return claim_id, by


def test_a_second_person_approves(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    claim_id, _preparer = claim
    reimbursement.approved(municipality, claim_id)
    with inside(municipality, person_id=None, roles=FINANCE):
        assert queries.claim(claim_id).is_approved


def test_the_preparer_is_refused_by_rule_and_by_database(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    claim_id, preparer = claim
    with pytest.raises(Refused) as no, inside(municipality, person_id=preparer, roles=APPROVER):
        actions.approve_claim(claim_id=claim_id, own=(), by=preparer, at=NOW)
    assert no.value.refusal.code == "reimbursement_claim_has_two_people"
    with pytest.raises(IntegrityError, match="reimbursement_claim_has_two_people"):
        change(municipality, preparer, APPROVER, update(models.Claim).values(approval(preparer)))


def test_nobody_approves_in_anothers_name(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    approver, other = (people.member(municipality, *APPROVER) for _ in range(2))
    with pytest.raises(ProgrammingError, match="row-level security"):
        change(municipality, approver, APPROVER, update(models.Claim).values(approval(other)))


def test_after_approval_nothing_changes(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    claim_id, _preparer = claim
    reimbursement.approved(municipality, claim_id)
    with pytest.raises(Refused) as no:
        reimbursement.approved(municipality, claim_id)
    assert no.value.refusal.code == "reimbursement.already_approved"
    roles = (*APPROVER, *FINANCE)
    by = people.member(municipality, *roles)
    back = {"state": "draft", "approved_at": None, "approved_by": None}
    assert change(municipality, by, roles, update(models.Claim).values(back)) == 0
    for statement in (
        update(models.Claim).values(total_cents=1),
        update(models.Line).values(attended_days=1),
        delete(models.Claim),
        delete(models.Line),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            change(municipality, by, roles, statement)


def test_approved_at_once_it_is_approved_once(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    claim_id, _preparer = claim

    def act(_n: int) -> str:
        try:
            reimbursement.approved(municipality, claim_id)
        except Refused as no:
            return no.refusal.code
        return "approved"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(act, range(4))) == ["approved", *["reimbursement.already_approved"] * 3]


def test_a_line_is_days_times_its_policys_rate_or_is_not_kept(
    municipality: Municipality, claim: tuple[UUID, UUID]
) -> None:
    with inside(municipality, person_id=None, roles=FINANCE):
        line = database.session().scalars(select(models.Line)).one()
        same = {key: getattr(line, key) for key in ("claim_id", "placement_id", "policy_id")}
    september = {**same, "month_on": date(2026, 9, 1), "attended_days": 2}
    for wrong, name in (
        ({**september, "day_cents": 1009, "sum_cents": 2019}, "reimbursement_line_sum_is_days_times_rate"),
        ({**september, "day_cents": 2000, "sum_cents": 4000}, "reimbursement_line_claim_fkey|policy_and_rate"),
        (
            {**same, "month_on": OCTOBER.first_on, "attended_days": 1, "day_cents": 1009, "sum_cents": 1009},
            "counted_once",
        ),
    ):
        with pytest.raises(IntegrityError, match=name):
            write(municipality, None, FINANCE, models.Line(**wrong))


def decide(where: Municipality, cents: int, *, valid_from: date, valid_to: date | None = None) -> UUID:
    return reimbursement.policy(where, cents, valid_from=valid_from, valid_to=valid_to)


def test_a_new_decision_ends_the_one_without_an_end(municipality: Municipality) -> None:
    decide(municipality, 1009, valid_from=date(2026, 1, 1))
    decide(municipality, 2000, valid_from=date(2026, 12, 1))
    with inside(municipality, person_id=None, roles=ADMIN):
        known = [(policy.day.amount, policy.valid_from, policy.valid_to) for policy in queries.policies()]
    assert known == [(2000, date(2026, 12, 1), None), (1009, date(2026, 1, 1), date(2026, 11, 30))]


def test_two_rates_of_one_day_are_refused_by_rule_and_by_database(municipality: Municipality) -> None:
    decide(municipality, 1009, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    with pytest.raises(Refused) as no:
        decide(municipality, 2000, valid_from=date(2026, 12, 31))
    assert no.value.refusal.code == "reimbursement.policy_overlaps"
    by = people.member(municipality, *ADMIN)
    with inside(municipality, person_id=by, roles=ADMIN):
        row = database.session().scalars(select(models.Policy)).one()
        kept = (column.key for column in models.Policy.__table__.columns if column.key not in {"id", "entered_by"})
        same = {key: getattr(row, key) for key in kept}
    with pytest.raises(IntegrityError, match="reimbursement_policy_is_alone_on_its_days"):
        write(municipality, by, ADMIN, models.Policy(**same, entered_by=by))


def test_a_settled_month_keeps_its_rate(municipality: Municipality, claim: tuple[UUID, UUID]) -> None:
    with pytest.raises(Refused) as no:
        decide(municipality, 2000, valid_from=date(2026, 10, 31))
    assert no.value.refusal.code == "reimbursement.month_is_settled"
    assert decide(municipality, 2000, valid_from=date(2026, 11, 1))


def test_only_the_admin_decides_also_by_the_database(municipality: Municipality) -> None:
    by = people.member(municipality, *FINANCE)
    decided = reimbursement.decision()
    with pytest.raises(ProgrammingError, match="row-level"), inside(municipality, person_id=by, roles=FINANCE):
        actions.decide_policy(decision=decided, template_id=None, by=by, at=NOW)


def test_a_neighbours_money_does_not_exist(municipality: Municipality, neighbour: Municipality) -> None:
    reimbursement.samples(neighbour)
    with inside(municipality, person_id=None, roles=(*FINANCE, *APPROVER, *ADMIN)):
        assert not queries.has_policy()
        assert queries.months() == ()
        assert queries.claims_of_month(OCTOBER) == ()
