"""Reads what opening needs: the model as another may have it, what is written down here, and how ready it all is."""

from app.opening.queries.facts import facts
from app.opening.queries.handing import handed_on, known_names, stays_at_home
from app.opening.queries.written import (
    Decision,
    Mark,
    Text,
    confirmed,
    decisions,
    letter_foot,
    marks,
    own_text,
    stages,
    taken,
    texts,
)

__all__ = [
    "Decision",
    "Mark",
    "Text",
    "confirmed",
    "decisions",
    "facts",
    "handed_on",
    "known_names",
    "letter_foot",
    "marks",
    "own_text",
    "stages",
    "stays_at_home",
    "taken",
    "texts",
]
