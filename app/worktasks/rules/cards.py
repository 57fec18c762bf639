"""The card of a work task: what one may say of it, and what cannot be meant (K15)."""

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from types import MappingProxyType
from typing import Final
from uuid import UUID

from app.values.refusal import Refusal

FIELDS: Final = (
    "property",
    "kitchen",
    "food",
    "cleaning",
    "children",
    "care",
    "customer_service",
    "accounting",
    "wood",
    "other",
)
"""The fields of work that the model names (K15), and one for what it did not foresee."""
AUTHORS_LANGUAGES: Final = ("fi", "sv")
LANGUAGES: Final = ("fi", "sv", "en", "se", "et", "ru", "uk", "ar", "so", "fa", "ku")
"""In which one may manage in a task: the languages of the service, Sámi, and those spoken most besides."""
STEPS: Final = (1, 2, 3, 4, 5)
NAME_AT_MOST: Final = 80
DESCRIPTION_AT_MOST: Final = 1000
PLACES_AT_MOST: Final = 99


@dataclass(frozen=True, slots=True)
class Words:
    """What a task says in one language."""

    name: str = ""
    description: str = ""
    skills_used: str = ""
    skills_learned: str = ""
    interests: str = ""
    access: str = ""

    def with_other(self, other: "Words | None") -> "Words":
        """The other language's words, and these where the other is silent."""
        if other is None:
            return self
        said = {one.name: getattr(other, one.name) or getattr(self, one.name) for one in fields(Words)}
        return Words(**said)

    def stripped(self) -> "Words":
        """Without the blanks around."""
        return Words(**{one.name: getattr(self, one.name).strip() for one in fields(Words)})


@dataclass(frozen=True, slots=True)
class Season:
    """Months of every year, both included; from a later to an earlier one is over the turn of the year."""

    from_month: int
    to_month: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of a day, in Finland."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Card:
    """Everything an association says of a task; only the name is needed to keep a draft."""

    words: Words
    field: str = "other"
    places: int = 1
    language: str = "fi"
    """In which language the words are."""
    occupation: str = ""
    """TK10 (ISCO-08), 1–5 digits, or nothing."""
    site_id: UUID | None = None
    weekdays: frozenset[int] = frozenset()
    hours: Hours | None = None
    season: Season | None = None
    supervisor: str = ""
    deputy: str = ""
    load: Mapping[str, int] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """1–5 by the playbook's dimensions; what is not said is not in it."""
    languages: frozenset[str] = frozenset()

    def tidied(self) -> "Card":
        """As it is kept."""
        return replace(
            self,
            words=self.words.stripped(),
            occupation=self.occupation.strip(),
            supervisor=self.supervisor.strip(),
            deputy=self.deputy.strip(),
        )


def other_language(language: str) -> str:
    """The one of the two in which a card is not written yet."""
    return "sv" if language == "fi" else "fi"


def objections(card: Card, *, dimensions: Collection[str]) -> Iterator[Refusal]:
    """What cannot be meant; `dimensions` are the playbook's of what the work takes."""
    if not card.words.name.strip():
        yield Refusal("worktasks.name_missing", field_name="name")
    if card.field not in FIELDS:
        yield Refusal("worktasks.field_unknown", field_name="field")
    if card.language not in AUTHORS_LANGUAGES:
        yield Refusal("worktasks.language_unknown", field_name="language")
    if not 1 <= card.places <= PLACES_AT_MOST:
        yield Refusal("worktasks.places_impossible", {"most": PLACES_AT_MOST}, "places")
    if not re.fullmatch("[0-9]{0,5}", card.occupation.strip()):
        yield Refusal("worktasks.occupation_is_digits", field_name="occupation")
    yield from _of_time(card)
    if not set(card.load) <= set(dimensions) or not set(card.load.values()) <= set(STEPS):
        yield Refusal("worktasks.load_unknown")
    if not card.languages <= set(LANGUAGES):
        yield Refusal("worktasks.language_unknown", field_name="languages")


def _of_time(card: Card) -> Iterator[Refusal]:
    if not card.weekdays <= set(range(1, 8)):
        yield Refusal("worktasks.day_unknown", field_name="weekdays")
    if card.hours and card.hours.starts >= card.hours.ends:
        yield Refusal("worktasks.ends_before_it_begins", field_name="ends_at")
    if card.season and not {card.season.from_month, card.season.to_month} <= set(range(1, 13)):
        yield Refusal("worktasks.season_unknown", field_name="season_from")


def none_said(card: Card, *, has_picture: bool) -> frozenset[str]:
    """The playbook's parts of the card that say nothing yet."""
    words = card.words
    said = {
        "name": words.name.strip(),
        "description": words.description.strip(),
        "field": card.field,
        "places": card.places,
        "site": card.site_id,
        "weekdays": card.weekdays,
        "season": card.season,
        "supervisor": card.supervisor,
        "load": card.load,
        "skills": words.skills_used or words.skills_learned,
        "interests": words.interests,
        "access": words.access,
        "languages": card.languages,
        "picture": has_picture,
    }
    return frozenset(code for code, value in said.items() if not value)


def says_more(card: Card) -> bool:
    """Whether it says anything beyond the first screen."""
    return bool(
        card.site_id
        or card.weekdays
        or card.hours
        or card.season
        or card.supervisor
        or card.load
        or card.languages
        or card.words.skills_used
        or card.words.skills_learned
        or card.words.interests
        or card.words.access
    )
