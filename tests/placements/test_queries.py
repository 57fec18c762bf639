"""What is asked of placements: whose they are, who is where, and which limits hold on a day."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from app.intake import models as intake_models
from app.placements import queries
from app.values.missing import Missing
from tenants import database
from tenants.registry import Municipality
from tests.factories import associations, intake, people, placements, worktasks
from tests.factories.intake import COUNSELLOR
from tests.factories.municipalities import inside
from tests.factories.placements import AUTUMN, SERVICE

LEAD = ("team_lead",)


def test_a_neighbours_placement_does_not_exist(municipality: Municipality, neighbour: Municipality) -> None:
    placed = placements.placement(neighbour)
    with inside(municipality, person_id=people.member(municipality, *COUNSELLOR), roles=COUNSELLOR):
        with pytest.raises(Missing):
            queries.placement(placed.id)
        assert queries.placements() == ()


def test_the_association_sees_who_comes_between_two_days(municipality: Municipality) -> None:
    placed = placements.placement(municipality)
    elsewhere = placements.placement(
        municipality, task_id=worktasks.task(municipality, associations.association(municipality))
    )
    with inside(municipality, person_id=placed.volunteer_id, roles=("association_member",)):
        found = queries.running_at({placed.association_id}, since=date(2026, 11, 30), until=date(2026, 12, 6))
        assert [placement.id for placement in found] == [placed.id]
        assert queries.running_at({placed.association_id}, since=date(2026, 12, 1), until=date(2026, 12, 6)) == ()
    assert elsewhere.association_id != placed.association_id


def test_a_counsellor_finds_their_own_clients_placements(municipality: Municipality) -> None:
    placed, other = placements.placement(municipality), placements.placement(municipality)
    with inside(municipality, person_id=placed.client.counsellor_id, roles=COUNSELLOR):
        assert [one.id for one in queries.placements_of_counsellor(placed.client.counsellor_id)] == [placed.id]
        assert {one.id for one in queries.placements()} == {placed.id, other.id}
        assert queries.these({other.id}).keys() == {other.id}


def test_a_client_finds_their_own_and_the_wall_shows_no_others(municipality: Municipality) -> None:
    placed, other = placements.placement(municipality), placements.placement(municipality)
    with inside(municipality, person_id=placed.client.person_id, roles=("client",)):
        (mine,) = queries.placements_of_person(placed.client.person_id)
        assert mine.id == placed.id
        assert queries.placements_of_person(other.client.person_id) == ()


def test_the_counsellor_to_call_is_the_one_the_client_has_now(municipality: Municipality) -> None:
    """K17."""
    placed = placements.placement(municipality)
    successor = people.member(municipality, *COUNSELLOR, name="Uusi Ohjaaja")
    with inside(municipality, person_id=successor, roles=LEAD):
        database.session().execute(update(intake_models.Client).values(counsellor_id=successor))
        found = queries.placement(placed.id)
    assert (found.counsellor_id, found.counsellor_name) == (successor, "Uusi Ohjaaja")


def test_places_taken_today_are_counted_by_task(municipality: Municipality) -> None:
    task_id = worktasks.task(municipality, places=3)
    for terms in (AUTUMN, replace(AUTUMN, weekdays=frozenset({1})), replace(AUTUMN, first_on=date(2026, 8, 25))):
        placements.placement(municipality, client=intake.client(municipality), task_id=task_id, terms=terms)
    with inside(municipality, person_id=None, roles=LEAD):
        assert queries.taken_on(date(2026, 8, 31)) == {task_id: 1}
        assert queries.taken_on(date(2026, 9, 1)) == {task_id: 3}
        assert queries.taken_on(date(2026, 12, 1)) == {}
        assert len(queries.terms_in_task(task_id, since=date(2026, 9, 1))) == 3


def test_limits_hold_from_their_first_day(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    with inside(municipality):
        assert SERVICE not in queries.rule_sets_on(date(2015, 6, 30))
        assert SERVICE in queries.rule_sets_on(date(2015, 7, 1))
