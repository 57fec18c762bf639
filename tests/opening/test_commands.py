"""`kumina playbook`, as somebody types it: looked at, planned for all, applied, undone, handed on and started from."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from app.cli import commands
from tenants import context, database, form, registry, settings
from tenants.registry import Municipality
from tests.factories.municipalities import NOW

Kumina = Callable[..., Result]
HOURS = {"section": "meetings", "setting": "acute_hours_a_week"}


@contextmanager
def inside(slug: str, *, writing: bool = False) -> Iterator[Municipality]:
    """The municipality as its operator sees it."""
    with context.globally(), database.reading():
        here = registry.by_slug(slug)
    with context.entering(here.id, roles=("operator",)), database.writing() if writing else database.reading():
        yield here


@pytest.fixture
def kumina(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Kumina:
    """`kumina("playbook", "list")`: what was printed, and how it ended."""
    monkeypatch.setattr("app.cli.installation.load", lambda: None)

    def run(*words: str) -> Result:
        return CliRunner().invoke(commands, words, obj=ScriptInfo(create_app=lambda: app))

    return run


@pytest.fixture
def slug(kumina: Kumina) -> str:
    """A municipality that stands on the first version and has changed two things itself."""
    name = f"t{secrets.token_hex(6)}"
    opened = kumina(
        "municipality", "open", name, "--code", "422", "--kind", "practice", "--playbook", "kumina_1", "--code", "588"
    )
    assert opened.exit_code == 1, "a municipality that has ended is not chosen"
    opened = kumina("municipality", "open", name, "--code", "422", "--kind", "practice", "--playbook", "kumina_1")
    assert opened.exit_code == 0, opened.output
    with inside(name, writing=True):
        settings.change(**HOURS, value=5, by=None, at=NOW)
        settings.change(section="feedback", setting="pulse_every_meetings", value=4, by=None, at=NOW)
    return name


def test_choosing_a_municipality_fills_its_names_and_serves_its_people(slug: str) -> None:
    with context.globally(), database.reading():
        found = registry.by_slug(slug)
    assert (found.name_fi, found.name_sv) == ("Lieksa", "Lieksa")
    with inside(slug):
        assert [one.place.code for one in form.areas()] == ["422"]


def test_the_versions_are_listed_with_who_stands_on_them(kumina: Kumina, slug: str) -> None:
    listed = kumina("playbook", "list").output
    assert listed.startswith("kumina_1  The Kumina model, ")
    assert f"  /{slug}  Lieksa  2 own changes" in listed.split("kumina_2")[0]


def test_a_version_is_shown_setting_by_setting(kumina: Kumina) -> None:
    shown = kumina("playbook", "show", "kumina_1").output
    assert "visit_within_days (locked): 7" in shown
    assert "policy (local): –" in shown
    assert kumina("playbook", "show", "kumina_9").exit_code == 2


def test_a_plan_is_told_for_one_and_for_all(kumina: Kumina, slug: str) -> None:
    one = kumina("playbook", "diff", slug).output
    assert one.startswith("kumina_1 → kumina_2")
    assert "feedback.pulse_every_meetings: changed by both" in one
    assert "own: 4" in one
    assert "- keys" in one
    assert "1 own change stay as they are" in one
    every = kumina("playbook", "plan", "--to", "kumina_2").output
    assert f"/{slug}  kumina_1 → kumina_2: 3 changed, 1 changed by both" in every


def test_a_version_is_applied_and_undone(kumina: Kumina, slug: str) -> None:
    taken = kumina("playbook", "apply", slug, "--take", "feedback.pulse_every_meetings")
    assert taken.exit_code == 0, taken.output
    with inside(slug):
        assert settings.value("feedback", "pulse_every_meetings") == 2
        assert settings.value(**HOURS) == 5
    again = kumina("playbook", "apply", slug)
    assert (again.exit_code, again.output) == (
        1,
        "Error: Nothing was changed: it stands on kumina_2, and kumina_2 is not a later version of that.\n",
    )
    assert kumina("playbook", "undo", slug).output == f"/{slug} stands on kumina_1 again.\n"
    with inside(slug):
        assert settings.value("feedback", "pulse_every_meetings") == 4
    assert "can be taken back" in kumina("playbook", "undo", slug).output


def test_what_both_have_not_changed_is_not_chosen(kumina: Kumina, slug: str) -> None:
    wrong = kumina("playbook", "apply", slug, "--take", "intake.visit_within_days")
    assert wrong.exit_code == 2
    assert "To choose: feedback.pulse_every_meetings." in wrong.output


def test_a_neighbour_starts_from_what_was_handed_on(kumina: Kumina, slug: str, tmp_path: Path) -> None:
    file, neighbour, third = tmp_path / "lieksa.toml", f"t{secrets.token_hex(6)}", tmp_path / "third.toml"
    assert kumina("playbook", "export", slug, str(file)).exit_code == 0
    opened = kumina("municipality", "open", neighbour, "--code", "545", "--kind", "practice", "--from", str(file))
    assert opened.exit_code == 0, opened.output
    assert f"It starts from kumina_1 → {slug}, with 2 settings said differently." in opened.output
    with inside(neighbour) as here:
        assert (here.name_fi, here.name_sv, here.playbook) == ("Närpiö", "Närpes", "kumina_1")
        assert settings.value(**HOURS) == 5
        assert len(settings.deviations()) == 2
        assert registry.lineage(here.id) == ("kumina_1", slug)
    assert kumina("playbook", "export", neighbour, str(third)).exit_code == 0
    assert f'"{slug}",\n    "{neighbour}",' in third.read_text()


def test_a_file_that_cannot_be_believed_opens_nothing(kumina: Kumina, slug: str, tmp_path: Path) -> None:
    file, name = tmp_path / "x.toml", f"t{secrets.token_hex(6)}"
    kumina("playbook", "export", slug, str(file))
    sound = file.read_text()
    for text, words in (
        ("name = ", "x.toml, line 1: this is not TOML"),
        (sound.replace("based_on", "baset_on"), "neither a known heading"),
        (
            sound.replace('setting = "locked"', 'setting = "default"', 1),
            "not a municipality's to change: accounts.roles",
        ),
    ):
        file.write_text(text)
        refused = kumina("municipality", "open", name, "--name-fi", "X", "--kind", "practice", "--from", str(file))
        assert refused.exit_code == 1
        assert words in refused.output
    with context.globally(), database.reading(), pytest.raises(registry.UnknownMunicipality):
        registry.by_slug(name)


def test_an_unknown_municipality_is_said_to_be_unknown(kumina: Kumina) -> None:
    for words in (("diff", "ei-ole"), ("apply", "ei-ole"), ("undo", "ei-ole"), ("export", "ei-ole", "/dev/null")):
        assert "No municipality answers to ei-ole" in kumina("playbook", *words).output
    nowhere = kumina("municipality", "open", "xx", "--code", "999", "--kind", "practice")
    assert "No municipality of Finland has the code 999" in nowhere.output
