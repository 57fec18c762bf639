"""When each of many letters leaves: a steady few a minute, so that mail servers believe them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from typing import Final

LETTERS_A_MINUTE: Final = 20
_EVERY: Final = timedelta(minutes=1)


def due_times(letters: int, *, at: datetime, busy_until: datetime | None) -> tuple[datetime, ...]:
    """For each letter its time: at most twenty a minute, after those of earlier imports that still wait."""
    begin = at if busy_until is None or busy_until < at else busy_until + _EVERY
    return tuple(islice(_minutes(begin), letters))


def _minutes(begin: datetime) -> Iterator[datetime]:
    for number in count():
        yield begin + _EVERY * (number // LETTERS_A_MINUTE)
