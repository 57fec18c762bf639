"""Placing and ending on the real database, also when two do it at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.exc import ProgrammingError

from app.placements import actions, queries
from app.placements.rules import Terms
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants.registry import Municipality
from tests.factories import intake, people, placements, worktasks
from tests.factories.intake import COUNSELLOR, Joined
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import AUTUMN, PLAN, SERVICE


def place(where: Municipality, client: Joined, task_id: UUID, terms: Terms = AUTUMN) -> UUID:
    by = client.counsellor_id
    with inside(where, person_id=by, roles=COUNSELLOR):
        return actions.place_client(
            client_id=client.id,
            task_id=task_id,
            service_type=SERVICE,
            terms=terms,
            plan=PLAN,
            supervisor="Sirkka",
            of_counsellor=by,
            by=by,
            at=NOW,
        )


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refused:
        return refused.refusal.code
    return "placed"


def test_the_playbooks_limits_are_installed_once(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    placements.rule_set(municipality)
    with inside(municipality):
        assert list(queries.rule_sets_on(date(2015, 6, 30))) == []
        limits = queries.rule_sets_on(date(2026, 9, 1))[SERVICE]
    assert (limits.min_months, limits.max_months, limits.max_days_a_week, limits.max_minutes_a_day) == (3, 24, 4, 480)
    assert "company" not in limits.host_kinds
    assert "189/2001" in limits.law.sv


def test_a_placement_keeps_what_was_agreed(municipality: Municipality) -> None:
    placed = placements.placement(municipality)
    with inside(municipality, person_id=placed.client.counsellor_id, roles=COUNSELLOR):
        found = queries.placement(placed.id)
    assert (found.terms, found.plan, found.supervisor) == (AUTUMN, PLAN, "Sirkka")
    assert (found.client_person_id, found.association_id) == (placed.client.person_id, placed.association_id)
    assert (found.calling_name, found.service_type, found.ended_on) == ("Aino", SERVICE, None)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (replace(AUTUMN, weekdays=frozenset({1, 2, 3, 4, 5})), "placements.too_many_days"),
        (replace(AUTUMN, minutes_a_day=540), "placements.day_too_long"),
        (replace(AUTUMN, last_on=date(2026, 10, 31)), "placements.period_too_short"),
        (replace(AUTUMN, first_on=date(2015, 6, 30)), "placements.no_rule_set"),
    ],
)
def test_a_limit_of_the_law_stops_the_act(municipality: Municipality, terms: Terms, code: str) -> None:
    placements.rule_set(municipality)
    client, task_id = intake.client(municipality), worktasks.task(municipality)
    assert outcome(lambda: place(municipality, client, task_id, terms)) == code


def test_a_draft_takes_nobody(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    client, task_id = intake.client(municipality), worktasks.task(municipality, published=False)
    assert outcome(lambda: place(municipality, client, task_id)) == "placements.task_not_published"


def test_two_places_together_keep_within_four_days_of_a_week(municipality: Municipality) -> None:
    placed = placements.placement(municipality, terms=replace(AUTUMN, weekdays=frozenset({1, 2, 3})))
    other = worktasks.task(municipality, name="Pyöräpaja")
    too_much = replace(AUTUMN, weekdays=frozenset({4, 5}))
    assert outcome(lambda: place(municipality, placed.client, other, too_much)) == "placements.too_many_days_together"
    assert (
        outcome(lambda: place(municipality, placed.client, other, replace(AUTUMN, weekdays=frozenset({5})))) == "placed"
    )


def test_the_last_place_is_filled_once(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    task_id = worktasks.task(municipality, places=2)
    clients = [intake.client(municipality) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: outcome(lambda: place(municipality, client, task_id)), clients))
    assert sorted(answers) == ["placed"] * 2 + ["placements.task_is_full"] * 4


def test_two_placements_at_once_count_each_other(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    client = intake.client(municipality)
    wanted = [(worktasks.task(municipality), frozenset(days)) for days in ({1, 2, 3}, {4, 5}, {5, 6})]
    with ThreadPoolExecutor(3) as pool:
        answers = list(
            pool.map(
                lambda want: outcome(lambda: place(municipality, client, want[0], replace(AUTUMN, weekdays=want[1]))),
                wanted,
            )
        )
    with inside(municipality, person_id=client.counsellor_id, roles=COUNSELLOR):
        agreed = queries.placements_of_client(client.id)
    assert answers.count("placed") == len(agreed)
    assert sum(len(placement.terms.weekdays) for placement in agreed) <= 4


def test_another_counsellors_client_is_not_there(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    client, task_id = intake.client(municipality), worktasks.task(municipality)
    stranger = people.member(municipality, *COUNSELLOR)
    with pytest.raises(Missing):
        place(municipality, replace(client, counsellor_id=stranger), task_id)


def test_a_placement_ends_and_gives_its_place_back(municipality: Municipality) -> None:
    task_id = worktasks.task(municipality, places=1)
    placed = placements.placement(municipality, task_id=task_id)
    by = placed.client.counsellor_id
    with inside(municipality, person_id=by, roles=COUNSELLOR):
        actions.end_placement(placement_id=placed.id, on=date(2026, 10, 14), of_counsellor=by, by=by, at=NOW)
        assert queries.placement(placed.id).terms.last_on == date(2026, 10, 14)
    following = Terms(date(2026, 10, 15), date(2027, 1, 14), frozenset({1}), 240)
    assert outcome(lambda: place(municipality, intake.client(municipality), task_id, following)) == "placed"


def test_nobody_ends_another_counsellors_placement(municipality: Municipality) -> None:
    placed, stranger = placements.placement(municipality), people.member(municipality, *COUNSELLOR)
    with inside(municipality, person_id=stranger, roles=COUNSELLOR), pytest.raises(Missing):
        actions.end_placement(
            placement_id=placed.id, on=date(2026, 10, 14), of_counsellor=stranger, by=stranger, at=NOW
        )


def test_the_database_lets_only_counsellors_place(municipality: Municipality) -> None:
    placements.rule_set(municipality)
    client, task_id = intake.client(municipality), worktasks.task(municipality)
    by = people.member(municipality, "municipality_admin", *COUNSELLOR)
    with pytest.raises(ProgrammingError, match="row-level security"):
        placed_as(municipality, client, task_id, by, ("finance",))
    assert placed_as(municipality, client, task_id, by, ("team_lead",))


def placed_as(where: Municipality, client: Joined, task_id: UUID, by: UUID, roles: tuple[str, ...]) -> UUID:
    with inside(where, person_id=by, roles=("team_lead",)):
        rule_sets = queries.rule_sets_on(AUTUMN.first_on)
    assert rule_sets[SERVICE].max_days_a_week == 4
    with inside(where, person_id=by, roles=roles):
        return actions.place_client(
            client_id=client.id,
            task_id=task_id,
            service_type=SERVICE,
            terms=AUTUMN,
            plan=PLAN,
            supervisor="Sirkka",
            of_counsellor=None,
            by=by,
            at=NOW,
        )
