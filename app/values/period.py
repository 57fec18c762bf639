"""Months and periods of days, as people of the field count them."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

FINLAND: Final = ZoneInfo("Europe/Helsinki")


def day_in_finland(at: datetime) -> date:
    """The day it is in Finland at this instant: the days that people here count."""
    return at.astimezone(FINLAND).date()


def monday_of(day: date) -> date:
    """The Monday of the calendar week (ISO 8601) a day is in."""
    return day - timedelta(days=day.isoweekday() - 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; the last may be open."""

    first_on: date
    last_on: date | None = None

    def __post_init__(self) -> None:
        if self.last_on is not None and self.last_on < self.first_on:
            raise ValueError("a period ends on its first day at the earliest")

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; written 2026-09."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2999):
            raise ValueError("no such month")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day is in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """`2026-09`; raises ValueError for anything else."""
        year, dash, number = text.partition("-")
        if not (dash and len(year) == 4 and len(number) == 2 and year.isdecimal() and number.isdecimal()):
            raise ValueError("a month is written 2026-09")
        return cls(int(year), int(number))

    @property
    def first_on(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last_on(self) -> date:
        """The last day."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def days(self) -> Iterator[date]:
        """Every day of the month, in order."""
        return (self.first_on + timedelta(days=n) for n in range((self.last_on - self.first_on).days + 1))

    def before(self) -> "Month":
        """The month before this one."""
        return Month.of(self.first_on - timedelta(days=1))

    def after(self) -> "Month":
        """The month after this one."""
        return Month.of(self.last_on + timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
