"""What the pages of the network say."""

from app.associations.pages.network import (
    choices,
    closing,
    crumb,
    crumbs,
    crumbs_to,
    decision,
    decisions,
    home,
    invitation,
    own_table,
    people,
    removing,
    table,
    typed,
)
from app.associations.pages.sentences import EVENTS, NAVIGATION, SENTENCES
from app.associations.pages.words import KINDS, LANGUAGES, state_tag, work_languages

__all__ = [
    "EVENTS",
    "KINDS",
    "LANGUAGES",
    "NAVIGATION",
    "SENTENCES",
    "choices",
    "closing",
    "crumb",
    "crumbs",
    "crumbs_to",
    "decision",
    "decisions",
    "home",
    "invitation",
    "own_table",
    "people",
    "removing",
    "state_tag",
    "table",
    "typed",
    "work_languages",
]
