"""Reads a playbook and refuses a malformed one, telling every fault by its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from tenants.playbooks.facts import KINDS, LANGUAGES, Malformed, Playbook, Section, Setting
from tenants.playbooks.lines import Lines, Path

NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,40}")
HEAD: Final = ("name", "version", "title", "source")
OF_A_SETTING: Final = ("setting", "why", "value", "example")
Faults = Iterator[tuple[Path, str]]


def references() -> tuple[str, ...]:
    """The playbooks that come with the product, oldest version first."""
    files = (path.name for path in resources.files(__package__).iterdir())
    found = (name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    return tuple(sorted(found, key=lambda name: (name.rpartition("_")[0], int(name.rpartition("_")[2]))))


def load(reference: str) -> Playbook:
    """The playbook of this reference (`kumina_1`); raises KeyError when there is none, Malformed when it is wrong."""
    if reference not in references():
        raise KeyError(reference)
    playbook = parse(
        (resources.files(__package__) / f"{reference}.toml").read_text("utf-8"), origin=f"{reference}.toml"
    )
    if playbook.reference != reference:
        raise Malformed(f"{reference}.toml", ((1, f"it calls itself {playbook.reference}: rename the file, or it"),))
    return playbook


def parse(text: str, *, origin: str) -> Playbook:
    """The playbook in this text; raises Malformed with every fault and its line."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise Malformed(origin, ((line, f"this is not TOML: {error}"),)) from error
    lines = Lines(text)
    faults = sorted({(lines.of(path), words) for path, words in _faults(found)})
    if faults:
        raise Malformed(origin, tuple(faults))
    return _playbook(found)


def _faults(found: Mapping[str, Any]) -> Faults:
    yield from _missing((), found, HEAD)
    if not (isinstance(found.get("name"), str) and NAME.fullmatch(found["name"])):
        yield ("name",), "`name` is small letters, digits and underscores"
    if type(found.get("version")) is not int or found["version"] < 1:
        yield ("version",), "`version` is a whole number from 1"
    if not isinstance(found.get("source"), str):
        yield ("source",), "`source` is a sentence: where the model is written down"
    yield from _text_faults(("title",), found.get("title"))
    sections = {name: value for name, value in found.items() if name not in HEAD}
    if not sections:
        yield (), "a playbook has at least one section"
    for name, section in sections.items():
        yield from _section_faults((name,), name, section)


def _section_faults(path: Path, name: str, section: object) -> Faults:
    if not isinstance(section, dict):
        yield path, f"`{name}` is neither a known heading nor a section: a section is a table with settings"
        return
    if not NAME.fullmatch(name):
        yield path, "a section's name is small letters, digits and underscores"
    yield from _missing(path, section, ("title",))
    yield from _text_faults((*path, "title"), section.get("title"))
    settings = {key: value for key, value in section.items() if key != "title"}
    if not settings:
        yield path, f"section `{name}` has no settings"
    for key, setting in settings.items():
        yield from _setting_faults((*path, key), key, setting)


def _setting_faults(path: Path, name: str, setting: object) -> Faults:
    if not isinstance(setting, dict):
        yield path, f"`{name}` is no setting: write a table with `setting`, `why` and its value"
        return
    if not NAME.fullmatch(name):
        yield path, "a setting's name is small letters, digits and underscores"
    yield from _missing(path, setting, ("setting", "why"))
    for key in setting.keys() - set(OF_A_SETTING):
        yield (*path, key), f"`{key}` is not part of a setting: it has {', '.join(OF_A_SETTING)}"
    yield from _text_faults((*path, "why"), setting.get("why"))
    kind = setting.get("setting")
    if "setting" in setting and kind not in KINDS:
        yield (*path, "setting"), f"`setting` is one of {', '.join(KINDS)}, not {kind!r}"
    elif kind == "local" and "value" in setting:
        yield (*path, "value"), f"`{name}` is local: only the municipality can say it, so it has no value here"
    elif kind in {"locked", "default"} and "value" not in setting:
        yield path, f"`{name}` is {kind} and needs a value"
    for key in ("value", "example"):
        yield from _value_faults((*path, key), setting.get(key))


def _value_faults(path: Path, value: object) -> Faults:
    """Any table with a language in it is a text, and a text is complete."""
    if isinstance(value, dict):
        if value.keys() & set(LANGUAGES):
            yield from _text_faults(path, value)
            return
        for key, inner in value.items():
            yield from _value_faults((*path, key), inner)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _value_faults((*path, position), inner)
    elif isinstance(value, float):
        yield path, "a number is whole: cents, minutes, days"
    elif isinstance(value, str) and not value.strip():
        yield path, "an empty text says nothing: leave it out"


def _text_faults(path: Path, text: object) -> Faults:
    if text is None:
        return
    if not isinstance(text, dict):
        yield path, f"a text is said in {', '.join(LANGUAGES)}"
        return
    for language in LANGUAGES:
        said = text.get(language)
        if not isinstance(said, str) or not said.strip():
            yield (*path, language), f"this text is not said in `{language}`"
    for language in text.keys() - set(LANGUAGES):
        yield (*path, language), f"`{language}` is none of our languages ({', '.join(LANGUAGES)})"


def _missing(path: Path, table: Mapping[str, object], wanted: tuple[str, ...]) -> Faults:
    for key in wanted:
        if key not in table:
            yield path, f"`{key}` is missing"


def _playbook(found: Mapping[str, Any]) -> Playbook:
    sections = {name: _section(name, value) for name, value in found.items() if name not in HEAD}
    return Playbook(
        found["name"], found["version"], _frozen(found["title"]), found["source"], MappingProxyType(sections)
    )


def _section(name: str, found: Mapping[str, Any]) -> Section:
    settings = {
        key: Setting(key, it["setting"], _frozen(it["why"]), _frozen(it.get("value")), _frozen(it.get("example")))
        for key, it in found.items()
        if key != "title"
    }
    return Section(name, _frozen(found["title"]), MappingProxyType(settings))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value
