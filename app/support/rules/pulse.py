"""The pulse of a season: two questions to every association, and what all answers say together."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from app.support.rules import may_say
from app.values.refusal import Refusal

SEASON_AT_MOST: Final = 40
WISH_AT_MOST: Final = 300
PLACES_AT_MOST: Final = 99
OPEN_AT_MOST: Final = timedelta(days=120)
LETTERS_A_MINUTE: Final = 20
"""A mail server that is sent a whole network's letters at once takes them for spam."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """One season's questions."""

    id: UUID
    season: str
    open_until_on: date
    started_at: datetime

    def is_open(self, today: date) -> bool:
        """Whether it can still be answered; the last day is included."""
        return today <= self.open_until_on


@dataclass(frozen=True, slots=True)
class Reply:
    """What one association was asked, and answered if it has."""

    id: UUID
    pulse_id: UUID
    association_id: UUID
    association_name: str
    places: int | None
    reason: str | None
    wish: str | None
    wants_contact: bool
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summed:
    """All answers of a season together."""

    asked: int
    answered: int
    places: int
    none: int
    """How many have room for nobody."""
    reasons: tuple[tuple[str, int], ...]
    """Why not, the most frequent first."""


def summed(replies: Iterable[Reply]) -> Summed:
    """Rooms added up, answers and reasons counted."""
    everybody = tuple(replies)
    given = [one for one in everybody if one.answered_at is not None]
    why = Counter(one.reason for one in given if one.reason)
    return Summed(
        asked=len(everybody),
        answered=len(given),
        places=sum(one.places or 0 for one in given),
        none=sum(one.places == 0 for one in given),
        reasons=tuple(sorted(why.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def may_start(*, season: str, open_until_on: date | None, today: date, to_ask: int) -> Refusal | None:
    """A named season with a last day ahead, and somebody to ask."""
    if not season.strip():
        return Refusal("support.season_missing", field_name="season")
    if open_until_on is None or not today < open_until_on <= today + OPEN_AT_MOST:
        return Refusal("support.pulse_has_an_end", {"last_on": today + OPEN_AT_MOST}, "open_until_on")
    return None if to_ask else Refusal("support.nobody_to_ask")


def may_answer(
    pulse: Pulse, *, places: int | None, reason: str | None, wish: str, reasons: Collection[str], today: date
) -> Refusal | None:
    """While it is open; zero comes with a reason, and only zero."""
    if not pulse.is_open(today):
        return Refusal("support.pulse_is_over", {"season": pulse.season})
    if places is None or not 0 <= places <= PLACES_AT_MOST:
        return Refusal("support.places_unclear", {"at_most": PLACES_AT_MOST}, "places")
    if places == 0 and reason not in reasons:
        return Refusal("support.reason_missing", field_name="reason")
    said = may_say(wish) if wish.strip() else None
    return Refusal(said.code, said.facts, "wish") if said else None
