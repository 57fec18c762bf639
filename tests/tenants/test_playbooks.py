"""The model as a versioned file: whole in three languages, every setting of a known kind, every fault told by line."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants import playbooks
from tenants.playbooks import Malformed

TITLE = 'title = { fi = "a", sv = "b", en = "c" }'
WHY = 'why = { fi = "a", sv = "b", en = "c" }'
OF_A_RULE_SET = {
    "law",
    "valid_from",
    "organiser",
    "min_days_a_week",
    "max_days_a_week",
    "min_minutes_a_day",
    "max_minutes_a_day",
    "max_minutes_a_week",
    "min_months",
    "max_months",
    "host_kinds",
    "plan_bases",
}
SOUND = """\
name = "small"
version = 3
source = "nowhere"
title = { fi = "a", sv = "b", en = "c" }

[goals]
title = { fi = "a", sv = "b", en = "c" }

[goals.limit]
setting = "default"
title = { fi = "a", sv = "b", en = "c" }
why = { fi = "a", sv = "b", en = "c" }
value = 7
limits = { min = 1, max = 9 }

[goals.asked]
setting = "local"
title = { fi = "a", sv = "b", en = "c" }
why = { fi = "a", sv = "b", en = "c" }

[[goals.asked.example]]
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
    assert [row["code"] for row in sections["intake"].rows("ways_in")] == [
        "adult_social_work",
        "employment_authority",
        "self",
    ]  # K1
    assert sections["intake"]["visit_within_days"] == 7  # K2
    assert sections["intake"]["call_within_days"] == 1  # K4
    assert sections["intake"]["first_appointment_within_days"] == 7  # K5
    asked = [row["field"] for row in sections["goals"].rows("questions")]
    assert asked == ["goal", "benefits", "already_done", "history", "rungs", "wished_support"]  # K8
    assert [row["code"] for row in sections["meetings"].rows("closing")] == ["benefit", "next_step"]  # K12, K13
    hours = sections["meetings"].settings["acute_hours_a_week"].shape
    assert (hours.least, hours.most) == (4, 5)  # K14
    assert sections["outcomes"]["within_months"] == 12  # K20
    assert sections["outcomes"]["baseline_percent"] == 10  # K20
    assert sections["outcomes"]["job_search_by_percent"] == 50  # K22
    assert [row["code"] for row in sections["opening"].rows("needs")] == ["network", "staff"]  # K28
    assert sections["opening"]["clients_a_year"] == 60  # K29
    assert len(list(sections["opening"].rows("rooting_stages"))) == 3  # K30


def test_rehabilitative_work_has_the_limits_of_its_law() -> None:
    limits = next(playbooks.load("kumina_1").sections["placements"].rows("rule_sets"))
    assert (limits["service_type"], limits["valid_from"]) == ("rehabilitative_work", date(2015, 7, 1))
    assert (limits["min_days_a_week"], limits["max_days_a_week"]) == (1, 4)  # 142/2015
    assert (limits["min_minutes_a_day"], limits["max_minutes_a_day"], limits["max_minutes_a_week"]) == (240, 480, 1920)
    assert (limits["min_months"], limits["max_months"]) == (3, 24)
    assert "company" not in limits["host_kinds"]


@pytest.mark.parametrize("reference", ["kumina_1", "kumina_2"])
def test_what_no_source_says_is_marked_unknown_and_not_guessed(reference: str) -> None:
    section = playbooks.load(reference).sections["placements"]
    for limits in section.rows("rule_sets"):
        said = OF_A_RULE_SET - set(limits)
        assert said == set(limits.get("unknown", ())), limits["service_type"]
        assert all(source.startswith("http") for source in limits["sources"])
    services = {limits["service_type"] for name in ("rule_sets", "own_rule_sets") for limits in section.rows(name)}
    assert services == set(section.settings["services_in_use"].shape.one_of)
    assert len(services) == 5


def test_every_template_is_a_real_decision_with_its_source() -> None:
    templates = list(playbooks.load("kumina_1").sections["reimbursement"].rows("templates"))
    assert [row["day_cents"] for row in templates] == [1009, 1009, 2000]
    assert "§ 54" in templates[0]["source"]
    assert all(re.search(r"20\d\d", row["source"]) for row in templates)


def test_what_is_local_is_not_said(ground: None) -> None:
    section = playbooks.load("kumina_1").sections["reimbursement"]
    assert section.settings["policy"].kind == "local"  # K18
    with pytest.raises(KeyError, match="the municipality's to give"):
        section["policy"]
    assert list(playbooks.load("kumina_1").sections["placements"].rows("further_rule_sets")) == []


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
        ('source = "nowhere"', 'source = "nowhere"\nbased_on = 1', 4, "the reference of a playbook"),
        ('source = "nowhere"', 'source = "nowhere"\nlineage = "x"', 4, "a list of names"),
        ('setting = "default"', 'setting = "fixed"', 10, "one of locked, default, local"),
        ('setting = "default"\n', "", 9, "`setting` is missing"),
        (f'setting = "default"\n{TITLE}', 'setting = "default"', 9, "`title` is missing"),
        ('setting = "default"', 'setting = "local"', 13, "only the municipality can say it"),
        ("value = 7\n", "", 9, "needs a value"),
        ("value = 7", "value = 7.5", 13, "a number is whole"),
        ("value = 7", 'value = " "', 13, "an empty text"),
        ("value = 7", "value = 0", 13, "at least 1"),
        ("value = 7", "value = 10", 13, "at most 9"),
        ("value = 7", "valeu = 7\nvalue = 7", 13, "`valeu` is not part of a setting"),
        ("max = 9", "most = 9", 14, "`most` is no limit"),
        ("max = 9", 'max = "9"', 14, "`max` is a whole number"),
        ("max = 9", 'of = "figure"', 14, "`of` is one of number"),
        ("max = 9", "one_of = []", 14, "`one_of` is a list"),
        ("max = 9", "one_of = [1, 2]", 13, "it is one of 1, 2"),
        ("max = 9", 'languages = ["de"]', 14, "a list of our languages"),
        ("max = 9", "fields = { a = { min = true } }", 14, "`min` is a whole number"),
        (WHY, 'why = { fi = "a", en = "c" }', 12, "not said in `sv`"),
        (WHY, 'why = "because"', 12, "said in fi, sv, en"),
        ('question = { fi = "a", sv = "b"', 'question = { fi = "a", sv = ""', 22, "not said in `sv`"),
        ('question = { fi = "a", sv', 'question = { de = "a", fi = "a", sv', 22, "`de` is none of our languages"),
        (
            '\n[[goals.asked.example]]\nquestion = { fi = "a", sv = "b", en = "c" }\n',
            "",
            16,
            "nothing says what `asked` looks like",
        ),
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
