"""Pages without a permission, for review: who may open each, and why that is right.

A page that is not here needs `@requires("slice.permission")`. Adding a line is a decision; say why in the line.
"""

from typing import Final

PUBLIC: Final[dict[str, str]] = {
    "static": "style, script and icon: the same for everybody, no data",
    "desks.start": "the service's own front page",
    "desks.home": "a municipality's front page; what a member sees there is chosen by their roles",
    "desks.help_page": "about the service, nobody's data",
    "desks.feedback": "about the service, nobody's data",
    "desks.accessibility": "the accessibility statement must be open to all (306/2019)",
    "desks.privacy": "what is held of whom must be told before anybody is held",
    "desks.model_page": "the model is public",
    "intake.leave_contact": "a person may get in touch themself, before they are anybody here (K1)",
    "intake.thanks": "who just got in touch is told what happens next",
    "web.language": "anybody chooses the language they read, before signing in too",
    "web.look_css": "a municipality's colours are part of pages shown to strangers",
}
"""Anybody may open these, signed in or not."""

OWN: Final[dict[str, str]] = {}
"""Whoever is signed in may open these; they show the person's own things only."""

FOR_DEVELOPERS: Final = "gallery."
"""Endpoints of the component gallery: invented samples, registered in tests and development only."""

WITHOUT_TOKEN: Final[dict[str, str]] = {}
"""Forms that need no anti-forgery token, because no session makes them powerful."""

NEVER_SHOWN: Final[dict[str, str]] = {}
"""Pages that answer a GET with something else than a page (a redirect, say)."""

NO_PAGES: Final[dict[str, str]] = {
    "web.look_css": "a style sheet",
}
"""Addresses that answer a GET with something that is not for a person to look at."""
