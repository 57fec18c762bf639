"""Ladders as they are read: one's own, or what is shared."""

import pytest

from app.goals import queries
from tenants.registry import Municipality
from tests.factories import goals, intake, people
from tests.factories.goals import as_client
from tests.factories.municipalities import inside


def test_one_reads_ones_own_with_the_lowest_rung_first(municipality: Municipality) -> None:
    client = goals.ladder(municipality)
    goals.ladder(municipality)
    with as_client(municipality, client):
        found = queries.ladder_of(client.person_id)
    assert found is not None
    assert [rung.place for rung in found.rungs] == [1, 2]


def test_k7_not_begun_and_not_shared_look_the_same(municipality: Municipality) -> None:
    hidden, none = goals.ladder(municipality), intake.client(municipality)
    for client in (hidden, none):
        with inside(municipality, person_id=client.counsellor_id, roles=("social_counsellor",)):
            assert queries.shared_ladder(client.id) is None


@pytest.mark.parametrize("role", ["team_lead", "municipality_admin", "association_member", "finance"])
def test_what_is_shared_is_shared_with_counsellors_alone(municipality: Municipality, role: str) -> None:
    client = goals.ladder(municipality, shared=True)
    with inside(municipality, person_id=people.person(), roles=(role,)):
        assert queries.shared_ladder(client.id) is None


def test_versions_are_not_shared(municipality: Municipality) -> None:
    client = goals.ladder(municipality, shared=True)
    with inside(municipality, person_id=client.counsellor_id, roles=("social_counsellor",)):
        shared = queries.shared_ladder(client.id)
        assert shared is not None
        assert queries.versions(shared.id) == ()
        assert queries.last_version(shared.id) == 0


def test_another_municipality_has_none_of_it(municipality: Municipality, neighbour: Municipality) -> None:
    client = goals.ladder(municipality, shared=True)
    with inside(neighbour, person_id=client.counsellor_id, roles=("social_counsellor",)):
        assert queries.shared_ladder(client.id) is None
