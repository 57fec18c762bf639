"""What an upgrade would do, setting by setting: three words compared, and nothing decided over anybody's head."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import playbooks
from tenants.playbooks import Playbook, differences, shapes
from tenants.playbooks.differences import Change

ONE, TWO = playbooks.load("kumina_1"), playbooks.load("kumina_2")
HOURS = ("meetings", "acute_hours_a_week")
PULSE = ("feedback", "pulse_every_meetings")


def _with(playbook: Playbook, section: str, name: str, **said: Any) -> Playbook:
    """The playbook with one setting said differently, or without it."""
    part = playbook.sections[section]
    kept = {key: one for key, one in part.settings.items() if key != name or said}
    if said:
        kept[name] = replace(part.settings[name], **said)
    changed = replace(part, settings=MappingProxyType(kept))
    return replace(playbook, sections=MappingProxyType(dict(playbook.sections) | {section: changed}))


def _result(before: Playbook, after: Playbook, where: tuple[str, str], own: Any = None) -> Change:
    found = differences.changes(before, after, {} if own is None else {where: own})
    return next(change for change in found if change.where == where)


def test_version_two_changes_four_settings_and_nothing_else() -> None:
    told = {change.where: change for change in differences.changes(ONE, TWO, {}) if change.is_a_change}
    assert {change.result for change in told.values()} == {"takes_new"}
    assert set(told) == {
        PULSE,
        ("meetings", "question_bank"),
        ("worktasks", "induction"),
        ("placements", "own_rule_sets"),
    }
    rows = {
        where: differences.rows(c.setting.shape, c.before.value, c.after.value)
        for where, c in told.items()
        if c.setting.shape.of == "rows" and c.before and c.after
    }
    assert [row["code"] for row in rows["meetings", "question_bank"].added] == ["appreciated"]
    assert [row["code"] for row in rows["worktasks", "induction"].gone] == ["keys"]
    limits = rows["placements", "own_rule_sets"]
    assert [row["max_months"] for row in limits.added] == [6]
    assert [(was.get("valid_to"), str(now["valid_to"])) for was, now in limits.changed] == [(None, "2026-12-31")]


@pytest.mark.parametrize(
    ("before", "after", "own", "result", "set_aside"),
    [
        (3, 3, None, "unchanged", False),
        (3, 2, None, "takes_new", False),
        (3, 3, 5, "keeps_own", False),
        (3, 2, 5, "conflict", False),
        (3, 2, 2, "same_now", True),
    ],
)
def test_three_words_are_compared(before: int, after: int, own: int | None, result: str, set_aside: bool) -> None:
    change = _result(_with(ONE, *PULSE, value=before), _with(ONE, *PULSE, value=after), PULSE, own)
    assert (change.result, change.sets_own_aside(())) == (result, set_aside)
    assert change.sets_own_aside({PULSE}) is (set_aside or result == "conflict")


def test_what_becomes_the_core_takes_the_models_word() -> None:
    assert _result(ONE, _with(ONE, *PULSE, kind="locked"), PULSE, 5).result == "locked_now"
    assert _result(ONE, _with(ONE, *PULSE, kind="locked"), PULSE).result == "takes_new"


def test_a_word_outside_of_the_new_limits_gives_way() -> None:
    tighter = replace(ONE.sections[PULSE[0]].settings[PULSE[1]].shape, most=4)
    change = _result(ONE, _with(ONE, *PULSE, shape=tighter), PULSE, 5)
    assert (change.result, change.sets_own_aside(())) == ("no_longer_fits", True)


def test_what_comes_and_what_goes_is_told() -> None:
    less = _with(ONE, *PULSE)
    assert _result(ONE, less, PULSE, 5).result == "retired"
    assert _result(ONE, less, PULSE, 5).sets_own_aside(())
    assert _result(less, ONE, PULSE).result == "added"


def test_a_sentence_worded_anew_changes_nothing() -> None:
    assert _result(ONE, _with(ONE, *PULSE, why={"fi": "toisin"}), PULSE).result == "unchanged"


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_rows_that_came_and_went_add_up(before: list[int], after: list[int]) -> None:
    shape = shapes.Shape("rows", fields={"code": shapes.Shape("number")})
    was, now = [{"code": n} for n in before], [{"code": n} for n in after]
    found = differences.rows(shape, was, now)
    assert {row["code"] for row in was} - {row["code"] for row in found.gone} | {
        row["code"] for row in found.added
    } == {row["code"] for row in now}
    assert found.changed == ()
