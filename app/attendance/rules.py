"""Which days are answered for, who may still answer, and when a month is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID, uuid5

from app.placements.rules import Terms
from app.values import working_days
from app.values.period import Month, monday_of
from app.values.refusal import Refusal

Answer = Literal["present", "absent"]
PRESENT: Final = "present"
ABSENT: Final = "absent"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one person's day; without minutes it was as long as agreed."""

    placement_id: UUID
    day_on: date
    answer: Answer
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One agreed day and what has been said of it, if anything."""

    on: date
    answer: Answer | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The agreed days of one placement in one month; `confirmed` once the association has put its name to them."""

    month: Month
    days: tuple[Day, ...]
    confirmed: bool = False

    @property
    def attended(self) -> int:
        """How many days the person came."""
        return sum(day.answer == PRESENT for day in self.days)

    @property
    def unanswered(self) -> tuple[date, ...]:
        """Days of which nothing has been said."""
        return tuple(day.on for day in self.days if day.answer is None)


def roster(terms: Terms, *, first_on: date, last_on: date) -> tuple[date, ...]:
    """The agreed days between two days, without public holidays."""
    begins, ends = max(first_on, terms.first_on), min(last_on, terms.last_on)
    span = (begins + timedelta(days=n) for n in range((ends - begins).days + 1))
    return tuple(day for day in span if day.isoweekday() in terms.weekdays and not working_days.is_holiday(day))


def sheet(terms: Terms, month: Month, *, answered: Iterable[Day], confirmed: bool) -> Sheet:
    """The month as it stands: every agreed day with its answer, and answered days no longer agreed (F4)."""
    known = {day.on: day for day in answered}
    days = known.keys() | set(roster(terms, first_on=month.first_on, last_on=month.last_on))
    return Sheet(month, tuple(known.get(day, Day(day)) for day in sorted(days)), confirmed)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the calendar week a day is in."""
    monday = monday_of(day)
    return monday, monday + timedelta(days=6)


def may_answer_for(client_person_id: UUID, *, by: UUID) -> Refusal | None:
    """The association's word about somebody is never that somebody's own: another person of it marks and confirms."""
    return Refusal("attendance.own_days") if by == client_person_id else None


def may_mark(day_on: date, *, terms: Terms, confirmed: bool, today: date) -> Refusal | None:
    """A day is answered when it has come, on the days agreed, until its month is confirmed."""
    if day_on > today:
        return Refusal("attendance.day_not_come", {"day": day_on})
    if day_on not in roster(terms, first_on=day_on, last_on=day_on):
        return Refusal("attendance.day_not_agreed", {"day": day_on})
    if confirmed:
        return Refusal("attendance.month_is_confirmed", {"month": Month.of(day_on)})
    return None


def may_confirm(month: Sheet, *, today: date) -> Refusal | None:
    """Money follows a confirmed month, so it must be over and fully answered."""
    if month.confirmed:
        return Refusal("attendance.month_is_confirmed", {"month": month.month})
    if today <= month.month.last_on:
        return Refusal("attendance.month_not_over", {"month": month.month, "last": month.month.last_on})
    if not month.days:
        return Refusal("attendance.no_days", {"month": month.month})
    if month.unanswered:
        return Refusal("attendance.days_unanswered", {"days": len(month.unanswered), "first": month.unanswered[0]})
    return None


def minutes_of(mark: Mark, terms: Terms) -> int:
    """How long the day was, travel not counted; nothing when they did not come."""
    if mark.answer == ABSENT:
        return 0
    return terms.minutes_a_day if mark.minutes is None else mark.minutes


def submission_key(page_key: UUID, marks: Iterable[Mark]) -> UUID:
    """The same answers sent twice from one page are one submission; other answers are another."""
    said = sorted(f"{mark.placement_id}|{mark.day_on}|{mark.answer}|{mark.minutes}" for mark in marks)
    return uuid5(page_key, "\n".join(said))


def pressed(answer: Answer, day: date, placement_id: UUID) -> str:
    """What the button of an answer carries: `present.2026-11-24.<placement>`."""
    return f"{answer}.{day.isoformat()}.{placement_id}"


def read(button: str) -> Mark | None:
    """The mark that a button carries; None for what no button of ours says."""
    answer, _, rest = button.partition(".")
    day, _, placement_id = rest.partition(".")
    try:
        on, of = date.fromisoformat(day), UUID(placement_id)
    except ValueError:
        return None
    if answer == PRESENT:
        return Mark(of, on, PRESENT)
    return Mark(of, on, ABSENT) if answer == ABSENT else None
