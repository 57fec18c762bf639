"""Work tasks come in from a sheet as drafts of their associations: once, and a second run finds them."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.rules import fields, words
from app.worktasks import queries as worktasks
from app.worktasks.rules import Task
from tenants.registry import Municipality
from tests.factories import associations
from tests.factories import imports as bringing
from tests.factories.imports import applied, csv, plan_of, taken_in
from tests.factories.municipalities import inside

HEADINGS = ("Yhdistys", "Työtehtävä", "Oma tunnus", "Mitä tehdään", "Ala", "Paikkoja", "Viikonpäivät", "Toimipaikka")
ROW = ("Kahvila ry", "Keittiöapu", "k1", "Kuorit ja keität.", "keittiö", "3", "ma–to", "Rantakatu 1")


def brought(where: Municipality, *rows: tuple[str, ...]) -> dict[str, object]:
    return applied(where, taken_in(where, csv(HEADINGS, *rows), kind=fields.TASKS))


def faults(where: Municipality, *rows: tuple[str, ...]) -> list[tuple[int, str | None, str]]:
    plan = plan_of(where, taken_in(where, csv(HEADINGS, *rows), kind=fields.TASKS))
    return [(line.number, fault.field_name, fault.code) for line in plan.faulty for fault in line.faults]


def tasks_of(where: Municipality, association_id: UUID) -> tuple[Task, ...]:
    with inside(where, roles=bringing.ADMIN):
        return worktasks.tasks_of((association_id,))


@pytest.fixture
def host(municipality: Municipality) -> UUID:
    made = associations.association(municipality, "Kahvila ry")
    site = csv(
        ("Yhdistys", "Katuosoite", "Postinumero", "Postitoimipaikka"), ("Kahvila ry", "Rantakatu 1", "80100", "J")
    )
    applied(municipality, taken_in(municipality, site, kind=fields.SITES))
    return made


def test_a_task_comes_as_a_draft_with_what_its_row_says(municipality: Municipality, host: UUID) -> None:
    assert brought(municipality, ROW) == {"task add": 1}
    (task,) = tasks_of(municipality, host)
    assert (task.state, task.name, task.description) == ("draft", "Keittiöapu", "Kuorit ja keität.")
    assert (task.field, task.places, sorted(task.weekdays)) == ("kitchen", 3, [1, 2, 3, 4])
    assert task.site
    assert task.site.name == "Rantakatu 1"


@pytest.mark.parametrize("own_id", ["k1", ""])
def test_the_same_sheet_again_changes_nothing(municipality: Municipality, host: UUID, own_id: str) -> None:
    row = (*ROW[:2], own_id, *ROW[3:])
    brought(municipality, row)
    assert brought(municipality, row) == {"task same": 1}
    assert len(tasks_of(municipality, host)) == 1


def test_a_second_run_corrects_and_leaves_what_it_does_not_say(municipality: Municipality, host: UUID) -> None:
    brought(municipality, ROW)
    assert brought(municipality, ("Kahvila ry", "Keittiön apulainen", "k1", "", "", "2", "", "")) == {"task change": 1}
    (task,) = tasks_of(municipality, host)
    assert (task.name, task.places, task.description, task.field) == (
        "Keittiön apulainen",
        2,
        "Kuorit ja keität.",
        "kitchen",
    )


def test_what_is_wrong_is_told_by_row_and_column(municipality: Municipality, host: UUID) -> None:
    other = associations.association(municipality, "Verstas ry")
    brought(municipality, ROW)
    found = faults(
        municipality,
        ("Outo ry", "A", "", "", "", "", "", ""),
        ("Kahvila ry", "", "", "", "", "", "", ""),
        ("Kahvila ry", "B", "", "", "avaruus", "0", "joskus", "Muualla 3"),
        ("Verstas ry", "C", "k1", "", "", "", "", ""),
        ("Kahvila ry", "D", "", "", "", "", "", ""),
        ("Kahvila ry", "d", "", "", "", "", "", ""),
    )
    assert found == [
        (2, "association", "imports.association_unknown"),
        (3, "name", "imports.cell_missing"),
        (4, "field", "imports.word_unknown"),
        (4, "places", "worktasks.places_impossible"),
        (4, "weekdays", "imports.days_unknown"),
        (4, "site", "imports.site_unknown"),
        (5, "own_id", "imports.task_of_another"),
        (7, "name", "imports.same_as_row"),
    ]
    assert not tasks_of(municipality, other)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("", ()),
        ("ma–to", (1, 2, 3, 4)),
        ("ti, ke ja pe", (2, 3, 5)),
        ("Mån - Fre", (1, 2, 3, 4, 5)),
        ("mon/wed", (1, 3)),
        ("1-3 7", (1, 2, 3, 7)),
        ("to-ma", None),
        ("joskus", None),
        ("ma-ti-ke", None),
        ("8", None),
    ],
)
def test_weekdays_are_read_as_people_write_them(said: str, days: tuple[int, ...] | None) -> None:
    assert words.weekdays(said) == days


@given(st.text(max_size=30))
def test_any_text_is_days_or_none(said: str) -> None:
    days = words.weekdays(said)
    assert days is None or set(days) <= set(range(1, 8))
