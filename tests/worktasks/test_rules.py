"""What must be said before a task is open, and who may see it (K15)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.worktasks import rules
from app.worktasks.rules import Task

DRAFT = Task(uuid4(), uuid4(), "Martat", "Puutarhuri", "Hoidat kasvimaata.", "property", 2, "draft")


def test_the_model_names_the_fields_of_work() -> None:
    """K15: property, kitchen, activity for children, accounting, customer service, food, wood, cleaning, care."""
    assert {
        "property",
        "kitchen",
        "children",
        "accounting",
        "customer_service",
        "food",
        "wood",
        "cleaning",
        "care",
    } < set(rules.FIELDS)


@pytest.mark.parametrize("places", [0, -1, 100])
def test_places_are_a_number_of_people(places: int) -> None:
    refusal = rules.may_register(in_network=True, places=places)
    assert refusal
    assert (refusal.code, refusal.field_name) == ("worktasks.places_impossible", "places")


def test_an_association_that_has_left_registers_nothing() -> None:
    refusal = rules.may_register(in_network=False, places=1)
    assert refusal
    assert refusal.code == "worktasks.association_has_left"


def test_a_task_is_open_only_with_its_statement() -> None:
    assert rules.may_publish(DRAFT, in_network=True, not_a_substitute=True) is None
    refusal = rules.may_publish(DRAFT, in_network=True, not_a_substitute=False)
    assert refusal
    assert refusal.code == "worktasks.statement_missing"


@pytest.mark.parametrize(
    ("task", "in_network", "code"),
    [
        (replace(DRAFT, state="ended"), True, "worktasks.ended"),
        (replace(DRAFT, description=" "), True, "worktasks.description_missing"),
        (DRAFT, False, "worktasks.association_has_left"),
    ],
)
def test_why_a_task_is_not_opened(task: Task, in_network: bool, code: str) -> None:
    refusal = rules.may_publish(task, in_network=in_network, not_a_substitute=True)
    assert refusal
    assert refusal.code == code


@pytest.mark.parametrize("state", ["draft", "paused", "ended"])
def test_only_what_is_open_is_paused(state: rules.State) -> None:
    assert rules.may_pause(replace(DRAFT, state="published")) is None
    assert rules.may_pause(replace(DRAFT, state=state))


def test_an_ended_task_stays_as_it_was_and_an_open_one_goes_on_saying_what_one_does() -> None:
    assert rules.may_change(replace(DRAFT, state="ended"), description="x", places=1)
    assert rules.may_change(replace(DRAFT, state="published"), description=" ", places=1)
    assert rules.may_change(DRAFT, description=" ", places=1) is None


@pytest.mark.parametrize("state", ["draft", "paused", "ended"])
def test_what_is_not_open_is_seen_by_its_association_and_the_staff(state: rules.State) -> None:
    task = replace(DRAFT, state=state)
    assert rules.may_see(task, own={task.association_id}, as_staff=False)
    assert rules.may_see(task, own=(), as_staff=True)
    assert not rules.may_see(task, own={uuid4()}, as_staff=False)
    assert rules.may_see(replace(DRAFT, state="published"), own=(), as_staff=False)
