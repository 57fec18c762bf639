"""What an association does with its tasks, and cannot do with others'."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.associations import models
from app.values import pictures
from app.values.missing import Missing
from app.values.refusal import Refused
from app.worktasks import actions, queries
from app.worktasks.rules import Card, Hours, Season, Words
from tenants import database, settings
from tenants.registry import Municipality
from tests.factories import associations, drawing, people, worktasks
from tests.factories.municipalities import NOW, inside

Act = Callable[[UUID, set[UUID], UUID], None]
CARD = Card(Words("X", "Y"))
ACTS: dict[str, Act] = {
    "change": lambda task, own, by: actions.change_task(task_id=task, card=CARD, own=own, by=by, at=NOW),
    "publish": lambda task, own, by: actions.publish_task(task_id=task, not_a_substitute=True, own=own, by=by, at=NOW),
    "pause": lambda task, own, by: actions.pause_task(task_id=task, own=own, by=by, at=NOW),
    "resume": lambda task, own, by: actions.resume_task(task_id=task, own=own, by=by, at=NOW),
    "end": lambda task, own, by: actions.end_task(task_id=task, own=own, by=by, at=NOW),
    "copy": lambda task, own, by: actions.copy_task(task_id=task, name="Z", own=own, by=by, at=NOW),
    "translate": lambda task, own, by: actions.translate_task(
        task_id=task, words=Words("Å"), picture_alt="", own=own, by=by, at=NOW
    ),
    "picture": lambda task, own, by: actions.show_picture(
        task_id=task, sent=drawing.picture(), alt="Paja", own=own, by=by, at=NOW
    ),
    "picture off": lambda task, own, by: actions.take_picture_off(task_id=task, own=own, by=by, at=NOW),
}


def test_a_registered_task_is_a_draft_until_published(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, published=False)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        assert (queries.task(task).state, queries.open_tasks()) == ("draft", ())
        ACTS["publish"](task, {association}, by)
        assert [one.id for one in queries.open_tasks()] == [task]
        ACTS["pause"](task, {association}, by)
        assert queries.task(task).state == "paused"
        ACTS["resume"](task, {association}, by)
        assert queries.task(task).is_open
        ACTS["end"](task, {association}, by)
        assert (queries.task(task).state, queries.tasks_of({association})) == ("ended", ())
        for act in ("publish", "pause", "resume", "end", "change", "translate", "picture", "picture off"):
            with pytest.raises(Refused):
                ACTS[act](task, {association}, by)


@pytest.mark.parametrize("act", ACTS)
def test_another_associations_task_is_not_there(municipality: Municipality, act: str) -> None:
    task, mine = worktasks.task(municipality), associations.association(municipality, "Oma ry")
    by = associations.volunteer(municipality, mine)
    with pytest.raises(Missing), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS[act](task, {mine}, by)


def test_nobody_registers_for_another_association(municipality: Municipality) -> None:
    mine, theirs = associations.association(municipality, "Oma ry"), associations.association(municipality, "Muu ry")
    by = associations.volunteer(municipality, mine)
    with pytest.raises(Missing), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        actions.register_task(association_id=theirs, card=CARD, own={mine}, by=by, at=NOW)


def test_an_association_that_has_left_opens_nothing(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, published=False)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        row = database.session().get_one(models.Association, (municipality.id, association))
        row.ended_at, row.ended_by = NOW, by
    with pytest.raises(Refused), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS["publish"](task, {association}, by)


def test_the_database_itself_asks_for_the_statement(municipality: Municipality) -> None:
    worktasks.task(municipality, published=False)
    with (
        pytest.raises(IntegrityError, match="worktasks_task_published_only_with_statement"),
        inside(municipality, person_id=people.person(), roles=("municipality_admin",)),
    ):
        database.session().execute(text("UPDATE worktasks_task SET state = 'published'"))


WHOLE = Card(
    Words("Puupaja", "Teet pönttöjä.", "Kädentaidot", "Vannesaha", "Sille, joka tekee käsillä", "Katutasossa"),
    field="wood",
    places=3,
    language="fi",
    occupation="7522",
    weekdays=frozenset({1, 3}),
    hours=Hours(time(9), time(14, 30)),
    season=Season(9, 5),
    supervisor="Pekka",
    deputy="Yrjö",
    load={"hours": 3, "standing": 4, "lifting": 2, "people": 1, "tempo": 1, "noise": 5},
    languages=frozenset({"fi", "en"}),
)


def test_the_whole_card_is_kept_as_it_was_said(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, card=WHOLE)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        assert queries.task(task).card == WHOLE
        shorter = Card(Words(" Paja ", "Teet."), language="sv")
        actions.change_task(task_id=task, card=shorter, own={association}, by=by, at=NOW)
        assert queries.task(task).card == Card(Words("Paja", "Teet."), language="fi")


def test_a_copy_is_a_draft_that_says_the_same(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, card=WHOLE)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS["picture"](task, {association}, by)
        said = {"task_id": task, "own": {association}, "by": by, "at": NOW}
        actions.translate_task(words=Words("Snickeri", "Du gör holkar."), picture_alt="Verkstad", **said)
        made = actions.copy_task(name="Puupaja iltaisin", **said)
        first, copy = queries.task(task), queries.task(made)
        assert (copy.name, copy.state, first.state) == ("Puupaja iltaisin", "draft", "published")
        assert replace(copy.card, words=first.card.words) == first.card
        assert copy.picture == first.picture
        assert copy.translation == replace(first.translation, name="")
        assert queries.picture(made) == queries.picture(task)


def test_a_picture_comes_without_place_and_time_and_is_told_in_words(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by)
    sent = drawing.from_a_camera(3000, 2000)
    assert drawing.PLACE.encode() in sent
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        said = {"task_id": task, "own": {association}, "by": by, "at": NOW}
        with pytest.raises(Refused, match="picture_not_told"):
            actions.show_picture(sent=sent, alt=" ", **said)
        with pytest.raises(Refused, match="too_heavy"):
            actions.show_picture(sent=b"0" * (pictures.BYTES_AT_MOST + 1), alt="Paja", **said)
        actions.show_picture(sent=sent, alt="Paja", **said)
        content, media_type = queries.picture(task)
        shown = queries.task(task).picture
    assert (media_type, shown.width, shown.height, shown.alt) == ("image/webp", 800, 1200, "Paja")
    assert drawing.PLACE.encode() not in content
    with Image.open(io.BytesIO(content)) as opened:
        assert not opened.getexif()


def test_a_picture_told_better_stays_the_same_picture(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        said = {"task_id": task, "own": {association}, "by": by, "at": NOW}
        with pytest.raises(Refused):
            actions.show_picture(sent=None, alt="Paja", **said)
        actions.show_picture(sent=drawing.picture(), alt="Paja", **said)
        before = queries.task(task).picture
        actions.show_picture(sent=None, alt="Pajan penkki", **said)
        assert queries.task(task).picture == replace(before, alt="Pajan penkki")
        actions.take_picture_off(**said)
        assert queries.task(task).picture is None


def test_what_is_always_asked_must_be_said_before_clients_see_it(municipality: Municipality) -> None:
    """The municipality decides what every card of its own says."""
    admin = people.member(municipality, "municipality_admin")
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, published=False)
    with inside(municipality, person_id=admin, roles=("municipality_admin",)):
        rows = [dict(row) for row in settings.value("worktasks", "card")]
        card = [row | {"asked": "always"} if row["code"] == "supervisor" else row for row in rows]
        settings.change(section="worktasks", setting="card", value=card, by=admin, at=NOW)
    with pytest.raises(Refused, match="card_is_short"), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS["publish"](task, {association}, by)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        actions.change_task(task_id=task, card=WHOLE, own={association}, by=by, at=NOW)
        ACTS["publish"](task, {association}, by)
        assert queries.task(task).is_open
