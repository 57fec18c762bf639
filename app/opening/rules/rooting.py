"""K30: how the model takes root – project, partnership agreement, part of the services – each stage with its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.values.refusal import Refusal

STAGES: Final = ("project", "partnership_agreement", "part_of_services")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that was reached: since when, and the decision or agreement that shows it."""

    stage: str
    began_on: date
    evidence: str
    link: str
    version: int
    saved_at: datetime
    saved_by: UUID


def now_on(reached: Sequence[Stage], today: date) -> str | None:
    """The furthest stage that has begun; None before the first."""
    begun = {one.stage for one in reached if one.began_on <= today}
    return next((stage for stage in reversed(STAGES) if stage in begun), None)


def may_enter(stage: str, *, began_on: date, evidence: str, others: Sequence[Stage]) -> Refusal | None:
    """A stage rests on something that can be shown, and stages follow one another in time."""
    if not evidence.strip():
        return Refusal("opening.stage_needs_evidence", field_name="evidence")
    place = STAGES.index(stage)
    for other in others:
        earlier = STAGES.index(other.stage) < place
        if other.stage != stage and (other.began_on > began_on if earlier else other.began_on < began_on):
            return Refusal("opening.stages_follow_in_time", {"day": other.began_on}, "began_on")
    return None
