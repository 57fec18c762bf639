"""Days, weeks, months and hours as the reader's language says them."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final

import babel.dates
from babel.lists import format_list
from flask_babel import format_date, format_decimal, get_locale
from flask_babel import gettext as _

from app.values.period import Month
from app.web.clock import HELSINKI

A_MONDAY: Final = date(2024, 1, 1)


def day(of: date) -> str:
    """“24.11.2026”; an instant is told by the day it was in Finland. Long lists ask for few different days."""
    if isinstance(of, datetime):
        of = of.astimezone(HELSINKI).date()
    return _day(of, str(get_locale()))


@lru_cache(maxsize=4096)
def _day(of: date, locale: str) -> str:
    return str(babel.dates.format_date(of, locale=locale))


def long_day(day: date) -> str:
    """“Tuesday 24 November”."""
    text: str = format_date(day, _("cccc d MMMM"))
    return text


def month_name(month: Month) -> str:
    """“October 2026”."""
    text: str = format_date(month.first_on, "LLLL y")
    return text


def month_of_year(number: int) -> str:
    """“October”, of any year."""
    text: str = format_date(A_MONDAY.replace(month=number), "LLLL")
    return text


def weekday(number: int, pattern: str = "cccc") -> str:
    """The name of a day of the week; 1 is Monday."""
    text: str = format_date(A_MONDAY.replace(day=number), pattern)
    return text


def weekdays(numbers: Iterable[int]) -> str:
    """“Monday, Tuesday and Thursday”."""
    return str(format_list([weekday(number) for number in sorted(numbers)], locale=get_locale()))


def short_weekdays(numbers: Iterable[int]) -> str:
    """“Mon, Tue, Thu”."""
    return ", ".join(weekday(number, "ccc") for number in sorted(numbers))


def short_day(day: date) -> str:
    """“24.11.” for a column: the year is known there."""
    text: str = format_date(day, _("d MMM"))
    return text


def clock_time(of: time) -> str:
    """“9.00”."""
    return str(babel.dates.format_time(of, "short", locale=get_locale()))


def hours(minutes: int) -> str:
    """“4.5 hours”."""
    return str(_("%(hours)s hours", hours=bare_hours(minutes)))


def bare_hours(minutes: int) -> str:
    """“4.5”: hours where the word stands elsewhere; to two decimals."""
    return str(format_decimal((Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize()))


def capitalised(text: str) -> str:
    """A day or a month at the beginning of a line."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """The same in the middle of a line."""
    return text[:1].lower() + text[1:]
