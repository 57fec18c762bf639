"""The account of an association changes through four eyes, and few may see it."""

import pytest
from sqlalchemy import text

from app.associations import actions, queries
from app.associations.rules import account as rules
from app.values.refusal import Refused
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories.municipalities import NOW, inside

OTHER = "FI42 5000 1510 0000 23"
FINANCE, ADMIN = ("finance",), ("municipality_admin",)


@pytest.mark.parametrize("typed", ["FI21 1234 5600 0007 85", "fi2112345600000785", " FI2112345600000785 "])
def test_an_account_number_is_written_one_way(typed: str) -> None:
    assert rules.written_iban(typed) == "FI2112345600000785"


@pytest.mark.parametrize("typed", ["FI2112345600000786", "1234", "", "FI21"])
def test_a_wrong_account_number_is_refused(typed: str) -> None:
    refusal = rules.may_propose(typed, in_force=None, waiting=False)
    assert refusal
    assert refusal.code == "associations.iban_wrong"


@pytest.mark.parametrize(
    ("address", "operator", "code"),
    [
        ("003707375462", "003721291126", None),
        ("FI2112345600000785", "NDEAFIHH", None),
        ("003707375463", "X", "associations.einvoice_wrong"),
        ("003707375462", "", "associations.einvoice_operator_missing"),
        ("", "X", "associations.einvoice_wrong"),
        ("", "", None),
    ],
)
def test_an_einvoice_address_is_an_ovt_or_an_account_with_its_operator(
    address: str, operator: str, code: str | None
) -> None:
    refusal = rules.may_send_einvoices(address, operator)
    assert (refusal.code if refusal else None) == code


def test_the_old_account_is_paid_to_until_a_second_person_has_confirmed_the_new_one(municipality: Municipality) -> None:
    made = associations.association(municipality)
    associations.account(municipality, made, confirmed=True)
    assert in_force(municipality, made) == "FI2112345600000785"
    waiting = associations.account(municipality, made, OTHER)
    assert in_force(municipality, made) == "FI2112345600000785"
    confirm(municipality, made, waiting, people.member(municipality, *ADMIN), ADMIN)
    assert in_force(municipality, made) == "FI4250001510000023"


def test_whoever_proposed_it_never_confirms_it(municipality: Municipality) -> None:
    made = associations.association(municipality)
    both = people.member(municipality, "finance", "municipality_admin")
    with inside(municipality, person_id=both, roles=FINANCE):
        waiting = actions.propose_account(association_id=made, iban=OTHER, by=both, at=NOW)
    with pytest.raises(Refused, match="associations_account_has_two_people"):
        confirm(municipality, made, waiting, both, ADMIN)
    with (
        pytest.raises(Exception, match="associations_account_has_two_people"),
        inside(municipality, person_id=both, roles=ADMIN),
    ):
        database.session().execute(
            text("UPDATE associations_account SET confirmed_at = now(), confirmed_by = :me WHERE id = :id"),
            {"me": both, "id": waiting},
        )


def test_who_speaks_for_the_association_does_not_confirm_for_the_municipality(municipality: Municipality) -> None:
    made = associations.association(municipality)
    waiting = associations.account(municipality, made)
    both = people.member(municipality, "municipality_admin")
    with pytest.raises(Refused, match="own_account"), inside(municipality, person_id=both, roles=ADMIN):
        actions.confirm_account(association_id=made, account_id=waiting, own={made}, by=both, at=NOW)


def test_an_association_proposes_and_cannot_confirm(municipality: Municipality) -> None:
    made = associations.association(municipality)
    one, two = associations.admin(municipality, made), associations.admin(municipality, made, name="Toinen")
    with inside(municipality, person_id=one, roles=associations.LEADER):
        waiting = actions.propose_account(association_id=made, iban=OTHER, own={made}, by=one, at=NOW)
    with pytest.raises(Exception, match="row-level security"):
        confirm(municipality, made, waiting, two, associations.LEADER)
    with inside(municipality, person_id=two, roles=associations.LEADER):
        actions.withdraw_account(association_id=made, account_id=waiting, own={made}, by=two, at=NOW)


def test_one_account_waits_at_a_time(municipality: Municipality) -> None:
    made = associations.association(municipality)
    associations.account(municipality, made)
    with pytest.raises(Refused, match="associations_account_waits_alone"):
        associations.account(municipality, made, OTHER)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("association_admin", True),
        ("finance", True),
        ("approver", True),
        ("municipality_admin", True),
        ("association_member", False),
        ("team_lead", False),
        ("social_counsellor", False),
        ("job_coach", False),
        ("data_protection_officer", False),
        ("client", False),
        ("clock", False),
    ],
)
def test_the_wall_shows_an_account_to_few(municipality: Municipality, role: str, sees: bool) -> None:
    made = associations.association(municipality)
    associations.account(municipality, made)
    with context.entering(municipality.id, person_id=people.person(), roles=(role,)), database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM associations_account")).scalar_one() == int(sees)


def test_the_association_gets_one_letter_when_its_account_changes(municipality: Municipality, superuser) -> None:
    made = associations.association(municipality)
    associations.account(municipality, made, confirmed=True)
    kinds = superuser.execute(
        "SELECT kind FROM outbox_letter WHERE municipality_id = %s AND kind = 'associations.account_changed'",
        (municipality.id,),
    ).fetchall()
    assert len(kinds) == 1


def confirm(where: Municipality, association_id, account_id, by, roles: tuple[str, ...]) -> None:
    with inside(where, person_id=by, roles=roles):
        actions.confirm_account(association_id=association_id, account_id=account_id, by=by, at=NOW)


def in_force(where: Municipality, association_id) -> str | None:
    with inside(where, person_id=people.member(where, "approver"), roles=("approver",)):
        return rules.in_force(queries.accounts_of(association_id))
