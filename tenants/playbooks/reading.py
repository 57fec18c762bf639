"""Reads a playbook and refuses a malformed one, telling every fault by its line."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from tenants.playbooks import checking, declared
from tenants.playbooks.facts import Malformed, Playbook, Section, Setting, frozen
from tenants.playbooks.lines import Lines

LONGEST_FILE: Final = 2_000_000


@cache
def references() -> tuple[str, ...]:
    """The playbooks that come with the product, oldest version first."""
    files = (path.name for path in resources.files(__package__).iterdir())
    found = (name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    return tuple(sorted(found, key=lambda name: (name.rpartition("_")[0], int(name.rpartition("_")[2]))))


@cache
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
    if len(text) > LONGEST_FILE:
        raise Malformed(origin, ((1, f"it is longer than any playbook ({LONGEST_FILE} characters)"),))
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise Malformed(origin, ((line, f"this is not TOML: {error}"),)) from error
    lines = Lines(text)
    faults = sorted({(lines.of(path), words) for path, words in checking.faults(found)})
    if faults:
        raise Malformed(origin, tuple(faults))
    return _playbook(found)


def _playbook(found: Mapping[str, Any]) -> Playbook:
    sections = {
        name: _section(name, value)
        for name, value in found.items()
        if name not in (*checking.HEAD, *checking.HANDED_ON)
    }
    return Playbook(
        name=found["name"],
        version=found["version"],
        title=frozen(found["title"]),
        source=found["source"],
        sections=MappingProxyType(sections),
        based_on=found.get("based_on"),
        lineage=tuple(found.get("lineage", ())),
    )


def _section(name: str, found: Mapping[str, Any]) -> Section:
    settings = {key: _setting(key, it) for key, it in found.items() if key != "title"}
    return Section(name, frozen(found["title"]), MappingProxyType(settings))


def _setting(name: str, found: Mapping[str, Any]) -> Setting:
    shape = declared.of_setting(found)
    if shape is None:  # told as a fault before
        raise TypeError(name)
    return Setting(
        name=name,
        kind=found["setting"],
        title=frozen(found["title"]),
        why=frozen(found["why"]),
        shape=shape,
        value=frozen(found.get("value")),
        example=frozen(found.get("example")),
    )
