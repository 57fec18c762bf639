"""The model as a versioned file: whole in three languages, every setting of a known kind, every fault told by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import playbooks
from tenants.playbooks import Malformed

SOUND = """\
name = "small"
version = 3
source = "nowhere"
title = { fi = "a", sv = "b", en = "c" }

[goals]
title = { fi = "a", sv = "b", en = "c" }

[goals.limit]
setting = "default"
why = { fi = "a", sv = "b", en = "c" }
value = 7

[[goals.limit.example]]
question = { fi = "a", sv = "b", en = "c" }
"""


def _faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Malformed) as caught:
        playbooks.parse(text, origin="small_3.toml")
    return list(caught.value.faults)


def test_every_playbook_that_comes_along_is_sound() -> None:
    assert playbooks.references()[0] == "kumina_1"
    for reference in playbooks.references():
        assert playbooks.load(reference).reference == reference


def test_the_first_playbook_says_what_the_model_says() -> None:
    sections = playbooks.load("kumina_1").sections
    assert sections["intake"]["visit_within_days"] == 7  # K2
    assert sections["intake"]["call_within_days"] == 1  # K4
    assert sections["intake"]["first_appointment_within_days"] == 7  # K5
    asked = [row["field"] for row in sections["goals"].rows("questions")]
    assert asked == ["goal", "benefits", "already_done", "history", "rungs", "wished_support"]  # K8
    (limits,) = sections["placements"].rows("rule_sets")
    assert (limits["min_days_a_week"], limits["max_days_a_week"]) == (1, 4)  # 142/2015
    assert (limits["min_months"], limits["max_months"]) == (3, 24)
    assert "company" not in limits["host_kinds"]
    (template,) = sections["reimbursement"].rows("templates")
    assert template["day_cents"] == 1009
    assert "§ 54" in template["source"]


def test_what_is_local_is_not_said(ground: None) -> None:
    section = playbooks.load("kumina_1").sections["reimbursement"]
    assert section.settings["policy"].kind == "local"  # K18
    with pytest.raises(KeyError, match="the municipality's to give"):
        section["policy"]


def test_a_playbook_is_read_only() -> None:
    section = playbooks.load("kumina_1").sections["placements"]
    with pytest.raises(TypeError):
        next(section.rows("rule_sets"))["max_days_a_week"] = 5  # type: ignore[index]


def test_a_sound_playbook_is_read() -> None:
    playbook = playbooks.parse(SOUND, origin="small_3.toml")
    assert (playbook.reference, playbook.sections["goals"]["limit"]) == ("small_3", 7)


@pytest.mark.parametrize(
    ("was", "now", "line", "words"),
    [
        ("version = 3", "version = three", 2, "not TOML"),
        ("version = 3", 'version = "3"', 2, "whole number"),
        ("version = 3\n", "", 1, "`version` is missing"),
        ('name = "small"', 'name = "Small one"', 1, "small letters"),
        ('source = "nowhere"', "source = 1", 3, "where the model is written down"),
        ('setting = "default"', 'setting = "fixed"', 10, "one of locked, default, local"),
        ('setting = "default"\n', "", 9, "`setting` is missing"),
        ('setting = "default"', 'setting = "local"', 12, "only the municipality can say it"),
        ("value = 7\n", "", 9, "needs a value"),
        ("value = 7", "value = 7.5", 12, "a number is whole"),
        ("value = 7", 'value = " "', 12, "an empty text"),
        ("value = 7", "valeu = 7\nvalue = 7", 12, "`valeu` is not part of a setting"),
        ('why = { fi = "a", sv = "b", en = "c" }', 'why = { fi = "a", en = "c" }', 11, "not said in `sv`"),
        ('why = { fi = "a", sv = "b", en = "c" }', 'why = "because"', 11, "said in fi, sv, en"),
        (
            'question = { fi = "a", sv = "b", en = "c" }',
            'question = { fi = "a", sv = "", en = "c" }',
            15,
            "not said in `sv`",
        ),
        ('question = { fi = "a", sv', 'question = { de = "a", fi = "a", sv', 15, "`de` is none of our languages"),
        ("[goals.limit]", "[goals]\n[goals.limit]", 9, "not TOML"),
    ],
)
def test_a_fault_is_told_by_its_line(was: str, now: str, line: int, words: str) -> None:
    assert SOUND.count(was) >= 1
    text = SOUND.replace(was, now, 1)
    assert any(at == line and words in said for at, said in _faults(text)), _faults(text)


def test_all_faults_are_told_at_once() -> None:
    text = SOUND.replace('setting = "default"', 'setting = "fixed"').replace("version = 3", "version = 0")
    assert [line for line, _ in _faults(text)] == [2, 10]


def test_a_section_without_settings_is_no_section() -> None:
    head, _, rest = SOUND.partition("[goals]")
    assert "at least one section" in _faults(head)[0][1]
    assert "no settings" in _faults(f'{head}[goals]\ntitle = {{ fi = "a", sv = "b", en = "c" }}\n')[0][1]
    assert "neither a known heading nor a section" in _faults(f"{head}extra = 1\n[goals]{rest}")[0][1]


def test_an_unknown_playbook_is_said_to_be_unknown() -> None:
    with pytest.raises(KeyError, match="kumina_0"):
        playbooks.load("kumina_0")


@given(st.text(alphabet='[]{}="\n abk.#17', max_size=120))
def test_no_text_is_more_than_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        playbooks.parse(text, origin="any")
