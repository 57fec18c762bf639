"""The municipalities of Finland by their three-digit code, with those that ended and the ones they became part of."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Final

AS_OF: Final = date(2026, 6, 30)
SOURCE: Final = "Public open data of 30.6.2026; five regions corrected to the boundaries of 2021"
UNKNOWN: Final = ("language_status", "wellbeing_services_county", "employment_area")
"""What the data does not say of a municipality; nothing here guesses it."""
_AFTER_Z: Final = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
"""Finnish order: å, ä and ö come after z."""


class UnknownPlace(LookupError):
    """No municipality has this code."""


@dataclass(frozen=True, slots=True)
class Place:
    """One municipality of Finland, as the reference data knows it."""

    code: str
    name_fi: str
    name_sv: str
    region_code: str
    region_fi: str
    region_sv: str
    valid_to: date | None
    """Its last day; None while it goes on."""
    successor_code: str | None
    """The municipality it became part of on the day after."""

    def name(self, language: str) -> str:
        """Its name in this language (Finnish also for English)."""
        return self.name_sv if language == "sv" else self.name_fi

    def region(self, language: str) -> str:
        """The region (maakunta) it lies in."""
        return self.region_sv if language == "sv" else self.region_fi

    def is_there_on(self, day: date) -> bool:
        """Whether it has not ended by this day; how long ago it began the data does not say."""
        return self.valid_to is None or day <= self.valid_to


def places() -> tuple[Place, ...]:
    """All of them, also those that ended, by Finnish name in Finnish order."""
    return tuple(_by_code().values())


def places_on(day: date) -> tuple[Place, ...]:
    """Those there are on a day, by Finnish name."""
    return tuple(one for one in places() if one.is_there_on(day))


def place(code: str) -> Place:
    """The municipality with this code, also an ended one; raises UnknownPlace."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownPlace(code) from None


def standing_on(code: str, day: date) -> Place:
    """The municipality that this one is, or has become part of, on a day; raises UnknownPlace."""
    found = place(code)
    while not found.is_there_on(day) and found.successor_code is not None:
        found = place(found.successor_code)
    return found


def first_day_of_successor(ended: Place) -> date | None:
    """The day the people of a municipality that ended became those of another."""
    return None if ended.valid_to is None else ended.valid_to + timedelta(days=1)


def suggested_path(of: Place) -> str:
    """A path of small letters made from the Finnish name: Närpiö becomes `narpio`."""
    plain = unicodedata.normalize("NFKD", of.name_fi.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def _by_code() -> Mapping[str, Place]:
    text = (resources.files(__package__) / "municipalities.csv").read_text("utf-8")
    found = [_place(row) for row in csv.DictReader(text.splitlines())]
    return {one.code: one for one in sorted(found, key=lambda one: one.name_fi.lower().translate(_AFTER_Z))}


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        code=row["code"],
        name_fi=row["name_fi"],
        name_sv=row["name_sv"],
        region_code=row["region_code"],
        region_fi=row["region_fi"],
        region_sv=row["region_sv"],
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor_code=row["successor_code"] or None,
    )
