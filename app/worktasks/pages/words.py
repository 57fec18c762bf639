"""The playbook's words about work tasks as this municipality has them, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from app.worktasks import rules
from tenants import settings


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of what the work takes, with the words of its ends."""

    code: str
    name: str
    low: str
    high: str

    def step(self, number: int) -> str:
        """“1 – one can sit”, for a choice."""
        said = {1: self.low, 5: self.high}.get(number)
        return f"{number} – {said}" if said else str(number)


def on_scale(dimension: Dimension, number: int) -> str:
    """“3 (1 one can sit, 5 on one's feet all day)”: a step with the words of both ends."""
    return str(_("%(step)s (1 %(low)s, 5 %(high)s)", step=number, low=dimension.low, high=dimension.high))


def language() -> str:
    """The reader's."""
    return str(get_locale().language)


def said(words: Mapping[str, Any]) -> str:
    """A text of the playbook; Finnish where it has no other."""
    return str(words.get(language()) or words["fi"])


def fields() -> dict[str, str]:
    """The fields of work, named as the playbook names them (K15)."""
    return {row["code"]: said(row["name"]) for row in settings.value("worktasks", "fields")}


def dimensions() -> tuple[Dimension, ...]:
    """What the work takes, side by side."""
    return tuple(
        Dimension(row["code"], said(row["name"]), said(row["low"]), said(row["high"]))
        for row in settings.value("worktasks", "load_profile")
    )


def parts(*asked: str) -> dict[str, str]:
    """The parts of the card that are asked so (`always`, `if_wanted`), with their names, in the playbook's order."""
    return {row["code"]: said(row["name"]) for row in settings.value("worktasks", "card") if row["asked"] in asked}


def language_name(code: str) -> str:
    """A language in the reader's own."""
    names = get_locale().languages
    return str(names.get(code, code))


def languages() -> list[tuple[str, str]]:
    """Those in which one may manage in a task."""
    return [(code, language_name(code).capitalize()) for code in rules.LANGUAGES]


def told_in(code: str) -> str:
    """“The association tells of this task in Finnish.”"""
    if code == "fi":
        return str(_("The association tells of this task in Finnish."))
    return str(_("The association tells of this task in Swedish."))


def induction_choices() -> list[tuple[str, str]]:
    """The playbook's induction list."""
    return [(row["code"], said(row["words"])) for row in settings.value("worktasks", "induction")]
