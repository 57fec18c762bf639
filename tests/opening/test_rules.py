"""Lists that one edits row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opening import rules
from tenants import playbooks
from tenants.playbooks.reading import frozen

ROWS = [{"code": "a", "words": {"fi": "yksi"}}, {"code": "b", "words": {"fi": "kaksi"}}]


@pytest.mark.parametrize(
    ("words", "taken", "code"),
    [
        ("Mitä sait tästä?", (), "mita_sait_tasta"),
        ("Mitä sait tästä?", ("mita_sait_tasta",), "mita_sait_tasta_2"),
        ("Mitä?", ("mita", "mita_2"), "mita_3"),
        ("7 päivää", (), "n_7_paivaa"),
        ("…", (), "row"),
    ],
)
def test_a_new_row_gets_a_code_of_its_own(words: str, taken: tuple[str, ...], code: str) -> None:
    assert rules.new_code(words, taken=taken) == code


@given(st.text(max_size=80), st.sets(st.text(max_size=5)))
def test_a_code_is_always_new_and_readable(words: str, taken: set[str]) -> None:
    code = rules.new_code(words, taken=taken)
    assert code not in taken
    assert code.replace("_", "a").isalnum()
    assert code[0].isalpha()


def test_rows_are_added_replaced_and_removed() -> None:
    new = {"code": "c"}
    assert rules.with_row(ROWS, new) == [*ROWS, new]
    assert rules.with_row(ROWS, new, number=1) == [new, ROWS[1]]
    assert rules.without_row(ROWS, 2) == ROWS[:1]


def test_a_row_is_touched_as_it_was_seen() -> None:
    seen = rules.mark_of(ROWS[0])
    assert rules.may_touch_row(ROWS, 1, seen=seen) is None
    for number, mark in ((2, seen), (1, "something else"), (3, seen), (0, seen)):
        refusal = rules.may_touch_row(ROWS, number, seen=mark)
        assert refusal is not None
        assert refusal.code == "opening.row_changed_meanwhile"


def test_a_mark_does_not_depend_on_how_the_row_is_held() -> None:
    row = dict(next(playbooks.load("kumina_1").sections["placements"].rows("own_rule_sets")))
    assert rules.mark_of(row) == rules.mark_of(frozen(row))
    assert rules.mark_of(row) == rules.mark_of({**row, "host_kinds": list(row["host_kinds"])})
    assert rules.mark_of(row) != rules.mark_of(row | {"max_months": 11})
