"""Tasks as they are read, each with its association."""

from uuid import uuid4

import pytest

from app.values.missing import Missing
from app.worktasks import queries
from tenants.registry import Municipality
from tests.factories import associations, worktasks
from tests.factories.municipalities import inside


def test_a_task_comes_with_the_name_of_its_association(municipality: Municipality) -> None:
    association = associations.association(municipality, "Pyöräpaja Ratas")
    task = worktasks.task(municipality, association, name="Korjaaja", places=3)
    with inside(municipality):
        found = queries.task(task, locked=True)
    assert (found.association_name, found.name, found.places, found.state) == (
        "Pyöräpaja Ratas",
        "Korjaaja",
        3,
        "published",
    )


def test_open_tasks_are_those_published_here(municipality: Municipality, neighbour: Municipality) -> None:
    worktasks.task(municipality, name="Avoin")
    worktasks.task(municipality, name="Luonnos", published=False)
    worktasks.task(neighbour, name="Naapurin")
    with inside(municipality):
        assert [task.name for task in queries.open_tasks()] == ["Avoin"]


def test_an_association_reads_all_its_own(municipality: Municipality) -> None:
    mine = associations.association(municipality)
    for name, published in (("Toinen", True), ("Ensin", False)):
        worktasks.task(municipality, mine, name=name, published=published)
    worktasks.task(municipality, name="Muiden")
    with inside(municipality):
        assert [task.name for task in queries.tasks_of({mine})] == ["Ensin", "Toinen"]
        assert queries.tasks_of(()) == ()


def test_a_missing_and_a_neighbours_task_are_alike(municipality: Municipality, neighbour: Municipality) -> None:
    for missing in (worktasks.task(neighbour), uuid4()):
        with pytest.raises(Missing), inside(municipality):
            queries.task(missing)
