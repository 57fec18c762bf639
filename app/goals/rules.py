"""What stands on a ladder and what its client may do with a rung (K7, K8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from app.values.refusal import Refusal

Shared = Literal["nothing", "whole"]
RungState = Literal["open", "reached", "dropped"]
Way = Literal["up", "down"]
TEXTS: Final = ("goal", "benefits", "already_done", "history", "wished_support")
"""K8, in the order in which the ladder asks."""
TEXT_AT_MOST: Final = 2000
GOAL_AT_MOST: Final = 300
RUNG_AT_MOST: Final = 200
RUNGS_AT_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Rung:
    """One sub-goal; place 1 is the lowest, the first to stand on."""

    id: UUID
    place: int
    words: str
    due_on: date | None
    state: RungState
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """A client's ladder as it stands; every text may be empty."""

    id: UUID
    client_id: UUID
    person_id: UUID
    goal: str
    benefits: str
    already_done: str
    history: str
    wished_support: str
    shared: Shared
    written_at: datetime
    rungs: tuple[Rung, ...] = ()

    @property
    def standing(self) -> tuple[Rung, ...]:
        """The rungs one climbs, lowest first."""
        return tuple(rung for rung in self.rungs if rung.state != "dropped")

    @property
    def dropped(self) -> tuple[Rung, ...]:
        """The rungs the client has left out."""
        return tuple(rung for rung in self.rungs if rung.state == "dropped")


def may_say(words: str) -> Refusal | None:
    """A rung says something."""
    return None if words.strip() else Refusal("goals.words_missing", field_name="words")


def may_add_rung(rungs: Sequence[Rung], words: str) -> Refusal | None:
    """A ladder is drawn on one page, and fewer steps are easier to take."""
    if len(rungs) >= RUNGS_AT_MOST:
        return Refusal("goals.rungs_full", {"most": RUNGS_AT_MOST}, "words")
    return may_say(words)


def next_place(rungs: Sequence[Rung]) -> int:
    """A new rung stands on top of the others, nearest to the goal."""
    return max((rung.place for rung in rungs), default=0) + 1


def swapped(ladder: Ladder, rung: Rung, way: Way) -> tuple[Rung, Rung] | None:
    """The two rungs that change places when one moves; None at the end of the ladder, where nothing happens."""
    standing = sorted(ladder.standing, key=lambda one: one.place)
    at = next((index for index, one in enumerate(standing) if one.id == rung.id), None)
    if at is None:
        return None
    other = at + 1 if way == "up" else at - 1
    return (standing[at], standing[other]) if 0 <= other < len(standing) else None
