"""What the pages of steering a municipality say."""

from app.opening.pages import (
    board,
    contents,
    facts,
    labels,
    look,
    readiness,
    rooting,
    saved,
    settings,
    steps,
    upgrades,
    words,
)
from app.opening.pages.sentences import EVENTS, NAVIGATION, SENTENCES

__all__ = [
    "EVENTS",
    "NAVIGATION",
    "SENTENCES",
    "board",
    "contents",
    "facts",
    "labels",
    "look",
    "readiness",
    "rooting",
    "saved",
    "settings",
    "steps",
    "upgrades",
    "words",
]
