"""The clock stands at the door: views, jobs and commands read it, nothing below does."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Finland."""
    return now().astimezone(HELSINKI).date()
