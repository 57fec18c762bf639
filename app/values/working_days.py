"""Days on which Finland works: Monday to Friday, and no public holiday."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Public holidays in Finland, Midsummer Eve and Christmas Eve among them: nobody is expected to work."""
    return frozenset(holidays.country_holidays("FI", years=year))


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday."""
    return day in holidays_of(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def after(day: date) -> date:
    """The first working day later than this one."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following
