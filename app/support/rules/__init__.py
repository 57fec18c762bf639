"""When an association needs a call, and how soon what it brings up is taken up (K17)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from app.values import identity_code
from app.values.period import day_in_finland
from app.values.refusal import Refusal

WAYS: Final = ("call", "visit", "message")
WORDS_AT_MOST: Final = 200
"""One line: what was talked about, not a protocol."""
MATTER_AT_MOST: Final = 500
BACK_AT_MOST: Final = timedelta(days=60)
"""What is remembered later than this is no longer a note of a contact."""

Side = Literal["association", "staff"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One time somebody was in touch with an association."""

    id: UUID
    how: str
    met_on: date
    words: str
    by_name: str | None


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is open with an association until somebody has done what it takes."""

    id: UUID
    association_id: UUID
    association_name: str
    opened_for: Side
    words: str
    opened_at: datetime
    opened_by_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    first_action_at: datetime | None
    closed_at: datetime | None
    closed_by_name: str | None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.closed_at is None

    @property
    def minutes_to_first_action(self) -> int | None:
        """Whole minutes from opening to the first thing that was done; the same working day is aimed at."""
        if self.first_action_at is None:
            return None
        return int((self.first_action_at - self.opened_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done about a matter."""

    words: str
    done_at: datetime
    by_name: str | None


@dataclass(frozen=True, slots=True)
class Supported:
    """How the support of one association stands."""

    association_id: UUID
    name: str
    joined_at: datetime
    counsellor_id: UUID | None
    counsellor_name: str | None
    last_contact_on: date | None
    open_matters: int
    waiting_since: datetime | None
    """When the oldest open matter was opened about which nothing has been done."""
    asked_at: datetime | None
    """When the association last asked for contact in the pulse of a season."""


Why = Literal["matter_waits", "asked_for", "too_long", "never"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an association needs a call: since when, and for how many weeks there was no contact."""

    why: Why
    since_on: date
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """An association that needs a call, with every reason; the most pressing first."""

    support: Supported
    reasons: tuple[Reason, ...]


def reasons(support: Supported, *, today: date, every_weeks: int) -> tuple[Reason, ...]:
    """K17: a matter nobody has acted on, a wish for contact, or no contact within the weeks of the playbook."""
    found = []
    if support.waiting_since is not None:
        found.append(Reason("matter_waits", day_in_finland(support.waiting_since)))
    if support.asked_at is not None:
        asked_on = day_in_finland(support.asked_at)
        if support.last_contact_on is None or support.last_contact_on < asked_on:
            found.append(Reason("asked_for", asked_on))
    since = support.last_contact_on or day_in_finland(support.joined_at)
    if today - since > timedelta(weeks=every_weeks):
        why: Why = "too_long" if support.last_contact_on else "never"
        found.append(Reason(why, since, (today - since).days // 7))
    return tuple(found)


def may_write_contact(*, how: str, met_on: date | None, words: str, today: date) -> Refusal | None:
    """A contact that has been, in one line, and about nobody's situation."""
    if how not in WAYS:
        return Refusal("support.way_unknown", field_name="how")
    if met_on is None or met_on > today:
        return Refusal("support.not_yet", field_name="met_on")
    if met_on < today - BACK_AT_MOST:
        return Refusal("support.too_long_ago", {"first_on": today - BACK_AT_MOST}, "met_on")
    return may_say(words)


def may_say(words: str) -> Refusal | None:
    """Something is said, and no identity code is in it: nothing here is about a client."""
    if not words.strip():
        return Refusal("support.words_missing", field_name="words")
    if identity_code.is_in(words):
        return Refusal("support.identity_code_not_taken", field_name="words")
    return None


def may_act_on(matter: Matter) -> Refusal | None:
    """What is closed stays as it is; something new is a new matter."""
    return None if matter.is_open else Refusal("support.matter_is_closed")
