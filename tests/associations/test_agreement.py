"""The agreement: versions, who accepted what, and what waits for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.associations import actions, queries
from app.associations.rules import agreement as rules
from app.placements.rules import Plan
from app.reimbursement import queries as money
from app.values.refusal import Refused
from app.values.wording import Wording
from tenants import database, settings
from tenants.registry import Municipality
from tests.factories import associations, attendance, people, placements, reimbursement, steering, worktasks
from tests.factories.attendance import OCTOBER
from tests.factories.municipalities import NOW, inside

WORDS = st.builds(Wording, st.text(), st.text(), st.text())
CLAUSES = st.lists(st.builds(rules.Clause, st.text(), WORDS, WORDS), max_size=5)


@given(CLAUSES, CLAUSES)
def test_a_fingerprint_tells_texts_apart_and_knows_them_again(one: list[rules.Clause], two: list[rules.Clause]) -> None:
    assert (rules.fingerprint(one) == rules.fingerprint(two)) == (rules.plain(one) == rules.plain(two))


def reworded(where: Municipality, words: str = "Uusi kohta.") -> None:
    """The municipality changes its agreement."""
    by = people.member(where, "municipality_admin")
    with inside(where):
        said = [{**row, "title": dict(row["title"]), "text": dict(row["text"])} for row in _clauses()]
    said[0]["text"]["fi"] = words
    steering.changed(where, "associations", "agreement", said, by=by)


def _clauses() -> tuple[dict[str, dict[str, str]], ...]:
    found: tuple[dict[str, dict[str, str]], ...] = settings.value("associations", "agreement")
    return found


def test_what_was_accepted_stays_when_the_municipality_changes_the_text(municipality: Municipality) -> None:
    made = associations.association(municipality)
    leader = associations.admin(municipality, made)
    reworded(municipality)
    with inside(municipality):
        (old,) = queries.acceptances_of(made)
        standing = queries.standing(made, NOW.date())
        assert (queries.agreement().number, old.number) == (2, 1)
        assert old.clauses[0].text.fi != "Uusi kohta."
    assert not standing.has_valid_agreement
    associations.accepted(municipality, made, leader)
    with inside(municipality):
        assert queries.standing(made, NOW.date()).agreement_version == 2
        assert len(queries.acceptances_of(made)) == 2


def test_a_text_that_returns_is_the_version_it_was(municipality: Municipality) -> None:
    made = associations.association(municipality)
    with inside(municipality):
        first = queries.agreement_fingerprint()
    reworded(municipality)
    associations.accepted(municipality, made, associations.admin(municipality, made))
    by = people.member(municipality, "municipality_admin")
    with inside(municipality, person_id=by, roles=("municipality_admin",)):
        settings.reset(section="associations", setting="agreement")
        assert queries.agreement_fingerprint() == first
        assert queries.standing(made, NOW.date()).agreement_version == 1


def test_a_text_changed_while_it_was_read_is_not_accepted(municipality: Municipality) -> None:
    made = associations.invited(municipality)
    leader = associations.admin(municipality, made)
    with pytest.raises(Refused, match="agreement_has_changed"), inside(municipality, person_id=leader, roles=LEADER):
        accept(made, leader, fingerprint="0" * 64)


LEADER = associations.LEADER


def accept(association_id: object, by: object, **more: object) -> None:
    said = {
        "association_id": association_id,
        "fingerprint": queries.agreement_fingerprint(),
        "statements": associations.STATEMENTS,
        "parties": {},
        "language": "fi",
        "led": {association_id},
        "by": by,
        "by_name": "Anna",
        "at": NOW,
    }
    actions.accept_agreement(**said | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "code"),
    [({"statements": ("not_dependent",)}, "statement_missing"), ({"led": set()}, "only_its_admin_accepts")],
)
def test_it_takes_both_statements_and_somebody_who_leads(
    municipality: Municipality, said: dict[str, object], code: str
) -> None:
    made = associations.invited(municipality)
    leader = associations.admin(municipality, made)
    with pytest.raises(Refused, match=code), inside(municipality, person_id=leader, roles=LEADER):
        accept(made, leader, **said)


@pytest.mark.parametrize(
    "table", ["associations_acceptance", "associations_statement", "associations_agreement_version"]
)
def test_nobody_changes_what_was_accepted(municipality: Municipality, table: str) -> None:
    associations.association(municipality)
    for command in (f"UPDATE {table} SET id = uuidv7()", f"DELETE FROM {table}"):
        with (
            pytest.raises(Exception, match="permission denied"),
            inside(municipality, person_id=people.member(municipality, "municipality_admin"), roles=ADMIN),
        ):
            database.session().execute(text(command))


ADMIN = ("municipality_admin",)


def test_a_member_cannot_accept_past_the_wall(municipality: Municipality) -> None:
    made = associations.association(municipality)
    volunteer = associations.volunteer(municipality, made)
    reworded(municipality)
    with (
        pytest.raises(Exception, match="row-level security"),
        inside(municipality, person_id=volunteer, roles=("association_member",)),
    ):
        accept(made, volunteer)


def test_the_next_claim_waits_for_the_new_agreement_and_an_earlier_one_goes_on(municipality: Municipality) -> None:
    reimbursement.policy(municipality)
    there = placements.placement(municipality)
    attendance.confirmed(municipality, there, OCTOBER.before())
    (earlier,) = reimbursement.prepared(municipality, OCTOBER.before())
    reworded(municipality)
    attendance.confirmed(municipality, there, OCTOBER)
    with pytest.raises(Refused, match="agreement_missing") as refused:
        reimbursement.prepared(municipality)
    assert "Rannan Martat" in str(refused.value.refusal.facts["names"])
    with inside(municipality, person_id=people.member(municipality, "finance"), roles=("finance",)):
        assert money.held_back(OCTOBER) == ("Rannan Martat ry",)
    reimbursement.approved(municipality, earlier)
    leader = associations.admin(municipality, there.association_id)
    associations.accepted(municipality, there.association_id, leader)
    assert len(reimbursement.prepared(municipality)) == 1


def test_one_missing_agreement_holds_nobody_else_back(municipality: Municipality) -> None:
    reimbursement.policy(municipality)
    there, other = placements.placement(municipality), placements.placement(municipality)
    for placed in (there, other):
        attendance.confirmed(municipality, placed, OCTOBER)
    reworded(municipality)
    associations.accepted(municipality, there.association_id, associations.admin(municipality, there.association_id))
    assert len(reimbursement.prepared(municipality)) == 1


def test_nothing_is_paid_without_any_agreement(municipality: Municipality, superuser) -> None:
    """A claim of before there were agreements: its approval waits for the association's yes."""
    reimbursement.policy(municipality)
    attendance.confirmed(municipality, placements.placement(municipality), OCTOBER)
    (claim,) = reimbursement.prepared(municipality)
    superuser.execute("DELETE FROM associations_acceptance WHERE municipality_id = %s", (municipality.id,))
    with pytest.raises(Refused, match="agreement_missing"):
        reimbursement.approved(municipality, claim)


@pytest.mark.parametrize("kind", ["suspended", "ended"])
def test_what_runs_is_safe_when_an_association_is_suspended_or_ended(municipality: Municipality, kind: str) -> None:
    there = placements.placement(municipality)
    associations.decided(municipality, there.association_id, kind, reason="Remontti")
    attendance.confirmed(municipality, there, OCTOBER)
    with pytest.raises(Refused, match=f"host_is_{kind}"):
        placements.placement(municipality, task_id=there.task_id)


def test_what_runs_is_safe_when_the_yearly_check_has_lapsed(municipality: Municipality, superuser) -> None:
    there = placements.placement(municipality)
    for table in ("associations_statement", "associations_decision"):
        superuser.execute(
            f"UPDATE {table} SET until_on = '2025-01-01' WHERE municipality_id = %s AND until_on IS NOT NULL",
            (municipality.id,),
        )
    with inside(municipality):
        assert queries.standing(there.association_id, NOW.date()).state == "lapsed"
    attendance.confirmed(municipality, there, OCTOBER)
    with pytest.raises(Refused, match="host_is_lapsed"):
        placements.placement(municipality, task_id=there.task_id)


def test_nobody_is_placed_before_the_approval(municipality: Municipality) -> None:
    made = associations.invited(municipality)
    task = worktasks.task(municipality, made)
    with pytest.raises(Refused, match="host_is_invited"):
        placements.placement(municipality, task_id=task, plan=Plan("activation_plan", NOW.date()))
