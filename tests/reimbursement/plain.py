"""The month's money a second time: plain Python over days, written apart from the SQL it is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Rate:
    """So many cents a day between two days."""

    cents: int
    first: date
    last: date = date.max


def lines(attended: Iterable[tuple[UUID, date]], rates: list[Rate]) -> dict[tuple[UUID, date], tuple[int, int]]:
    """For each placement and rate, how many days and how many cents; days outside every rate are not paid."""
    found: dict[tuple[UUID, date], tuple[int, int]] = {}
    for placement, day in attended:
        for rate in rates:
            if rate.first <= day <= rate.last:
                days, cents = found.get((placement, rate.first), (0, 0))
                found[(placement, rate.first)] = (days + 1, cents + rate.cents)
    return found


def total(attended: Iterable[tuple[UUID, date]], rates: list[Rate]) -> int:
    """What the month comes to, in cents."""
    return sum(cents for _days, cents in lines(attended, rates).values())
