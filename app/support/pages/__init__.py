"""What the pages of support say: labels, refusals, places in the navigation."""

from app.support.pages.labels import EVENTS, NAVIGATION, SENTENCES, WAYS

__all__ = ["EVENTS", "NAVIGATION", "SENTENCES", "WAYS"]
