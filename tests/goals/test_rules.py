"""What may stand on a ladder, and how a rung moves (K7, K8)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.goals import rules
from app.goals.rules import Ladder, Rung

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STATES = st.sampled_from(["open", "reached", "dropped"])


def ladder(*states: rules.RungState) -> Ladder:
    """A ladder with one rung in each state, lowest first."""
    rungs = tuple(
        Rung(uuid4(), place, f"Porras {place}", None, state, date(2026, 11, 3) if state == "reached" else None)
        for place, state in enumerate(states, start=1)
    )
    return Ladder(uuid4(), uuid4(), uuid4(), "", "", "", "", "", "nothing", NOW, rungs)


def order(of: Ladder) -> list[UUID]:
    """The rungs one climbs, lowest first."""
    return [rung.id for rung in sorted(of.standing, key=lambda rung: rung.place)]


def moved(of: Ladder, pair: tuple[Rung, Rung]) -> Ladder:
    """The ladder after two rungs changed places."""
    places = {pair[0].id: pair[1].place, pair[1].id: pair[0].place}
    return replace(of, rungs=tuple(replace(one, place=places.get(one.id, one.place)) for one in of.rungs))


def test_k8_the_ladder_asks_for_what_the_model_names() -> None:
    assert rules.TEXTS == ("goal", "benefits", "already_done", "history", "wished_support")


@pytest.mark.parametrize("words", ["", "  "])
def test_a_rung_says_something(words: str) -> None:
    refusal = rules.may_add_rung((), words)
    assert refusal
    assert (refusal.code, refusal.field_name) == ("goals.words_missing", "words")
    assert rules.may_say(words)


def test_a_ladder_has_room_for_so_many_rungs() -> None:
    full = ladder(*["open"] * rules.RUNGS_AT_MOST).rungs
    assert rules.may_add_rung(full[:-1], "Vielä yksi") is None
    refusal = rules.may_add_rung(full, "Liikaa")
    assert refusal
    assert refusal.facts["most"] == rules.RUNGS_AT_MOST


def test_a_new_rung_stands_on_top_also_of_those_left_out() -> None:
    assert rules.next_place(()) == 1
    assert rules.next_place(ladder("open", "dropped").rungs) == 3


def test_at_the_ends_nothing_moves() -> None:
    of = ladder("open", "open")
    assert rules.swapped(of, of.rungs[1], "up") is None
    assert rules.swapped(of, of.rungs[0], "down") is None


def test_a_rung_left_out_does_not_move_and_is_stepped_over() -> None:
    of = ladder("open", "dropped", "open")
    assert rules.swapped(of, of.rungs[1], "up") is None
    assert rules.swapped(of, of.rungs[0], "up") == (of.rungs[0], of.rungs[2])


@settings(deadline=None)
@given(st.lists(STATES, min_size=1, max_size=12), st.data())
def test_moving_up_and_down_again_changes_nothing(states: list[rules.RungState], data: st.DataObject) -> None:
    of = ladder(*states)
    rung = data.draw(st.sampled_from(of.rungs))
    pair = rules.swapped(of, rung, "up")
    if pair is None:
        return
    after = moved(of, pair)
    assert sorted(one.place for one in after.rungs) == sorted(one.place for one in of.rungs)
    assert order(after).index(rung.id) == order(of).index(rung.id) + 1
    risen = next(one for one in after.rungs if one.id == rung.id)
    back = rules.swapped(after, risen, "down")
    assert back is not None
    assert order(moved(after, back)) == order(of)


@settings(deadline=None)
@given(st.lists(STATES, max_size=12))
def test_every_rung_is_climbed_or_left_out(states: list[rules.RungState]) -> None:
    of = ladder(*states)
    assert set(of.standing) | set(of.dropped) == set(of.rungs)
    assert not set(of.standing) & set(of.dropped)
