"""What the pages of work tasks say."""

from app.worktasks.pages import browsing, card, tasks, units, words
from app.worktasks.pages.sentences import EVENTS, NAVIGATION, SENTENCES

__all__ = ["EVENTS", "NAVIGATION", "SENTENCES", "browsing", "card", "tasks", "units", "words"]
