"""The network as it is read."""

from uuid import uuid4

import pytest

from app.associations import queries
from app.values.missing import Missing
from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories.municipalities import inside


def test_the_network_is_read_by_name_and_only_here(municipality: Municipality, neighbour: Municipality) -> None:
    for name in ("Setlementti Silta", "Pyöräpaja Ratas", "Hyvän Mielen Talo"):
        associations.association(municipality, name)
    associations.association(neighbour, "Naapurin Martat")
    with inside(municipality):
        assert [one.name for one in queries.associations()] == [
            "Hyvän Mielen Talo",
            "Pyöräpaja Ratas",
            "Setlementti Silta",
        ]


def test_a_missing_and_a_neighbours_association_are_alike(municipality: Municipality, neighbour: Municipality) -> None:
    for missing in (associations.association(neighbour), uuid4()):
        with pytest.raises(Missing), inside(municipality):
            queries.association(missing)


def test_only_the_associations_asked_for(municipality: Municipality) -> None:
    one, _ = associations.association(municipality, "Yksi"), associations.association(municipality, "Toinen")
    with inside(municipality):
        assert [found.id for found in queries.these(frozenset({one, uuid4()}))] == [one]
        assert queries.these(frozenset()) == ()


def test_those_who_act_for_an_association(municipality: Municipality) -> None:
    made = associations.association(municipality)
    associations.volunteer(municipality, made, name="Veikko")
    people.member(municipality, "association_admin", name="Anna", association_id=made)
    associations.volunteer(municipality, associations.association(municipality, "Toinen ry"), name="Olli")
    with inside(municipality):
        assert [(person.name, person.role) for person in queries.speakers(made)] == [
            ("Anna", "association_admin"),
            ("Anna Arkinen", "association_admin"),
            ("Veikko", "association_member"),
        ]
