"""What must be said before a task is open, and who may see it (K15)."""

from dataclasses import replace
from datetime import time
from uuid import uuid4

import pytest

from app.worktasks import rules
from app.worktasks.rules import Card, Hours, Picture, Season, Task, Words

CARD = Card(Words("Puutarhuri", "Hoidat kasvimaata."), field="property", places=2)
DRAFT = Task(uuid4(), uuid4(), "Martat", CARD)
DIMENSIONS = ("hours", "standing", "lifting", "people", "tempo", "noise")
NO_WORDS = replace(CARD, words=Words("Puutarhuri", " "))


def objected(card: Card) -> list[tuple[str, str | None]]:
    return [(one.code, one.field_name) for one in rules.objections(card, dimensions=DIMENSIONS)]


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
    assert objected(replace(CARD, places=places)) == [("worktasks.places_impossible", "places")]


def test_an_association_that_has_left_registers_nothing() -> None:
    refusal = rules.may_register(in_network=False)
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
        (replace(DRAFT, card=NO_WORDS), True, "worktasks.description_missing"),
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
    assert rules.may_change(replace(DRAFT, state="ended"), description="x")
    assert rules.may_change(replace(DRAFT, state="published"), description=" ")
    assert rules.may_change(DRAFT, description=" ") is None


@pytest.mark.parametrize("state", ["draft", "paused", "ended"])
def test_what_is_not_open_is_seen_by_its_association_and_the_staff(state: rules.State) -> None:
    task = replace(DRAFT, state=state)
    assert rules.may_see(task, own={task.association_id}, as_staff=False)
    assert rules.may_see(task, own=(), as_staff=True)
    assert not rules.may_see(task, own={uuid4()}, as_staff=False)
    assert rules.may_see(replace(DRAFT, state="published"), own=(), as_staff=False)


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (CARD, []),
        (replace(CARD, words=Words()), [("worktasks.name_missing", "name")]),
        (replace(CARD, field="dance"), [("worktasks.field_unknown", "field")]),
        (replace(CARD, language="en"), [("worktasks.language_unknown", "language")]),
        (replace(CARD, occupation="94a"), [("worktasks.occupation_is_digits", "occupation")]),
        (replace(CARD, occupation="123456"), [("worktasks.occupation_is_digits", "occupation")]),
        (replace(CARD, occupation="9411"), []),
        (replace(CARD, weekdays=frozenset({0})), [("worktasks.day_unknown", "weekdays")]),
        (replace(CARD, hours=Hours(time(14), time(9))), [("worktasks.ends_before_it_begins", "ends_at")]),
        (replace(CARD, season=Season(0, 13)), [("worktasks.season_unknown", "season_from")]),
        (replace(CARD, season=Season(11, 2)), []),
        (replace(CARD, load={"noise": 6}), [("worktasks.load_unknown", None)]),
        (replace(CARD, load={"dancing": 1}), [("worktasks.load_unknown", None)]),
        (replace(CARD, languages=frozenset({"xx"})), [("worktasks.language_unknown", "languages")]),
    ],
)
def test_what_cannot_be_meant_is_told_beside_its_field(card: Card, said: list[tuple[str, str | None]]) -> None:
    assert objected(card) == said


def test_only_what_is_paused_opens_again_and_only_in_the_network() -> None:
    paused = replace(DRAFT, state="paused")
    assert rules.may_resume(paused, in_network=True) is None
    assert rules.may_resume(paused, in_network=False)
    assert rules.may_resume(DRAFT, in_network=True)


def test_a_task_ends_once() -> None:
    assert rules.may_end(DRAFT) is None
    assert rules.may_end(replace(DRAFT, state="ended"))


def test_what_is_still_missing_is_told_part_by_part() -> None:
    always = ("name", "site", "skills", "picture", "load")
    assert rules.missing(DRAFT, always=always) == ("site", "skills", "picture", "load")
    said = replace(CARD, load={"noise": 1}, site_id=uuid4(), words=replace(CARD.words, skills_learned="Saha"))
    whole = replace(DRAFT, card=said, picture=Picture("0" * 64, 1, 1, "Paja"))
    assert rules.missing(whole, always=always) == ()


def test_the_reader_gets_their_language_and_is_told_when_not() -> None:
    alone = replace(DRAFT, card=CARD)
    assert (alone.said_in("sv"), alone.falls_back("sv"), alone.falls_back("fi")) == (CARD.words, "fi", None)
    half = replace(DRAFT, translation=Words("Trädgårdsmästare"))
    assert half.said_in("sv") == Words("Trädgårdsmästare", "Hoidat kasvimaata.")
    assert half.falls_back("sv") == "fi"
    both = replace(DRAFT, translation=Words("Trädgårdsmästare", "Du sköter grönsakslandet."))
    assert (both.said_in("fi"), both.said_in("en")) == (CARD.words, CARD.words)
    assert (both.falls_back("sv"), both.falls_back("en")) == (None, "fi")


def test_a_picture_is_told_in_the_readers_language_if_it_can() -> None:
    shown = replace(DRAFT, picture=Picture("0" * 64, 1, 1, "Paja", "Verkstad"))
    assert [shown.picture_told_in(language) for language in ("fi", "sv", "en")] == ["Paja", "Verkstad", "Paja"]
    assert replace(shown, picture=replace(shown.picture, alt_other="")).picture_told_in("sv") == "Paja"
