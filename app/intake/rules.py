"""The clocks of coming in, what may be kept before a yes, and what a decision needs (K1–K5)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from app.values import identity_code, working_days
from app.values.period import day_in_finland
from app.values.refusal import Refusal

WAYS_IN: Final = ("self", "adult_social_work", "employment_authority")  # K1
CHANNELS: Final = ("phone", "email")
LANGUAGES: Final = ("fi", "sv", "en")
Decision = Literal["yes", "no", "more_time"]

VISIT_WITHIN: Final = timedelta(days=7)  # K2
FIRST_APPOINTMENT_WITHIN: Final = timedelta(days=7)  # K5
MORE_TIME_AT_MOST: Final = timedelta(days=30)
"""Nobody's name is kept waiting longer than this without a new word from them."""
NAME_AT_MOST: Final = 60
REACH_AT_MOST: Final = 120
WISHES_AT_MOST: Final = 1000

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who has not decided yet."""

    id: UUID
    calling_name: str
    channel: str
    reach: str
    language: str
    way_in: str
    wishes: str
    contacted_at: datetime
    received_by: UUID | None
    visited_on: date | None
    more_time_until: date | None


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who said yes themself."""

    id: UUID
    person_id: UUID
    calling_name: str
    channel: str
    reach: str
    language: str
    way_in: str
    wishes: str
    became_client_at: datetime
    counsellor_id: UUID
    counsellor_name: str | None
    first_appointment_on: date
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in, and with whom it was agreed; the person's own way is the public page, on or off (K1)."""

    way_in: str
    is_open: bool
    unit: str
    contact_name: str
    email: str
    phone: str
    agreed_way: str
    agreed_on: date | None
    version: int
    saved_at: datetime
    saved_by: UUID


@dataclass(frozen=True, slots=True)
class Clock:
    """What is to happen next with a contact, and by when at the latest."""

    what: Literal["visit", "call"]
    due_on: date

    def days_late(self, today: date) -> int:
        """Whole days past the limit; 0 on the last day and before it."""
        return max(0, (today - self.due_on).days)


def visit_due_on(contacted_at: datetime) -> date:
    """K2: the introductory visit takes place within seven days of the contact."""
    return day_in_finland(contacted_at) + VISIT_WITHIN


def call_due_on(visited_on: date) -> date:
    """K4: the call is made on the working day after the visit."""
    return working_days.after(visited_on)


def clock(contact: Contact) -> Clock:
    """What this contact waits for: first the visit, then the call, and again a call when more time was asked for."""
    if contact.visited_on is None:
        return Clock("visit", visit_due_on(contact.contacted_at))
    return Clock("call", contact.more_time_until or call_due_on(contact.visited_on))


def channel_of(reach: str) -> str:
    """Whether somebody left a telephone number or an address for e-mail."""
    return "email" if "@" in reach else "phone"


def may_receive(*, calling_name: str, channel: str, reach: str, wishes: str) -> Refusal | None:
    """K3: a name to call by, one way to reach, own wishes; never an identity code."""
    for field, text in (("calling_name", calling_name), ("reach", reach), ("wishes", wishes)):
        if identity_code.is_in(text):
            return Refusal("intake.identity_code_not_taken", field_name=field)
    if not (_EMAIL.fullmatch(reach.strip()) if channel == "email" else _is_phone(reach)):
        return Refusal("intake.reach_wrong", field_name="reach")
    return None


def may_agree(
    way_in: str, *, is_open: bool, unit: str, reach: Collection[str], agreed_on: date | None
) -> Refusal | None:
    """A channel is agreed with a unit that can be reached; the person's own way needs nobody's agreement."""
    if way_in == "self" or not is_open:
        return None
    if not unit.strip():
        return Refusal("intake.channel_needs_a_unit", field_name="unit")
    if not any(one.strip() for one in reach):
        return Refusal("intake.channel_needs_a_reach", field_name="phone")
    if agreed_on is None:
        return Refusal("intake.channel_needs_a_day", field_name="agreed_on")
    return None


def may_begin(state: str) -> Refusal | None:
    """K28: nobody is taken in while the municipality still prepares."""
    return Refusal("intake.not_open_yet") if state == "preparing" else None


def may_record_visit(contact: Contact, *, visited_on: date, today: date) -> Refusal | None:
    """A visit has been when it is written down: not before the contact, not tomorrow."""
    contacted_on = day_in_finland(contact.contacted_at)
    if visited_on > today:
        return Refusal("intake.visit_not_yet", field_name="visited_on")
    if visited_on < contacted_on:
        return Refusal("intake.visit_before_contact", {"contacted_on": contacted_on}, "visited_on")
    return None


def may_see_client(client: Client, *, by: UUID, sees_all: bool, substitutes: Collection[UUID] = frozenset()) -> bool:
    """A counsellor sees their own clients, and those of whom they substitute today; the team lead sees all."""
    return sees_all or client.counsellor_id == by or client.counsellor_id in substitutes


def may_say_yes(contact: Contact, *, first_appointment_on: date | None, today: date) -> Refusal | None:
    """K3: a yes follows the visit at which the service was explained. K5: the first appointment is within a week."""
    if contact.visited_on is None:
        return Refusal("intake.visit_comes_first")
    last_on = today + FIRST_APPOINTMENT_WITHIN
    if first_appointment_on is None or not today <= first_appointment_on <= last_on:
        return Refusal("intake.first_appointment_within_a_week", {"last_on": last_on}, "first_appointment_on")
    return None


def may_take_more_time(contact: Contact, *, until: date | None, today: date) -> Refusal | None:
    """K4: more time is an ordinary answer; its end is a day on which the counsellor calls again."""
    if contact.visited_on is None:
        return Refusal("intake.visit_comes_first")
    last_on = today + MORE_TIME_AT_MOST
    if until is None or not today < until <= last_on:
        return Refusal("intake.more_time_has_an_end", {"last_on": last_on}, "until")
    return None


def _is_phone(reach: str) -> bool:
    return re.fullmatch(r"\+?[0-9 ()-]+", reach.strip()) is not None and 5 <= sum(map(str.isdigit, reach)) <= 15
