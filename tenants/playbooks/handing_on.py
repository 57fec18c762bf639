"""How one municipality learns from another: its playbook with its own changes as a file, and a start from such a file.

What is local stays at home: each municipality says it itself. Nothing that looks like a person goes along: a setting
in which an address, a number or a known name stands is left as the playbook has it, and that is told.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import tomli_w

from tenants.playbooks import differences, reading, shapes
from tenants.playbooks.differences import Own, Where
from tenants.playbooks.facts import Playbook, Setting
from tenants.playbooks.shapes import Shape

PERSONAL: Final = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?<![\w/.=-])(\+358|0)[\s-]?\d([\s-]?\d){5,}(?!\w)"),
    re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b", re.IGNORECASE),
)
"""What looks like an e-mail address, a telephone number, a personal identity code."""

SHORTEST_STEM: Final = 3
LONGEST_ENDING: Final = 3


class CannotStart(ValueError):
    """A file that no municipality can start from; the words say why."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A municipality's playbook as a file, and which of its own settings stayed out of it because of a person."""

    text: str
    left_out: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What a municipality begins with: a playbook of the product, what it says differently, whom it was learnt from."""

    playbook: Playbook
    own: Own
    lineage: tuple[str, ...]


def handed_on(
    written: Playbook, own: Own, *, name: str, version: int, lineage: Collection[str], known_names: Collection[str]
) -> Handed:
    """The playbook of the municipality called `name`, whole, with its own words in the place of what it changed."""
    left_out = stays_at_home(written, own, known_names)
    going = {where: value for where, value in own.items() if _may_go(written, where) and where not in left_out}
    head = {
        "name": re.sub(r"[^a-z0-9_]", "_", name.lower()),
        "version": version,
        "source": f"{written.source} – {name}",
        "based_on": written.reference,
        "lineage": [*(lineage or (written.reference,)), name],
        "title": {language: f"{text}, {name}" for language, text in written.title.items()},
    }
    body = {
        section.name: {"title": dict(section.title)}
        | {one.name: _setting(one, going.get((section.name, one.name))) for one in section.settings.values()}
        for section in written.sections.values()
    }
    text = tomli_w.dumps(head | body)
    reading.parse(text, origin=f"{head['name']}.toml")  # what cannot be read again is no playbook
    return Handed(text, left_out)


def stays_at_home(written: Playbook, own: Own, known_names: Collection[str]) -> tuple[Where, ...]:
    """The municipality's own settings that another may not have, because a person seems to stand in them."""
    kept = (where for where in own if _may_go(written, where))
    return tuple(where for where in kept if tells_of_a_person(own[where], known_names))


def tells_of_a_person(value: Any, known_names: Collection[str]) -> bool:
    """Whether anything in it looks like a person's address, number or code, or is somebody's name."""
    said = "\n".join(_words(value))
    return any(_names(said, name) for name in known_names) or any(pattern.search(said) for pattern in PERSONAL)


def start_from(handed: Playbook) -> Start:
    """What a municipality begins with that learns from this one; raises CannotStart.

    It stands on the product's own playbook, and what the other one changed is its own change from the first day, in
    sight and reversible: so a later version of the model reaches it as it reaches everybody.
    """
    if handed.based_on is None:
        raise CannotStart("this file does not say which playbook it is based on")
    try:
        base = reading.load(handed.based_on)
    except KeyError:
        raise CannotStart(f"it is based on {handed.based_on}, which did not come with this product") from None
    found = differences.changes(base, handed, {})
    wrong = [".".join(change.where) for change in found if not _may_differ(change)]
    if wrong:
        raise CannotStart(f"these are not a municipality's to change: {', '.join(wrong)}")
    own = {change.where: change.after.value for change in found if change.result == "takes_new" and change.after}
    return Start(base, MappingProxyType(own), handed.lineage or (handed.reference,))


def _names(said: str, name: str) -> bool:
    """Whether every part of a name stands there, whatever its ending: `Talkoolainen` is found in `Talkoolaisella`."""
    stems = (part[: max(SHORTEST_STEM, len(part) - LONGEST_ENDING)] for part in name.split())
    found = [re.search(rf"\b{re.escape(stem)}", said, re.IGNORECASE) is not None for stem in stems]
    return bool(found) and all(found)


def _may_go(written: Playbook, where: Where) -> bool:
    setting = written.setting(*where)
    return setting is not None and setting.kind == "default"


def _may_differ(change: differences.Change) -> bool:
    if change.result == "unchanged":
        return True
    if change.before is None or change.after is None or change.before.kind != "default":
        return False
    fits = not any(shapes.faults(change.before.shape, change.after.value))
    return fits and change.after.kind == "default"


def _setting(setting: Setting, own: Any) -> dict[str, Any]:
    said = setting if own is None else replace(setting, value=own)
    table: dict[str, Any] = {"setting": said.kind, "title": dict(said.title), "why": dict(said.why)}
    table["limits"] = _limits(said.shape)
    for name, value in (("value", said.value), ("example", said.example)):
        if value is not None:
            table[name] = _thawed(said.shape, value)
    return table


def _limits(shape: Shape) -> dict[str, Any]:
    limits: dict[str, Any] = {"of": shape.of}
    given = {"min": shape.least, "max": shape.most, "one_of": list(shape.one_of), "key": list(shape.key)}
    limits |= {name: value for name, value in given.items() if value not in (None, [])}
    if shape.languages != shapes.SPOKEN:
        limits["languages"] = list(shape.languages)
    if shape.fields:
        limits["fields"] = {name: _limits(inner) for name, inner in shape.fields.items()}
    if shape.optional:
        limits["optional"] = True
    return limits


def _thawed(shape: Shape, value: Any) -> Any:
    """As TOML takes it, in all three languages: what is not said in English stands in Finnish."""
    if shape.of == "text":
        return {language: value.get(language) or value["fi"] for language in shapes.LANGUAGES}
    if shape.of == "fields":
        return {name: _thawed(shape.fields[name], inner) for name, inner in value.items()}
    if shape.of == "rows":
        return [{name: _thawed(shape.fields[name], inner) for name, inner in row.items()} for row in value]
    return list(value) if isinstance(value, tuple) else value


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _words(inner)
