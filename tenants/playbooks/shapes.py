"""What a setting's value may look like: its type is read off the playbook's own value, its limits are written there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

LANGUAGES: Final = ("fi", "sv", "en")
SPOKEN: Final = ("fi", "sv")
"""The languages a municipality's own text must be said in; the third is for reading."""
LONGEST: Final = 4000
IDENTITY: Final = ("code", "field", "service_type")
"""Names by which one row of a list is told from another, where the setting names no key of its own."""

Of = Literal["number", "yes_no", "words", "day", "text", "choices", "lines", "fields", "rows"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A type and its limits; `least` and `most` count the number itself, characters, or rows."""

    of: Of
    least: int | None = None
    most: int | None = None
    one_of: tuple[Any, ...] = ()
    languages: tuple[str, ...] = SPOKEN
    fields: Mapping[str, "Shape"] = field(default_factory=lambda: MappingProxyType({}))
    """What a row or table is made of."""
    key: tuple[str, ...] = ()
    """What tells one row from another."""
    optional: bool = False
    """Whether a row may be without this field."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, where in it, and the figures a sentence about it needs."""

    path: Path
    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


Faults = Iterator[Fault]
WORDS: Final[Mapping[str, str]] = {
    "not_a_number": "a whole number stands here",
    "not_yes_or_no": "true or false stands here",
    "not_words": "words stand here",
    "not_a_day": "a date stands here",
    "not_a_list": "a list stands here",
    "not_a_table": "a table stands here",
    "too_small": "it is at least {least}",
    "too_large": "it is at most {most}",
    "too_long": "it has at most {most} characters",
    "too_few": "there are at least {least}",
    "too_many": "there are at most {most}",
    "not_one_of": "it is one of {one_of}",
    "not_said": "it is not said in `{language}`",
    "missing": "`{field}` is missing",
    "unknown": "`{field}` is not part of it",
    "twice": "{key} stands there twice",
}
"""Each fault in English, for files and the command line."""


def faults(shape: Shape, value: Any, path: Path = ()) -> Faults:
    """Everything that is wrong with a value."""
    yield from _CHECKS[shape.of](shape, value, path)


def key_of(shape: Shape, row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells this row from the others of its list."""
    names = shape.key or tuple(name for name in IDENTITY if name in shape.fields)[:1]
    return tuple(str(plain(row.get(name))) for name in names) or (str(plain(row)),)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as text, read-only tables and lists as ordinary ones."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def restored(shape: Shape, value: Any) -> Any:
    """What `plain` made, with its dates again dates; what does not fit the shape is left for `faults` to tell."""
    if shape.of == "day" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if shape.of == "rows" and isinstance(value, list):
        return [_restored_fields(shape, row) for row in value]
    return _restored_fields(shape, value) if shape.of == "fields" else value


def _restored_fields(shape: Shape, value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    known = shape.fields
    return {key: restored(known[key], inner) if key in known else inner for key, inner in value.items()}


def _number(shape: Shape, value: Any, path: Path) -> Faults:
    if type(value) is not int:
        yield Fault(path, "not_a_number")
    elif shape.one_of:
        yield from _one_of(shape, value, path)
    else:
        yield from _between(shape, value, path, "too_small", "too_large")


def _yes_no(_shape: Shape, value: Any, path: Path) -> Faults:
    if type(value) is not bool:
        yield Fault(path, "not_yes_or_no")


def _words(shape: Shape, value: Any, path: Path) -> Faults:
    if not isinstance(value, str) or not value.strip():
        yield Fault(path, "not_words")
    elif shape.one_of:
        yield from _one_of(shape, value, path)
    else:
        yield from _not_too_long(shape, value, path)


def _day(_shape: Shape, value: Any, path: Path) -> Faults:
    if type(value) is not date:
        yield Fault(path, "not_a_day")


def _text(shape: Shape, value: Any, path: Path) -> Faults:
    if not isinstance(value, Mapping):
        yield Fault(path, "not_words")
        return
    for language in shape.languages:
        said = value.get(language)
        if not isinstance(said, str) or not said.strip():
            yield Fault((*path, language), "not_said", {"language": language})
    for language, said in value.items():
        if language not in LANGUAGES:
            yield Fault((*path, language), "unknown", {"field": language})
        elif isinstance(said, str):
            yield from _not_too_long(shape, said, (*path, language))
        else:
            yield Fault((*path, language), "not_words")


def _choices(shape: Shape, value: Any, path: Path) -> Faults:
    if not _is_list(value):
        yield Fault(path, "not_a_list")
        return
    for position, one in enumerate(value):
        yield from _one_of(shape, one, (*path, position))
    yield from _counted(shape, value, path)


def _lines(shape: Shape, value: Any, path: Path) -> Faults:
    if not _is_list(value):
        yield Fault(path, "not_a_list")
        return
    for position, line in enumerate(value):
        if not isinstance(line, str) or not line.strip():
            yield Fault((*path, position), "not_words")
    yield from _counted(shape, value, path)


def _fields(shape: Shape, value: Any, path: Path) -> Faults:
    if not isinstance(value, Mapping):
        yield Fault(path, "not_a_table")
        return
    for name, inner in shape.fields.items():
        if name in value:
            yield from faults(inner, value[name], (*path, name))
        elif not inner.optional:
            yield Fault(path, "missing", {"field": name})
    for name in value.keys() - shape.fields.keys():
        yield Fault((*path, name), "unknown", {"field": name})


def _rows(shape: Shape, value: Any, path: Path) -> Faults:
    if not _is_list(value):
        yield Fault(path, "not_a_list")
        return
    seen = set()
    for position, row in enumerate(value):
        yield from _fields(shape, row, (*path, position))
        key = key_of(shape, row) if isinstance(row, Mapping) else None
        if key in seen:
            yield Fault((*path, position), "twice", {"key": ", ".join(key or ())})
        seen.add(key)
    yield from _counted(shape, value, path)


def _one_of(shape: Shape, value: Any, path: Path) -> Faults:
    if value not in shape.one_of or type(value) is bool:
        yield Fault(path, "not_one_of", {"one_of": ", ".join(map(str, shape.one_of))})


def _between(shape: Shape, value: int, path: Path, small: str, large: str) -> Faults:
    if shape.least is not None and value < shape.least:
        yield Fault(path, small, {"least": shape.least})
    if shape.most is not None and value > shape.most:
        yield Fault(path, large, {"most": shape.most})


def _counted(shape: Shape, value: Sequence[Any], path: Path) -> Faults:
    yield from _between(shape, len(value), path, "too_few", "too_many")


def _not_too_long(shape: Shape, value: str, path: Path) -> Faults:
    if len(value) > (shape.most or LONGEST):
        yield Fault(path, "too_long", {"most": shape.most or LONGEST})


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


_CHECKS: Final = {
    "number": _number,
    "yes_no": _yes_no,
    "words": _words,
    "day": _day,
    "text": _text,
    "choices": _choices,
    "lines": _lines,
    "fields": _fields,
    "rows": _rows,
}
