"""What the drawing of a ladder says."""

import pytest
from flask import Flask

from app.goals import pages
from app.goals.rules import RungState
from tests.goals.test_rules import ladder


@pytest.fixture(autouse=True)
def request_context(app: Flask):
    """Presenters speak the language of a request."""
    with app.test_request_context("/"):
        yield


def test_a_ladder_not_begun_invites() -> None:
    drawn = pages.drawing(None)
    assert drawn.is_empty
    assert drawn.steps == ()
    assert not drawn.goal.words
    assert str(drawn.goal.invitation)


def test_the_highest_step_is_drawn_first_and_numbered_from_below() -> None:
    drawn = pages.drawing(ladder("reached", "dropped", "open", "open"))
    assert [step.number for step in drawn.steps] == [3, 2, 1]
    assert [step.words for step in drawn.steps] == ["Porras 4", "Porras 3", "Porras 1"]
    assert [step.words for step in drawn.left_out] == ["Porras 2"]
    assert (drawn.steps[0].is_highest, drawn.steps[-1].is_lowest) == (True, True)


@pytest.mark.parametrize(
    ("states", "following"),
    [
        (("reached", "open", "open"), ["Porras 2"]),
        (("open", "reached"), ["Porras 1"]),
        (("dropped", "reached"), []),
        ((), []),
    ],
)
def test_the_next_step_is_the_lowest_open_one(states: tuple[RungState, ...], following: list[str]) -> None:
    assert [step.words for step in pages.drawing(ladder(*states)).steps if step.is_next] == following
