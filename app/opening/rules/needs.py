"""How many places and hours the expected clients need, and how many there are: whole numbers, each with its unit.

Time is reckoned in minutes; what is needed is rounded up and what there is rounded down: the sum never flatters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from app.team.rules import WorkingTime
from app.values import working_days

WEEKS_A_YEAR: Final = 52
MONTHS_A_YEAR: Final = 12
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the municipality expects, each figure a setting of the playbook it may change."""

    clients_a_year: int  # K29
    stay_months: int  # K20: within a year
    meeting_minutes: int
    call_minutes: int
    guidance_gap_weeks: int
    support_minutes: int
    support_every_weeks: int  # K17
    leave_days: int


@dataclass(frozen=True, slots=True)
class Counsellor:
    """One counsellor's week, in minutes, and what of it is kept free for acute matters (K14)."""

    minutes: int
    reserve_minutes: int

    @property
    def bookable_minutes(self) -> int:
        """What is left for meetings in a week; never less than none."""
        return max(0, self.minutes - self.reserve_minutes)


@dataclass(frozen=True, slots=True)
class Offer:
    """One published work task of an association whose agreement is valid; `load` is 1–5 by dimension."""

    field: str
    places: int
    load: tuple[int, ...] = ()

    @property
    def is_light(self) -> bool:
        """Whether nothing in it asks for more than a little (2 of 5)."""
        return bool(self.load) and max(self.load) <= 2


def weeks_counted(weeks: Iterable[WorkingTime], today: date) -> tuple[WorkingTime, ...]:
    """One week a counsellor: the one in force, or else the first to come, since who prepares often begins later."""
    found: dict[UUID, WorkingTime] = {}
    for week in sorted(weeks, key=lambda one: one.valid_from):
        if week.person_id not in found or week.valid_from <= today:
            found[week.person_id] = week
    return tuple(found.values())


def meetings_a_client(expected: Expected) -> int:
    """Meetings during one stay: one in every gap that the playbook allows, rounded up."""
    return _up(expected.stay_months * WEEKS_A_YEAR, MONTHS_A_YEAR * expected.guidance_gap_weeks)


def minutes_a_client(expected: Expected) -> int:
    """The introductory visit (K2), the call (K4) and the meetings of one stay, in minutes."""
    return expected.meeting_minutes * (1 + meetings_a_client(expected)) + expected.call_minutes


def support_minutes_a_year(expected: Expected, *, associations: int) -> int:
    """K17: being in touch with each association as often as the playbook says, in minutes a year."""
    return associations * _up(WEEKS_A_YEAR, expected.support_every_weeks) * expected.support_minutes


def needed_minutes_a_week(expected: Expected, *, associations: int) -> int:
    """Clients × minutes a client, and the support of the associations, spread over the year: minutes a week."""
    of_clients = expected.clients_a_year * minutes_a_client(expected)
    return _up(of_clients + support_minutes_a_year(expected, associations=associations), WEEKS_A_YEAR)


def offered_minutes_a_week(team: Iterable[Counsellor], *, working_days_a_year: int, leave_days: int) -> int:
    """What the team can book in an average week, with holidays taken and the acute reserve untouched: minutes."""
    bookable = sum(one.bookable_minutes for one in team)
    at_work = max(0, working_days_a_year - leave_days)
    return bookable * at_work // working_days_a_year if working_days_a_year else 0


def needed_places(expected: Expected) -> int:
    """A place is taken for as long as one stays: clients a year × months ÷ 12, rounded up."""
    return _up(expected.clients_a_year * expected.stay_months, MONTHS_A_YEAR)


def offered_places(offers: Iterable[Offer]) -> int:
    """Places in published tasks of associations with a valid agreement."""
    return sum(offer.places for offer in offers)


def working_days_in_year(first: date) -> int:
    """Mondays to Fridays that are no public holidays in Finland, in the 365 days from this one on."""
    return sum(working_days.is_working_day(first + timedelta(days=number)) for number in range(YEAR.days))


def _up(number: int, by: int) -> int:
    return -(-number // by)
