"""The network grows and is corrected."""

from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from app.associations import actions, queries
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories.municipalities import NOW, inside


def test_a_registered_association_is_there(municipality: Municipality) -> None:
    made = associations.association(municipality, "Rannan Martat ry", business_id="07375462", kind="foundation")
    with inside(municipality):
        found = queries.association(made)
    assert (found.name, found.business_id, found.kind, found.is_in_network) == (
        "Rannan Martat ry",
        "0737546-2",
        "foundation",
        True,
    )


def test_a_business_id_is_in_the_network_once(municipality: Municipality, neighbour: Municipality) -> None:
    associations.association(municipality, business_id="0737546-2")
    associations.association(neighbour, business_id="0737546-2")
    with pytest.raises(IntegrityError, match="associations_association_is_registered_once"):
        associations.association(municipality, "Sama uudestaan ry", business_id="0737546-2")


def test_associations_without_a_business_id_do_not_collide(municipality: Municipality) -> None:
    associations.association(municipality, "Yksi ry")
    associations.association(municipality, "Toinen ry")


def test_details_are_corrected(municipality: Municipality) -> None:
    made, by = associations.association(municipality), people.member(municipality, "team_lead")
    with inside(municipality, person_id=by, roles=("team_lead",)):
        actions.change_association(
            association_id=made,
            name="Rannan Martat rf",
            business_id="0737546-2",
            kind="association",
            language="sv",
            by=by,
            at=NOW,
        )
        found = queries.association(made)
    assert (found.name, found.business_id, found.language) == ("Rannan Martat rf", "0737546-2", "sv")


def test_a_wrong_id_changes_nothing(municipality: Municipality) -> None:
    made, by = associations.association(municipality), people.member(municipality, "team_lead")
    with pytest.raises(Refused), inside(municipality, person_id=by, roles=("team_lead",)):
        actions.change_association(
            association_id=made, name="Uusi", business_id="1", kind="association", language="fi", by=by, at=NOW
        )
    with inside(municipality):
        assert queries.association(made).name == "Rannan Martat ry"


def test_a_neighbours_association_cannot_be_corrected(municipality: Municipality, neighbour: Municipality) -> None:
    theirs, by = associations.association(neighbour), people.member(municipality, "team_lead")
    for missing in (theirs, uuid4()):
        with pytest.raises(Missing), inside(municipality, person_id=by, roles=("team_lead",)):
            actions.change_association(
                association_id=missing, name="X", business_id=None, kind="association", language="fi", by=by, at=NOW
            )
