"""A proposal is seen once its address has proved itself, decided once, and the person in it forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.associations import queries as associations
from app.proposals import actions, queries
from app.values.refusal import Refused
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations as network
from tests.factories import people, proposals
from tests.factories.municipalities import NOW, inside

LEADS = ("team_lead", "municipality_admin")
OTHERS = ("social_counsellor", "job_coach", "association_admin", "client", "finance", "data_protection_officer")


def seen(where: Municipality, *roles: str) -> int:
    with context.entering(where.id, person_id=people.person(), roles=roles), database.reading() as db:
        return db.scalar(text("SELECT count(*) FROM proposals_proposal")) or 0


@pytest.mark.parametrize("role", LEADS)
def test_a_proposal_is_seen_only_after_its_address_is_confirmed(municipality: Municipality, role: str) -> None:
    secret = proposals.proposed(municipality)
    assert seen(municipality, role) == 0
    with inside(municipality):
        assert actions.confirm(secret=secret, by=None, at=NOW)
    assert seen(municipality, role) == 1


@pytest.mark.parametrize("role", [*OTHERS, ""])
def test_nobody_else_sees_or_decides_it(municipality: Municipality, role: str) -> None:
    proposals.confirmed(municipality)
    roles = (role,) if role else ()
    assert seen(municipality, *roles) == 0
    with context.entering(municipality.id, person_id=people.person(), roles=roles), database.writing() as db:
        assert db.execute(text("UPDATE proposals_proposal SET confirmed_at = NULL")).rowcount == 0  # type: ignore[attr-defined]


def test_a_stranger_leaves_nothing_already_confirmed(municipality: Municipality) -> None:
    add = text(
        "INSERT INTO proposals_proposal (municipality_id, name, kind, language, contact_name, email, offer,"
        " secret_hash, proposed_at, confirmed_at)"
        " VALUES (:here, 'X ry', 'association', 'fi', 'X', 'x@x.fi', '', '\\x00', now(), now())"
    )
    with pytest.raises(ProgrammingError, match="row-level security"), inside(municipality):
        database.session().execute(add, {"here": municipality.id})


def test_a_link_works_once_within_a_week_and_in_its_own_municipality(
    municipality: Municipality, neighbour: Municipality
) -> None:
    secret = proposals.proposed(municipality)
    with inside(neighbour):
        assert not actions.confirm(secret=secret, by=None, at=NOW)
    with inside(municipality):
        assert not actions.confirm(secret=secret, by=None, at=NOW + timedelta(days=7))
        assert not actions.confirm(secret="invented", by=None, at=NOW)
        assert actions.confirm(secret=secret, by=None, at=NOW)
        assert not actions.confirm(secret=secret, by=None, at=NOW)


def test_what_nobody_confirms_is_erased_after_a_week(municipality: Municipality) -> None:
    proposals.proposed(municipality)
    proposals.confirmed(municipality)
    for days, gone in ((6, 0), (7, 1), (8, 0)):
        with inside(municipality, roles=("clock",)):
            assert actions.forget_unconfirmed(by=None, at=NOW + timedelta(days=days)) == gone
    assert seen(municipality, "team_lead") == 1, "what was confirmed stays"


def test_who_is_taken_in_is_invited_and_the_person_is_forgotten(municipality: Municipality) -> None:
    made = proposals.confirmed(municipality, business_id="0737546-2")
    by = people.member(municipality, "team_lead")
    with inside(municipality, person_id=by, roles=("team_lead",)):
        association_id = actions.take_in(proposal_id=made, by=by, at=NOW)
        found, decided = associations.association(association_id), queries.proposal(made)
        standing = associations.standing(association_id, NOW.date())
    assert (found.name, found.business_id) == ("Keksityn rannan kylätalo ry", "0737546-2")
    assert standing.state == "invited"
    assert (decided.outcome, decided.email, decided.contact_name) == ("taken_in", None, None)
    with pytest.raises(Refused, match="already_decided"), inside(municipality, person_id=by, roles=("team_lead",)):
        actions.decline(proposal_id=made, words="", by=by, at=NOW)


def test_who_is_declined_is_forgotten(municipality: Municipality) -> None:
    made, by = proposals.confirmed(municipality), people.member(municipality, "municipality_admin")
    with inside(municipality, person_id=by, roles=("municipality_admin",)):
        actions.decline(proposal_id=made, words="Palataan keväällä.", by=by, at=NOW)
        decided = queries.proposal(made)
    assert (decided.outcome, decided.email, decided.contact_name) == ("declined", None, None)


def test_being_known_already_changes_nothing_of_proposing(municipality: Municipality) -> None:
    network.association(municipality, business_id="0737546-2")
    for _again in range(2):
        assert proposals.proposed(municipality, business_id="0737546-2", email="sama@yhdistys.example")


@pytest.mark.parametrize(
    "change", [{"name": " "}, {"business_id": "0737546-3"}, {"email": "x"}, {"offer": "Asiasta 131052-308T"}]
)
def test_what_cannot_be_right_is_refused(municipality: Municipality, change: dict[str, str]) -> None:
    with pytest.raises(Refused):
        proposals.proposed(municipality, **change)  # type: ignore[arg-type]
