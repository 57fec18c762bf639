"""What a change from one playbook to another would do to each setting of a municipality, its own changes in sight.

Three things are compared: what the municipality stood on, what the new version says, and what it says itself. Where
only one side has changed the answer is plain; where both have, the municipality keeps its own word unless it chooses.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from tenants.playbooks import shapes
from tenants.playbooks.facts import Playbook, Setting
from tenants.playbooks.shapes import Shape

Result = Literal[
    "unchanged",  # neither side has moved
    "added",  # the new version has a setting more
    "retired",  # the new version has it no longer
    "takes_new",  # the playbook has changed and the municipality goes along
    "keeps_own",  # the municipality has changed and the playbook has not
    "same_now",  # the new version says what the municipality said itself
    "conflict",  # both have changed: its own is kept, unless it chooses
    "locked_now",  # it is the model's core from now on
    "no_longer_fits",  # its own word is outside the new limits
]
GIVES_WAY: Final[frozenset[Result]] = frozenset({"retired", "same_now", "locked_now", "no_longer_fits"})
"""Where the municipality's own word cannot stay."""
Where = tuple[str, str]
Own = Mapping[Where, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one setting."""

    section: str
    name: str
    result: Result
    before: Setting | None
    after: Setting | None
    own: Any = None

    @property
    def where(self) -> Where:
        """Section and name."""
        return self.section, self.name

    @property
    def setting(self) -> Setting:
        """The setting as the newer of the two versions that have it says it."""
        found = self.after or self.before
        if found is None:
            raise LookupError(self.where)
        return found

    @property
    def is_a_change(self) -> bool:
        """Whether there is anything to tell."""
        return self.result not in {"unchanged", "keeps_own"}

    def sets_own_aside(self, chosen: Collection[Where]) -> bool:
        """Whether the municipality's own word gives way; `chosen` are conflicts in which it takes the new one."""
        gives_way = self.result in GIVES_WAY or (self.result == "conflict" and self.where in chosen)
        return self.own is not None and gives_way


@dataclass(frozen=True, slots=True)
class Rows:
    """Two lists, row by row: what came, what went, what says something else."""

    added: tuple[Any, ...]
    gone: tuple[Any, ...]
    changed: tuple[tuple[Any, Any], ...]


def changes(before: Playbook, after: Playbook, own: Own) -> tuple[Change, ...]:
    """Every setting of either version, in the order of the new one, those that are gone last."""
    wheres = dict.fromkeys(
        (section, setting.name) for version in (after, before) for section, setting in version.all_settings()
    )
    return tuple(_change(before.setting(*where), after.setting(*where), where, own.get(where)) for where in wheres)


def rows(shape: Shape, before: Any, after: Any) -> Rows:
    """How a list of tables differs from another."""
    old = {shapes.key_of(shape, row): row for row in before or ()}
    new = {shapes.key_of(shape, row): row for row in after or ()}
    both = [(old[key], new[key]) for key in new if key in old]
    return Rows(
        added=tuple(row for key, row in new.items() if key not in old),
        gone=tuple(row for key, row in old.items() if key not in new),
        changed=tuple((was, now) for was, now in both if shapes.plain(was) != shapes.plain(now)),
    )


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    return bool(shapes.plain(one) == shapes.plain(other))


def _change(before: Setting | None, after: Setting | None, where: Where, own: Any) -> Change:
    return Change(*where, _result(before, after, own), before, after, own)


def _result(before: Setting | None, after: Setting | None, own: Any) -> Result:
    if after is None:
        return "retired"
    if before is None:
        return "added"
    moved = not _says_the_same(before, after)
    if own is None:
        return "takes_new" if moved else "unchanged"
    return next(_own_result(after, own, moved=moved))


def _own_result(after: Setting, own: Any, *, moved: bool) -> Iterator[Result]:
    if after.kind == "locked":
        yield "locked_now"
    if after.value is not None and same(own, after.value):
        yield "same_now"
    if any(shapes.faults(after.shape, own)):
        yield "no_longer_fits"
    yield "conflict" if moved else "keeps_own"


def _says_the_same(before: Setting, after: Setting) -> bool:
    """A sentence of why that is worded anew changes nothing."""
    return before.kind == after.kind and before.shape == after.shape and same(before.value, after.value)
