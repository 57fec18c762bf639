"""What the pages of steering a municipality say."""

from app.opening.pages import facts, labels, look, settings, upgrades, words
from app.opening.pages.sentences import EVENTS, NAVIGATION, SENTENCES

__all__ = ["EVENTS", "NAVIGATION", "SENTENCES", "facts", "labels", "look", "settings", "upgrades", "words"]
