"""When a task lets one show a unit of a qualification, and who has said so (K19)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from app.values.refusal import Refusal

UnitState = Literal["proposed", "identified", "expired", "withdrawn"]
TEXT_AT_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Identification:
    """An expert's word: who, of which organisation, on what basis, from and until when."""

    expert: str
    organisation: str
    basis: str
    identified_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit to choose from, with its names as ePerusteet gives them."""

    code: str
    name_fi: str
    name_sv: str
    qualification_fi: str
    qualification_sv: str
    register_number: str
    points: int | None
    source: str
    read_on: date


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a task is proposed to match, with everything experts have said of it, the newest first."""

    id: UUID
    task_id: UUID
    choice: Choice
    reason: str
    proposed_at: datetime
    withdrawn_at: datetime | None = None
    history: tuple[Identification, ...] = ()

    def state(self, today: date) -> UnitState:
        """Proposed until an expert has identified it, expired when the last word has run out."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        if not self.history:
            return "proposed"
        return "identified" if any(one.valid_until >= today for one in self.history) else "expired"

    def may_be_certified(self, today: date) -> bool:
        """K19: a certificate of competence follows only from what an expert has identified and still holds."""
        return self.state(today) == "identified"


def may_propose(choice: Choice | None, *, ended: bool) -> Refusal | None:
    """Only a unit that is known, and only while the task goes on."""
    if ended:
        return Refusal("worktasks.ended")
    return None if choice else Refusal("worktasks.unit_unknown", field_name="code")


def may_identify(unit: Unit, said: Identification, *, today: date) -> Refusal | None:
    """A named expert of an organisation says it, on a basis, not ahead of time and until a day to come."""
    for name in ("expert", "organisation", "basis"):
        if not getattr(said, name).strip():
            return Refusal(f"worktasks.{name}_missing", field_name=name)
    if unit.withdrawn_at is not None:
        return Refusal("worktasks.unit_withdrawn")
    if said.identified_on > today:
        return Refusal("worktasks.identified_ahead", field_name="identified_on")
    if said.valid_until < said.identified_on:
        return Refusal("worktasks.valid_before_identified", field_name="valid_until")
    return None


def may_withdraw(unit: Unit) -> Refusal | None:
    """Once is enough; what experts said stays in the history."""
    return Refusal("worktasks.unit_withdrawn") if unit.withdrawn_at is not None else None
