"""Looking for tasks: by what was asked and nothing else, a page at a time (K15)."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.values.missing import Missing
from app.worktasks import actions, queries
from app.worktasks.queries import Asked
from app.worktasks.rules import Card, Words
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, intake, people, worktasks
from tests.factories.municipalities import NOW, inside

CARDS = {
    "Halkojen tekijä": Card(
        Words("Halkojen tekijä", "Pilkot puita.", skills_used="Kirveen käyttö ja 20 vuoden kokemus"),
        field="wood",
        weekdays=frozenset({1, 2}),
        load={"lifting": 5, "noise": 3},
        languages=frozenset({"fi"}),
    ),
    "Kahvilan apulainen": Card(
        Words("Kahvilan apulainen", "Lounaskahvilan keittiössä."),
        field="kitchen",
        weekdays=frozenset({3}),
        load={"lifting": 2},
        languages=frozenset({"fi", "sv"}),
    ),
    "Aulan avustaja": Card(Words("Aulan avustaja", "Neuvot kävijöitä."), field="customer_service"),
}


@pytest.fixture
def furnished(municipality: Municipality) -> Municipality:
    association = associations.association(municipality, "Ähtävän pirtti ry")
    by = associations.volunteer(municipality, association)
    for card in CARDS.values():
        worktasks.task(municipality, association, by=by, card=card)
    worktasks.task(municipality, association, by=by, published=False, name="Luonnos")
    return municipality


def found(where: Municipality, asked: Asked) -> list[str]:
    with inside(where):
        tasks, total = queries.browse(asked, limit=25)
    assert total == len(tasks)
    return [task.name for task in tasks]


ALL = sorted(CARDS)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Asked(), ALL),
        (Asked(field="wood"), ["Halkojen tekijä"]),
        (Asked(weekday=1), ["Halkojen tekijä", "Aulan avustaja"]),
        (Asked(weekday=7), ["Aulan avustaja"]),
        (Asked(language="sv"), ["Kahvilan apulainen", "Aulan avustaja"]),
        (Asked(at_most={"lifting": 2}), ["Kahvilan apulainen", "Aulan avustaja"]),
        (Asked(at_most={"lifting": 5, "noise": 3}), ["Halkojen tekijä", "Aulan avustaja", "Kahvilan apulainen"]),
        (Asked(words=("KEITTIÖ",)), ["Kahvilan apulainen"]),
        (Asked(words=("kahvila", "keittiö")), ["Kahvilan apulainen"]),
        (Asked(words=("kahvila", "puita")), []),
        (Asked(words=("ähtävän",)), ALL),
        (Asked(words=("%",)), []),
        (Asked(words=("_",)), []),
        (Asked(field="wood", weekday=3), []),
    ],
)
def test_the_list_holds_what_was_asked(furnished: Municipality, asked: Asked, names: Iterable[str]) -> None:
    assert found(furnished, asked) == list(names)


def test_no_skill_hides_a_task(furnished: Municipality) -> None:
    """K15: a task that uses skills stands in every list that its own answers allow."""
    assert "Halkojen tekijä" in found(furnished, Asked())
    assert not any("skill" in name for name in Asked.__slots__)


def test_words_are_found_in_the_other_language_too(furnished: Municipality) -> None:
    with inside(furnished):
        task = next(one for one in queries.open_tasks() if one.name == "Kahvilan apulainen")
    by = associations.volunteer(furnished, task.association_id)
    worktasks.translated(furnished, task.id, task.association_id, Words("Kaféhjälp", "I köket."), by=by)
    assert found(furnished, Asked(words=("köket",))) == ["Kahvilan apulainen"]


def test_a_long_list_comes_in_pages(furnished: Municipality) -> None:
    with inside(furnished):
        first, total = queries.browse(Asked(), limit=2)
        second, again = queries.browse(Asked(), limit=2, offset=2)
        assert queries.browse(Asked(), limit=2, offset=4) == ((), 0)
    assert [task.name for task in (*first, *second)] == ALL
    assert (total, again) == (3, 3)


def test_a_neighbours_tasks_are_not_found(furnished: Municipality, neighbour: Municipality) -> None:
    assert found(neighbour, Asked()) == []


def test_the_list_is_read_by_an_index_of_its_municipality(furnished: Municipality) -> None:
    with context.entering(furnished.id), database.reading() as db:
        db.execute(text("SET LOCAL enable_seqscan = off"))
        question = "EXPLAIN SELECT id FROM worktasks_task WHERE municipality_id = :here AND state = 'published'"
        plan = "\n".join(db.execute(text(question), {"here": furnished.id}).scalars())
    assert "worktasks_task_municipality_id_state_idx" in plan


def test_what_was_chosen_is_shown_and_can_be_taken_off(furnished: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, intake.client(furnished).person_id)
    page = browser.get(f"/{furnished.slug}/worktasks/?words=neuvot&weekday=2&at_most_lifting=2").text
    assert "1 avoin tehtävä" in page
    assert "Yhdistys ei ole kertonut: päivät, nostaminen. Kysy." in page
    assert f'href="/{furnished.slug}/worktasks/?weekday=2&amp;at_most_lifting=2"' in page
    assert "Nostaminen: enintään 2" in page


def test_what_nobody_offers_is_told_plainly(furnished: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, intake.client(furnished).person_id)
    assert (
        "Tällaisia tehtäviä ei ole juuri nyt avoinna" in browser.get(f"/{furnished.slug}/worktasks/?words=xyzzy").text
    )
    assert browser.get(f"/{furnished.slug}/worktasks/?page=9").status_code == 200


def test_a_place_is_looked_for_by_its_town(furnished: Municipality, browser: FlaskClient) -> None:
    """What has told no place stays in the list, after the others."""
    with inside(furnished):
        kitchen, wood, *_rest = (
            next(one for one in queries.open_tasks() if one.name == name)
            for name in ("Kahvilan apulainen", "Halkojen tekijä")
        )
    by = associations.volunteer(furnished, kitchen.association_id)
    for task, town in ((kitchen, "Eno"), (wood, "Hammaslahti")):
        worktasks.sited(furnished, task, town, by=by)
    with inside(furnished):
        assert queries.towns() == ("Eno", "Hammaslahti")
        assert queries.task(kitchen.id).site.town == "Eno"
    assert found(furnished, Asked(town="Eno")) == ["Kahvilan apulainen", "Aulan avustaja"]
    people.sign_in(browser, intake.client(furnished).person_id)
    page = browser.get(f"/{furnished.slug}/worktasks/?town=Eno").text
    assert "Yhdistys ei ole kertonut: paikkakunta. Kysy." in page


def test_another_associations_place_is_not_this_ones(furnished: Municipality) -> None:
    with inside(furnished):
        task = queries.open_tasks()[0]
    other = associations.association(furnished, "Muu ry")
    site = associations.site(furnished, other)
    by = associations.volunteer(furnished, task.association_id)
    own, card = {task.association_id}, replace(task.card, site_id=site)
    with pytest.raises(Missing), inside(furnished, person_id=by, roles=worktasks.MEMBER):
        actions.change_task(task_id=task.id, card=card, own=own, by=by, at=NOW)
    with (
        pytest.raises(IntegrityError, match="worktasks_task_site_fkey"),
        inside(furnished, person_id=by, roles=worktasks.MEMBER),
    ):
        database.session().execute(text("UPDATE worktasks_task SET site_id = :site"), {"site": site})
