"""How the command line tells of playbooks and of what an upgrade would do."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tenants.playbooks import Setting, differences, shapes
from tenants.playbooks.differences import Change
from tenants.playbooks.upgrade import Plan

LANGUAGE: Final = "en"
TELLING: Final[Mapping[str, str]] = {
    "added": "new",
    "retired": "retired",
    "takes_new": "changed",
    "same_now": "now like its own",
    "conflict": "changed by both",
    "locked_now": "become core",
    "no_longer_fits": "own no longer fits",
}
"""Each result in a word, in the order they are told."""


def plan(found: Plan) -> Iterator[str]:
    """A plan for one municipality, line by line."""
    yield f"{found.before.reference} → {found.after.reference}"
    if not found.told:
        yield "  nothing changes"
    for change in found.told:
        yield f"  {name(change)}: {TELLING[change.result]}"
        yield from (f"      {line}" for line in _differences(change))
    kept = sum(1 for change in found.changes if change.result == "keeps_own")
    yield f"  {counted(kept, 'own change')} stay as they are"


def summary(found: Plan) -> str:
    """A plan in half a line."""
    counts = {result: sum(1 for change in found.told if change.result == result) for result in TELLING}
    return ", ".join(f"{number} {TELLING[result]}" for result, number in counts.items() if number) or "nothing changes"


def name(change: Change) -> str:
    """`section.setting`, as it is typed."""
    return ".".join(change.where)


def value(setting: Setting) -> str:
    """What a setting says, short."""
    return "–" if setting.value is None else _short(setting.value)


def counted(number: int, what: str) -> str:
    """“3 own changes”."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _differences(change: Change) -> Iterator[str]:
    before, after = (one.value if one else None for one in (change.before, change.after))
    shape = change.setting.shape
    if shape.of == "rows":
        found = differences.rows(shape, before, after)
        yield from (f"+ {'/'.join(shapes.key_of(shape, row))}" for row in found.added)
        yield from (f"- {'/'.join(shapes.key_of(shape, row))}" for row in found.gone)
        yield from (f"~ {'/'.join(shapes.key_of(shape, now_))}" for _was, now_ in found.changed)
    elif not differences.same(before, after):
        yield f"{_short(before)} → {_short(after)}"
    if change.own is not None:
        yield f"own: {_short(change.own)}"


def _short(value_: Any) -> str:
    if isinstance(value_, tuple) and value_ and isinstance(value_[0], Mapping):
        return counted(len(value_), "item")
    if isinstance(value_, Mapping):
        return str(value_.get(LANGUAGE, value_.get("fi", "")))
    return ", ".join(map(str, value_)) if isinstance(value_, tuple) else str(value_)
