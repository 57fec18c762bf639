"""K16: what was gone through with somebody who begins, and who of both sides says so."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from app.placements.rules import Placement
from app.values.refusal import Refusal

Side = Literal["supervisor", "participant"]
SIDES: Final[tuple[Side, ...]] = ("supervisor", "participant")


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody of one side who says that the list was gone through."""

    side: str
    signed_by: UUID
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Induction:
    """The list of one placement: frozen once somebody has signed, until then the task's own as it is now."""

    items: tuple[Mapping[str, str], ...]
    id: UUID | None = None
    signatures: tuple[Signature, ...] = ()

    def signed(self, side: str) -> Signature | None:
        """The signature of one side, if it is there."""
        return next((one for one in self.signatures if one.side == side), None)

    @property
    def digest(self) -> str:
        """What a page that showed this very list brings back."""
        said = json.dumps([dict(item) for item in self.items], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Unsigned:
    """An induction that waits for a signature of the reader's side."""

    placement_id: UUID
    person_id: UUID
    calling_name: str
    task_name: str


def may_sign(placement: Placement, induction: Induction, *, side: str, seen: str) -> Refusal | None:
    """Once a side, of the list that was shown; a placement that was taken back before it began has none."""
    if placement.ended_on is not None and placement.ended_on < placement.agreed.first_on:
        return Refusal("placements.induction_of_nothing")
    if induction.signed(side):
        return Refusal("placements.induction_is_signed")
    if induction.digest != seen:
        return Refusal("placements.induction_has_changed")
    return None


def said_in(items: Sequence[Mapping[str, str]], language: str) -> tuple[tuple[str, str], ...]:
    """Each thing with the language it stands in: the reader's where it is said, else Finnish, else what there is."""
    return tuple(_said(item, language) for item in items)


def _said(item: Mapping[str, str], language: str) -> tuple[str, str]:
    found = next((one for one in (language, "fi", *item) if item.get(one)), "fi")
    return item.get(found, ""), found
