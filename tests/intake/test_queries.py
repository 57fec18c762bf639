"""Contacts and clients as they are read."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.intake import queries
from app.values.missing import Missing
from tenants.registry import Municipality
from tests.factories import intake, people
from tests.factories.intake import COUNSELLOR
from tests.factories.municipalities import NOW, inside


def test_who_has_waited_longest_comes_first(municipality: Municipality, neighbour: Municipality) -> None:
    by = people.member(municipality, *COUNSELLOR)
    for name, days in (("Eilen", 1), ("Viikko sitten", 7), ("Tänään", 0)):
        intake.contact(municipality, by, calling_name=name, at=NOW - timedelta(days=days))
    intake.contact(neighbour, people.member(neighbour, *COUNSELLOR), calling_name="Naapurissa")
    with inside(municipality, person_id=by, roles=COUNSELLOR):
        assert [one.calling_name for one in queries.contacts()] == ["Viikko sitten", "Eilen", "Tänään"]


def test_a_client_is_read_with_the_name_of_their_counsellor(municipality: Municipality) -> None:
    by = people.member(municipality, "social_counsellor", "job_coach", name="Kirsi Ohjaaja")
    made = intake.client(municipality, by)
    with inside(municipality, person_id=by, roles=COUNSELLOR):
        found = queries.client(made.id)
        assert (found.counsellor_name, found.person_id) == ("Kirsi Ohjaaja", made.person_id)
        assert queries.client_of_person(made.person_id) == found


def test_a_counsellor_reads_their_own_and_the_lead_all(municipality: Municipality) -> None:
    mine, theirs = intake.client(municipality, calling_name="Aino"), intake.client(municipality, calling_name="Eino")
    with inside(municipality, person_id=mine.counsellor_id, roles=COUNSELLOR):
        assert [one.id for one in queries.clients_of(mine.counsellor_id)] == [mine.id]
        assert [one.id for one in queries.clients()] == [mine.id, theirs.id]


def test_a_missing_and_a_neighbours_client_are_alike(municipality: Municipality, neighbour: Municipality) -> None:
    theirs = intake.client(neighbour)
    for missing in (theirs.id, uuid4()):
        with pytest.raises(Missing), inside(municipality, roles=COUNSELLOR):
            queries.client(missing)
    for missing in (theirs.person_id, uuid4()):
        with pytest.raises(Missing), inside(municipality, roles=COUNSELLOR):
            queries.client_of_person(missing)
