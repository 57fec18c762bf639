"""What is wrong with a playbook's text, each fault with the path of where it stands."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tenants.playbooks import declared, shapes
from tenants.playbooks.facts import KINDS, LANGUAGES
from tenants.playbooks.lines import Path

NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,40}")
HEAD: Final = ("name", "version", "title", "source")
HANDED_ON: Final = ("based_on", "lineage")
"""Headings of a playbook that a municipality made of another."""
HEADINGS: Final = (*HEAD, *HANDED_ON)
OF_A_SETTING: Final = ("setting", "title", "why", "value", "example", "limits")
Faults = Iterator[tuple[Path, str]]


def faults(found: Mapping[str, Any]) -> Faults:
    """Everything that is wrong."""
    yield from _missing((), found, HEAD)
    if not (isinstance(found.get("name"), str) and NAME.fullmatch(found["name"])):
        yield ("name",), "`name` is small letters, digits and underscores"
    if type(found.get("version")) is not int or found["version"] < 1:
        yield ("version",), "`version` is a whole number from 1"
    if not isinstance(found.get("source"), str):
        yield ("source",), "`source` is a sentence: where the model is written down"
    if not isinstance(found.get("based_on", ""), str):
        yield ("based_on",), "`based_on` is the reference of a playbook, such as kumina_1"
    if not _is_lines(found.get("lineage", [])):
        yield ("lineage",), "`lineage` is a list of names"
    yield from _text_faults(("title",), found.get("title"))
    sections = {name: value for name, value in found.items() if name not in HEADINGS}
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
        yield path, f"`{name}` is no setting: write a table with `setting`, `title`, `why` and its value"
        return
    if not NAME.fullmatch(name):
        yield path, "a setting's name is small letters, digits and underscores"
    yield from _missing(path, setting, ("setting", "title", "why"))
    for key in setting.keys() - set(OF_A_SETTING):
        yield (*path, key), f"`{key}` is not part of a setting: it has {', '.join(OF_A_SETTING)}"
    for key in ("title", "why"):
        yield from _text_faults((*path, key), setting.get(key))
    kind = setting.get("setting")
    if "setting" in setting and kind not in KINDS:
        yield (*path, "setting"), f"`setting` is one of {', '.join(KINDS)}, not {kind!r}"
    elif kind == "local" and "value" in setting:
        yield (*path, "value"), f"`{name}` is local: only the municipality can say it, so it has no value here"
    elif kind in {"locked", "default"} and "value" not in setting:
        yield path, f"`{name}` is {kind} and needs a value"
    for key in ("value", "example"):
        yield from _value_faults((*path, key), setting.get(key))
    yield from _shape_faults(path, name, setting)


def _shape_faults(path: Path, name: str, setting: Mapping[str, Any]) -> Faults:
    """What is written must keep the limits that are written beside it."""
    wrong = list(declared.limit_faults((*path, "limits"), setting.get("limits", {})))
    yield from wrong
    if wrong:
        return
    shape = declared.of_setting(setting)
    if shape is None:
        yield path, f"nothing says what `{name}` looks like: give it a value, an example, or `limits.of`"
        return
    for key in ("value", "example"):
        if key in setting:
            for fault in shapes.faults(shape, setting[key], (*path, key)):
                if fault.code != "not_said":  # told already: a playbook's texts are said in all languages
                    yield fault.path, shapes.WORDS[fault.code].format(**fault.facts)


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


def _is_lines(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)
