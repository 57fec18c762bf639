"""What a work task is, who may see it, and what must be said before clients may."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from app.values.refusal import Refusal

State = Literal["draft", "published", "paused", "ended"]
FIELDS: Final = (
    "property",
    "kitchen",
    "food",
    "cleaning",
    "children",
    "care",
    "customer_service",
    "accounting",
    "wood",
    "other",
)
"""The fields of work that the model names (K15), and one for what it did not foresee."""
NAME_AT_MOST: Final = 80
DESCRIPTION_AT_MOST: Final = 1000
PLACES_AT_MOST: Final = 99


@dataclass(frozen=True, slots=True)
class Task:
    """What one can do in one association."""

    id: UUID
    association_id: UUID
    association_name: str
    name: str
    description: str
    field: str
    places: int
    state: State

    @property
    def is_open(self) -> bool:
        """Whether clients may be placed in it and see it."""
        return self.state == "published"


def may_register(*, in_network: bool, places: int) -> Refusal | None:
    """An association registers tasks only while it belongs to the network (K15)."""
    if not in_network:
        return Refusal("worktasks.association_has_left")
    return _may_have(places)


def may_publish(task: Task, *, in_network: bool, not_a_substitute: bool) -> Refusal | None:
    """189/2001: a task may not stand in for an employee, and its association has to say so itself."""
    if not in_network:
        return Refusal("worktasks.association_has_left")
    if task.state == "ended":
        return Refusal("worktasks.ended")
    if not not_a_substitute:
        return Refusal("worktasks.statement_missing", field_name="not_a_substitute")
    if not task.description.strip():
        return Refusal("worktasks.description_missing")
    return None


def may_pause(task: Task) -> Refusal | None:
    """Only what is open can be closed for a while; whoever works in it already goes on."""
    return None if task.state == "published" else Refusal("worktasks.not_open")


def may_change(task: Task, *, description: str, places: int) -> Refusal | None:
    """What has ended stays as it was, since periods of work refer to it; what is open goes on saying what one does."""
    if task.state == "ended":
        return Refusal("worktasks.ended")
    if task.is_open and not description.strip():
        return Refusal("worktasks.description_missing", field_name="description")
    return _may_have(places)


def may_see(task: Task, *, own: Collection[UUID], as_staff: bool) -> bool:
    """Published tasks are seen by all who may browse, others by their association and the staff."""
    return task.is_open or as_staff or task.association_id in own


def _may_have(places: int) -> Refusal | None:
    if not 1 <= places <= PLACES_AT_MOST:
        return Refusal("worktasks.places_impossible", {"most": PLACES_AT_MOST}, "places")
    return None
