"""Every rule of the URL map with its holes filled: mine, not mine, another municipality's, nobody's, nonsense."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.routing import Map, Rule, UnicodeConverter

from tests.factories.house import House
from tests.house import open_pages

METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
OWN, OTHERS, FOREIGN, NOBODYS, NONSENSE = "own", "not mine", "another municipality's", "nobody's", "nonsense"
RELATIONS: Final = (OWN, OTHERS, FOREIGN, NOBODYS, NONSENSE)
SLUG: Final = "slug"
WORDS: Final = frozenset({"MonthInPath", "CodeInPath", "PlaceInPath", "IntegerConverter", "AnyConverter"})
ASKED: Final = {"joint.hand_over": ("person", "person_id")}
"""Routes that are asked about somebody behind the question mark: by which name, and what stands for it."""
UNTYPED: Final = UnicodeConverter(Map())


@dataclass(frozen=True)
class Case:
    """One path to knock at, and what it stands for."""

    endpoint: str
    rule: str
    path: str
    relation: str
    ids: tuple[str, ...] = ()
    """The ids in the path, which an answer may repeat."""


def rules_of(app: Flask) -> tuple[Rule, ...]:
    """All but static files and the developers' gallery."""
    left_out = ("static", open_pages.FOR_DEVELOPERS)
    return tuple(rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(left_out))


def cases(rule: Rule, house: House, neighbour: House) -> Iterator[Case]:
    """The rule under each relation that makes sense for it; without ids there is only one."""
    holes = [name for name in rule.arguments if name != SLUG]
    owned = [name for name in holes if not _is_word(rule, name)]
    if rule.endpoint in ASKED:
        owned.append(ASKED[rule.endpoint][1])
    anything = any(isinstance(rule._converters.get(name, UNTYPED), UnicodeConverter) for name in owned)
    relations = (RELATIONS[:-1] if anything else RELATIONS) if owned else (OWN,)
    for relation in relations:
        values = {name: _value(rule, name, relation, house, neighbour) for name in owned}
        words = {name: house.word(rule.endpoint, name) for name in holes if name not in owned}
        yield _case(rule, house, relation, values | words)


def mixed(rule: Rule, house: House) -> Iterator[Case]:
    """Parent and child that do not belong together, for rules with two ids."""
    owned = [name for name in rule.arguments if name != SLUG and not _is_word(rule, name)]
    words = {name: house.word(rule.endpoint, name) for name in rule.arguments if name != SLUG and name not in owned}
    for odd in owned if len(owned) > 1 else ():
        values = {name: house.thing(rule.endpoint, name, mine=name != odd) for name in owned}
        yield _case(rule, house, OTHERS, {name: str(value) for name, value in values.items()} | words)


def _case(rule: Rule, house: House, relation: str, values: dict[str, str]) -> Case:
    path = rule.rule.replace("<slug>", house.where.slug)
    for name, value in values.items():
        path = _fill(path, name, value) if name in rule.arguments else f"{path}?{ASKED[rule.endpoint][0]}={value}"
    return Case(rule.endpoint, rule.rule, path, relation, tuple(values.values()))


def _value(rule: Rule, name: str, relation: str, house: House, neighbour: House) -> str:
    if relation == NONSENSE:
        return "not-an-id-at-all"
    if relation == NOBODYS:
        like = house.thing(rule.endpoint, name, mine=True)
        return str(uuid4()) if isinstance(like, UUID) else "k" * len(str(like))
    if relation == FOREIGN:
        return str(neighbour.thing(rule.endpoint, name, mine=True))
    return str(house.thing(rule.endpoint, name, mine=relation == OWN))


def _is_word(rule: Rule, name: str) -> bool:
    """A month is a month in every municipality, and the operator asks about each."""
    return type(rule._converters[name]).__name__ in WORDS


def _fill(path: str, name: str, value: str) -> str:
    before, _, rest = path.partition(f":{name}>")
    if rest or path.endswith(f":{name}>"):
        return f"{before[: before.rindex('<')]}{value}{rest}"
    return path.replace(f"<{name}>", value)


def pointed(rule: Rule, house: House, values: dict[str, object]) -> Case:
    """The rule with these values in it."""
    words = {name: house.word(rule.endpoint, name) for name in rule.arguments if name != SLUG and name not in values}
    return _case(rule, house, OWN, {name: str(value) for name, value in values.items()} | words)
