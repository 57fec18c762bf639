"""A value keeps the type and the limits that its setting declares; every fault says where it is."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import playbooks
from tenants.playbooks import declared, shapes
from tenants.playbooks.shapes import Shape

TEXT = {"fi": "a", "sv": "b", "en": "c"}
QUESTION = playbooks.load("kumina_1").sections["meetings"].settings["question_bank"].shape
LIMITS = playbooks.load("kumina_1").sections["placements"].settings["own_rule_sets"].shape


def _codes(shape: Shape, value: Any) -> list[str]:
    return [fault.code for fault in shapes.faults(shape, value)]


@pytest.mark.parametrize(
    ("samples", "limits", "of"),
    [
        ([7], {}, "number"),
        ([True], {}, "yes_no"),
        (["x"], {}, "words"),
        ([date(2026, 1, 1)], {}, "day"),
        ([TEXT], {}, "text"),
        ([["x"]], {}, "lines"),
        ([["x"]], {"one_of": ["x", "y"]}, "choices"),
        ([[{"code": "x"}]], {}, "rows"),
        ([{"code": "x"}], {}, "fields"),
        ([], {"one_of": ["x"]}, "words"),
        ([], {"one_of": [1]}, "number"),
        ([], {"fields": {"code": {"of": "words"}}}, "rows"),
        ([[]], {"fields": {"code": {"of": "words"}}}, "rows"),
    ],
)
def test_the_type_is_read_off_what_is_written(samples: list[Any], limits: dict[str, Any], of: str) -> None:
    shape = declared.shape_of(samples, limits)
    assert shape is not None
    assert shape.of == of


def test_where_nothing_tells_there_is_no_shape() -> None:
    assert declared.shape_of([], {}) is None
    assert declared.shape_of([1, "x"], {}) is None


@pytest.mark.parametrize(
    ("shape", "value", "codes"),
    [
        (Shape("number", 4, 5), 4, []),
        (Shape("number", 4, 5), 3, ["too_small"]),
        (Shape("number", 4, 5), 6, ["too_large"]),
        (Shape("number", 4, 5), "4", ["not_a_number"]),
        (Shape("number", 0, 5), True, ["not_a_number"]),
        (Shape("number", one_of=(1, 3)), 2, ["not_one_of"]),
        (Shape("words", one_of=("a", "b")), "c", ["not_one_of"]),
        (Shape("words", most=3), "abcd", ["too_long"]),
        (Shape("words"), "  ", ["not_words"]),
        (Shape("yes_no"), 1, ["not_yes_or_no"]),
        (Shape("day"), "2026-01-01", ["not_a_day"]),
        (Shape("text"), {"fi": "a", "sv": "b"}, []),
        (Shape("text"), {"fi": "a", "sv": " "}, ["not_said"]),
        (Shape("text", languages=("fi",)), {"fi": "a"}, []),
        (Shape("text"), {"fi": "a", "sv": "b", "de": "c"}, ["unknown"]),
        (Shape("text"), {"fi": "a", "sv": 3}, ["not_said", "not_words"]),
        (Shape("text"), "a", ["not_words"]),
        (Shape("choices", 1, one_of=("a",)), [], ["too_few"]),
        (Shape("choices", one_of=("a",)), ["b"], ["not_one_of"]),
        (Shape("lines"), ["a", ""], ["not_words"]),
        (Shape("lines"), "a", ["not_a_list"]),
        (QUESTION, [{"code": "a", "theme": "goal", "question": TEXT}] * 5, ["twice"] * 4),
        (QUESTION, [{"code": "a", "theme": "goal"}], ["missing", "too_few"]),
        (QUESTION, [{"code": "a", "theme": "x", "question": TEXT, "more": 1}], ["not_one_of", "unknown", "too_few"]),
        (QUESTION, ["a"], ["not_a_table", "too_few"]),
        (QUESTION, {}, ["not_a_list"]),
        (Shape("fields"), [], ["not_a_table"]),
    ],
)
def test_a_fault_is_found(shape: Shape, value: Any, codes: list[str]) -> None:
    assert sorted(_codes(shape, value)) == sorted(codes)


def test_a_fault_tells_where_it_is_in_words() -> None:
    rows = [{"code": str(n), "theme": "goal", "question": TEXT} for n in range(5)]
    rows[3]["question"] = {"fi": "a", "sv": ""}
    (fault,) = shapes.faults(QUESTION, rows)
    assert fault.path == (3, "question", "sv")
    assert shapes.WORDS[fault.code].format(**fault.facts) == "it is not said in `sv`"


def test_days_survive_being_kept_as_json() -> None:
    value = playbooks.load("kumina_1").sections["placements"].settings["own_rule_sets"].value
    kept = shapes.plain(value)
    assert kept[0]["valid_from"] == "2025-01-01"
    assert shapes.restored(LIMITS, kept)[0]["valid_from"] == date(2025, 1, 1)
    assert _codes(LIMITS, shapes.restored(LIMITS, kept)) == []
    kept[0]["valid_from"] = "yesterday"
    assert _codes(LIMITS, shapes.restored(LIMITS, kept)) == ["not_a_day"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["fi", "code", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
SHAPES = [setting.shape for _, setting in playbooks.load("kumina_1").all_settings()]


@given(shape=st.sampled_from(SHAPES), value=ANYTHING)
def test_no_value_is_more_than_faulty(shape: Shape, value: Any) -> None:
    for fault in shapes.faults(shape, value):
        assert shapes.WORDS[fault.code].format(**fault.facts)
