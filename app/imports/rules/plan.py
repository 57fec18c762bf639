"""What a file would do, row by row: known before anything is done, and done only as it was shown."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal
from uuid import UUID

from app.values.refusal import Refusal

Outcome = Literal["add", "change", "same"]
ASSOCIATION: Final = "association"
SITE: Final = "site"
CONTACT: Final = "contact_person"
INVITATION: Final = "invitation"
TASK: Final = "task"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a row is about: it is added, changed in these fields, or there already as the row says it."""

    kind: str
    outcome: Outcome
    said: Any
    thing_id: UUID | None = None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it would do, or everything that is wrong with it (a refusal's field names the column)."""

    number: int
    name: str
    parts: tuple[Part, ...] = ()
    faults: tuple[Refusal, ...] = ()
    own_id: str = ""
    association_id: UUID | None = None
    """The association it belongs to; None while the row itself adds it."""

    def part(self, kind: str) -> Part | None:
        """What the row does to this kind of thing."""
        return next((part for part in self.parts if part.kind == kind), None)

    @property
    def outcome(self) -> Outcome:
        """The greatest of what its parts would do."""
        found = {part.outcome for part in self.parts}
        return "add" if "add" in found else "change" if "change" in found else "same"


@dataclass(frozen=True)
class Plan:
    """Everything a file would do."""

    kind: str
    lines: tuple[Line, ...]

    @cached_property
    def sound(self) -> tuple[Line, ...]:
        """Rows that can be brought in."""
        return tuple(line for line in self.lines if not line.faults)

    @cached_property
    def faulty(self) -> tuple[Line, ...]:
        """Rows with something to correct."""
        return tuple(line for line in self.lines if line.faults)

    @cached_property
    def counts(self) -> Mapping[tuple[str, Outcome], int]:
        """How many of each kind of thing would be added, changed and left as they are."""
        return Counter((part.kind, part.outcome) for line in self.sound for part in line.parts)

    @property
    def does_nothing(self) -> bool:
        """Whether all that is sound is there already."""
        return all(outcome == "same" for _, outcome in self.counts)

    @cached_property
    def seal(self) -> str:
        """What tells whether the plan that is confirmed is still the one that was shown."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:32]

    def doing(self, kind: str, outcome: Outcome) -> Iterable[tuple[Line, Part]]:
        """The parts of sound rows that do this."""
        for line in self.sound:
            for part in line.parts:
                if (part.kind, part.outcome) == (kind, outcome):
                    yield line, part
