"""What the pages of imports say."""

from app.imports.pages import dry_run, files, templates
from app.imports.pages.words import EVENTS, NAVIGATION, SENTENCES

__all__ = ["EVENTS", "NAVIGATION", "SENTENCES", "dry_run", "files", "templates"]
