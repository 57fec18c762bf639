"""The shape of a setting as its file declares it: read off the value written there, narrowed by its `limits`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, get_args

from tenants.playbooks.shapes import LANGUAGES, SPOKEN, Of, Path, Shape

KINDS: Final = get_args(Of)
_SIMPLE: Final[Mapping[type, Of]] = {bool: "yes_no", int: "number", date: "day", str: "words"}
Faults = Iterator[tuple[Path, str]]


def of_setting(setting: Mapping[str, Any]) -> Shape | None:
    """The shape of one setting as it stands in the file."""
    return shape_of([setting.get("value"), setting.get("example")], setting.get("limits", {}))


def shape_of(samples: Sequence[Any], limits: Mapping[str, Any]) -> Shape | None:
    """The shape that these values have, within these limits; None when neither tells what it is."""
    said = [sample for sample in samples if sample is not None]
    of = limits.get("of") or _kind(said, limits)
    if of is None:
        return None
    rows = [row for sample in said for row in sample] if of == "rows" else said
    return Shape(
        of=of,
        least=limits.get("min"),
        most=limits.get("max"),
        one_of=tuple(limits.get("one_of", ())),
        languages=tuple(limits.get("languages", SPOKEN)),
        fields=_fields(rows, limits.get("fields", {})) if of in {"rows", "fields"} else MappingProxyType({}),
        key=tuple(limits.get("key", ())),
        optional=limits.get("optional", False),
    )


def limit_faults(path: Path, limits: object) -> Faults:
    """What is wrong with the limits themselves."""
    if not isinstance(limits, dict):
        yield path, "`limits` is a table"
        return
    for key, given in limits.items():
        if key not in _SOUND:
            yield (*path, key), f"`{key}` is no limit: there are {', '.join(_SOUND)}"
        elif not _SOUND[key][0](given):
            yield (*path, key), f"`{key}` is {_SOUND[key][1]}"
        elif key == "fields":
            for name, inner in given.items():
                yield from limit_faults((*path, "fields", name), inner)


def _is_list_of(kinds: tuple[type, ...], among: Sequence[object] = ()) -> Callable[[object], bool]:
    def sound(given: object) -> bool:
        listed = isinstance(given, list) and bool(given) and all(type(one) in kinds for one in given)
        return listed and (not among or set(given) <= set(among))  # type: ignore[call-overload]

    return sound


_SOUND: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "of": (lambda given: given in KINDS, f"one of {', '.join(KINDS)}"),
    "min": (lambda given: type(given) is int, "a whole number"),
    "max": (lambda given: type(given) is int, "a whole number"),
    "one_of": (_is_list_of((str, int)), "a list of words or numbers"),
    "languages": (_is_list_of((str,), LANGUAGES), f"a list of our languages ({', '.join(LANGUAGES)})"),
    "key": (_is_list_of((str,)), "a list of names of fields"),
    "optional": (lambda given: type(given) is bool, "true or false"),
    "fields": (lambda given: isinstance(given, dict), "a table with limits of each field"),
}


def _kind(said: Sequence[Any], limits: Mapping[str, Any]) -> Of | None:
    found = {_kind_of(sample, limits) for sample in said} - {None}
    if not found and "fields" in limits:
        return "rows"
    if not found and "one_of" in limits:
        return "number" if all(type(one) is int for one in limits["one_of"]) else "words"
    return found.pop() if len(found) == 1 else None


def _kind_of(sample: Any, limits: Mapping[str, Any]) -> Of | None:
    if type(sample) in _SIMPLE:
        return _SIMPLE[type(sample)]
    if isinstance(sample, Mapping):
        return "text" if sample.keys() & set(LANGUAGES) else "fields"
    if not isinstance(sample, (list, tuple)) or (not sample and "fields" in limits):
        return None
    if sample and all(isinstance(row, Mapping) for row in sample):
        return "rows"
    return "choices" if "one_of" in limits else "lines"


def _fields(rows: Sequence[Any], limits: Mapping[str, Any]) -> Mapping[str, Shape]:
    """A field that every row has is required, unless its limits say otherwise."""
    tables = [row for row in rows if isinstance(row, Mapping)]
    names = dict.fromkeys([*(name for row in tables for name in row), *limits])
    found = {}
    for name in names:
        here = limits.get(name, {})
        always = bool(tables) and all(name in row for row in tables)
        declared = {"optional": not always and bool(tables), **here}
        shape = shape_of([row[name] for row in tables if name in row], declared)
        if shape is not None:
            found[name] = shape
    return MappingProxyType(found)
