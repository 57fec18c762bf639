"""One municipality learns from another: the model with its changes as a file, with no person in it."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from tenants import playbooks
from tenants.playbooks import Playbook, handing_on
from tenants.playbooks.handing_on import CannotStart, Handed

ONE = playbooks.load("kumina_1")
HOURS = ("meetings", "acute_hours_a_week")
LETTERS = ("letters", "letters")
INDUCTION = ("worktasks", "induction")


def handed(own: dict[Any, Any], *, lineage: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Handed:
    return handing_on.handed_on(ONE, own, name="lieksa", version=20261124, lineage=lineage, known_names=names)


def read(one: Handed) -> Playbook:
    return playbooks.parse(one.text, origin="lieksa.toml")


def with_row(where: tuple[str, str], words: str) -> list[dict[str, Any]]:
    """The playbook's list with one more row that says this."""
    return [
        *(dict(row) for row in ONE.sections[where[0]].rows(where[1])),
        {"code": "own", "words": {"fi": words, "sv": words}},
    ]


def test_what_is_handed_on_is_a_whole_playbook_of_its_own() -> None:
    found = read(handed({HOURS: 5}))
    assert (found.reference, found.based_on, found.lineage) == ("lieksa_20261124", "kumina_1", ("kumina_1", "lieksa"))
    assert found.sections["meetings"]["acute_hours_a_week"] == 5
    assert {name: list(part.settings) for name, part in found.sections.items()} == {
        name: list(part.settings) for name, part in ONE.sections.items()
    }
    for section, setting in ONE.all_settings():
        again = found.sections[section].settings[setting.name]
        assert (again.kind, again.shape) == (setting.kind, setting.shape), (section, setting.name)


def test_another_starts_from_it_with_the_same_words() -> None:
    own = {
        HOURS: 5,
        INDUCTION: with_row(INDUCTION, "Saunan lämmitys"),
        ("placements", "own_rule_sets"): [
            dict(row) | {"valid_from": date(2026, 1, 1)} for row in ONE.sections["placements"].rows("own_rule_sets")
        ],
    }
    start = handing_on.start_from(read(handed(own)))
    assert (start.playbook, start.lineage) == (ONE, ("kumina_1", "lieksa"))
    assert set(start.own) == set(own)
    assert start.own[HOURS] == 5
    assert start.own["placements", "own_rule_sets"][0]["valid_from"] == date(2026, 1, 1)


def test_the_line_it_was_learnt_in_is_kept() -> None:
    assert read(handed({}, lineage=("kumina_1", "joensuu"))).lineage == ("kumina_1", "joensuu", "lieksa")


def test_what_is_local_stays_at_home() -> None:
    start = handing_on.start_from(read(handed({("reimbursement", "policy"): "as_decided"})))
    assert dict(start.own) == {}


@pytest.mark.parametrize(
    "words",
    [
        "Kysy Liisalta: liisa.meikalainen@esimerkki.example",
        "Soita 040 123 4567",
        "Soita +358 40 1234567",
        "Soita 0401234567",
        "Tunnus 010190-123A",
        "tunnus 010101A123N",
        "Avaimet ovat Veikko Talkoolaisella",
        "veikko talkoolainen tietää",
    ],
)
def test_nothing_that_looks_like_a_person_leaves(words: str) -> None:
    one = handed({INDUCTION: with_row(INDUCTION, words), HOURS: 5}, names=("Veikko Talkoolainen",))
    assert one.left_out == (INDUCTION,)
    assert words not in one.text
    assert "Talkoolai" not in one.text
    assert set(handing_on.start_from(read(one)).own) == {HOURS}


@pytest.mark.parametrize(
    "words", ["Kello 8.30–12.00", "Päätös 1.12.2024 § 210", "Laki 189/2001", "K14: 4–5 tuntia", "1 000 €"]
)
def test_figures_are_no_persons(words: str) -> None:
    assert handed({INDUCTION: with_row(INDUCTION, words)}).left_out == ()


def test_the_products_own_playbooks_tell_of_no_person() -> None:
    for reference in playbooks.references():
        for section, setting in playbooks.load(reference).all_settings():
            assert not handing_on.tells_of_a_person(setting.value, ()), (section, setting.name)


def _said(playbook: Playbook, section: str, name: str, **changes: Any) -> Playbook:
    part = playbook.sections[section]
    settings = dict(part.settings) | {name: replace(part.settings[name], **changes)}
    sections = dict(playbook.sections) | {section: replace(part, settings=MappingProxyType(settings))}
    return replace(playbook, sections=MappingProxyType(sections))


def test_a_file_that_changes_the_core_is_no_start() -> None:
    sound = read(handed({}))
    with pytest.raises(CannotStart, match=r"intake\.visit_within_days"):
        handing_on.start_from(_said(sound, "intake", "visit_within_days", value=30))  # K2
    with pytest.raises(CannotStart, match=r"meetings\.acute_hours_a_week"):
        handing_on.start_from(_said(sound, *HOURS, value=40))  # K14
    with pytest.raises(CannotStart, match=r"meetings\.acute_hours_a_week"):
        handing_on.start_from(_said(sound, *HOURS, kind="locked"))


def test_a_file_must_say_what_it_is_based_on() -> None:
    with pytest.raises(CannotStart, match="does not say"):
        handing_on.start_from(ONE)
    with pytest.raises(CannotStart, match="did not come with this product"):
        handing_on.start_from(replace(read(handed({})), based_on="kumina_9"))
    with pytest.raises(CannotStart, match="not a municipality's to change"):
        handing_on.start_from(replace(read(handed({})), sections=MappingProxyType({})))
