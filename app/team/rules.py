"""What a counsellor's week holds, what of it stays free for acute matters, and who stands in for whom (K14, K28)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from app.values import working_days
from app.values.refusal import Refusal

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_A_WEEK: Final = 7
MINUTES_A_DAY: Final = 24 * 60
WEEKS_AHEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Somebody who meets clients here, in one or several roles."""

    person_id: UUID
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A counsellor's week from a day on: minutes on each day (Monday first), of which the reserve stays free."""

    person_id: UUID
    name: str
    valid_from: date
    minutes: tuple[int, ...]
    reserve_minutes: int

    @property
    def week_minutes(self) -> int:
        """The whole week."""
        return sum(self.minutes)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a counsellor is away; why is asked nowhere, so it is written nowhere."""

    id: UUID
    person_id: UUID
    name: str
    first_on: date
    last_on: date
    substitute_id: UUID | None = None
    substitute_name: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class Capacity:
    """One counsellor's week in minutes: `minutes` = absent + reserve + free."""

    person_id: UUID
    name: str
    week_on: date
    """Its Monday."""
    minutes: int
    reserve_minutes: int
    absent_minutes: int
    free_minutes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The counsellors of today, every week they have said, and who is away in the days asked about."""

    counsellors: tuple[Counsellor, ...]
    times: tuple[WorkingTime, ...]
    absences: tuple[Absence, ...]

    def times_of(self, person_id: UUID) -> tuple[WorkingTime, ...]:
        """One's own weeks."""
        return tuple(time for time in self.times if time.person_id == person_id)

    def absences_of(self, person_id: UUID) -> tuple[Absence, ...]:
        """One's own absences."""
        return tuple(absence for absence in self.absences if absence.person_id == person_id)

    def capacity(self, monday: date, weeks: int) -> tuple[Capacity, ...]:
        """What time each counsellor who has said their hours has in each week from this Monday on (K14, K28)."""
        mondays = [monday + timedelta(days=DAYS_A_WEEK * number) for number in range(weeks)]
        return tuple(
            capacity_of(one, self.times_of(one.person_id), self.absences_of(one.person_id), week_on)
            for one in self.counsellors
            if self.times_of(one.person_id)
            for week_on in mondays
        )


@dataclass(frozen=True, slots=True)
class ReserveLimits:
    """How many hours a week a municipality's model keeps free for acute matters (K14)."""

    least_hours: int
    most_hours: int


def may_change(person_id: UUID, *, by: UUID, plans: bool) -> bool:
    """One's own working time and absences, or anybody's for who plans the team."""
    return plans or person_id == by


def may_work_so(minutes: Sequence[int], reserve_minutes: int, limits: ReserveLimits) -> Refusal | None:
    """K14: whoever works keeps the reserve of the model free, no less and no more; who does not work keeps none."""
    if len(minutes) != DAYS_A_WEEK or not all(0 <= day <= MINUTES_A_DAY for day in minutes):
        return Refusal("team.day_has_24_hours")
    week = sum(minutes)
    if week == 0:
        return Refusal("team.no_week_no_reserve", field_name="reserve") if reserve_minutes else None
    if not limits.least_hours * 60 <= reserve_minutes <= limits.most_hours * 60:
        facts = {"least": limits.least_hours, "most": limits.most_hours}
        return Refusal("team.reserve_outside_the_model", facts, "reserve")
    if reserve_minutes > week:
        return Refusal("team.reserve_longer_than_the_week", field_name="reserve")
    return None


def may_be_away(first_on: date, last_on: date, known: Iterable[Absence]) -> Refusal | None:
    """An absence ends on its first day at the earliest, and one is away once at a time."""
    if last_on < first_on:
        return Refusal("team.absence_ends_before_it_begins", field_name="last_on")
    for other in known:
        if other.first_on <= last_on and first_on <= other.last_on:
            facts = {"first_on": other.first_on, "last_on": other.last_on}
            return Refusal("team.away_already", facts, "first_on")
    return None


def may_substitute(
    absence: Absence, substitute_id: UUID, *, counsellors: Collection[UUID], away: Iterable[Absence], today: date
) -> Refusal | None:
    """Another counsellor of the municipality who is at work all the while; a right over a past absence is none."""
    if absence.last_on < today:
        return Refusal("team.absence_is_over")
    if substitute_id == absence.person_id or substitute_id not in counsellors:
        return Refusal("team.substitute_is_another_counsellor", field_name="substitute")
    for other in away:
        if other.person_id == substitute_id and other.first_on <= absence.last_on and absence.first_on <= other.last_on:
            facts = {"first_on": other.first_on, "last_on": other.last_on}
            return Refusal("team.substitute_is_away", facts, "substitute")
    return None


def in_force(weeks: Iterable[WorkingTime], day: date) -> WorkingTime | None:
    """The week that holds on a day: the one that began last."""
    begun = [week for week in weeks if week.valid_from <= day]
    return max(begun, key=lambda week: week.valid_from) if begun else None


def planned_on(weeks: Iterable[WorkingTime], day: date) -> int:
    """Minutes one would work on the day if not away; none on a public holiday."""
    week = in_force(weeks, day)
    return 0 if week is None or working_days.is_holiday(day) else week.minutes[day.weekday()]


def capacity_of(
    who: Counsellor, weeks: Collection[WorkingTime], absences: Collection[Absence], monday: date
) -> Capacity:
    """K14, K28: a week's minutes, less those one is away, less the acute reserve, as far as there is time left for it.

    `weeks` and `absences` are that person's own.
    """
    days = [monday + timedelta(days=number) for number in range(DAYS_A_WEEK)]
    planned = {day: planned_on(weeks, day) for day in days}
    minutes = sum(planned.values())
    absent = sum(planned[day] for day in days if any(absence.covers(day) for absence in absences))
    worked = [week for day in days if planned[day] and (week := in_force(weeks, day))]
    reserve = min(worked[-1].reserve_minutes if worked else 0, minutes - absent)
    return Capacity(who.person_id, who.name, monday, minutes, reserve, absent, minutes - absent - reserve)
