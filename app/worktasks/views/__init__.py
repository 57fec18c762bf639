"""The doors of work tasks."""

from app.worktasks.views import browsing, cards, states, units, words
from app.worktasks.views.mine import blueprint

__all__ = ["blueprint"]
PARTS = (browsing, cards, states, units, words)
"""They hang their views on the one blueprint."""
