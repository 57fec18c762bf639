"""What may be an association of the network, and how its business id is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus

from app.values.refusal import Refusal

KINDS: Final = ("association", "foundation", "religious_community", "municipality", "state")
"""Who may host rehabilitative work activity; a company never (189/2001, 6 §)."""
LANGUAGES: Final = ("fi", "sv")
NAME_AT_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Association:
    """One host of work tasks."""

    id: UUID
    name: str
    business_id: str | None
    kind: str
    language: str
    registered_at: datetime
    ended_at: datetime | None

    @property
    def is_in_network(self) -> bool:
        """Whether it may register tasks and take in clients."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Somebody who acts for an association here."""

    person_id: UUID
    name: str
    role: str


def may_register(*, name: str, business_id: str | None, kind: str) -> Refusal | None:
    """A named host of a kind that may be one; the business id may be left out, but never be wrong."""
    if not name.strip():
        return Refusal("associations.name_missing", field_name="name")
    if kind not in KINDS:
        return Refusal("associations.kind_may_not_host", field_name="kind")
    if business_id and written_business_id(business_id) is None:
        return Refusal("associations.business_id_wrong", {"given": business_id.strip()}, "business_id")
    return None


def may_invite(association_id: UUID, *, own: Collection[UUID], as_staff: bool) -> bool:
    """Staff invite people of any association, an association's admin those of their own."""
    return as_staff or association_id in own


def may_take_in(association: Association) -> Refusal | None:
    """Nobody joins an association that has left the network."""
    return None if association.is_in_network else Refusal("associations.has_left", {"name": association.name})


def written_business_id(typed: str) -> str | None:
    """`1234567-8` for a Y-tunnus however it was typed; None when its check digit does not fit."""
    try:
        digits = ytunnus.validate(typed.removeprefix("FI"))
    except ValidationError:
        return None
    return f"{digits[:7]}-{digits[7]}"
