"""Who may have a place to practise made."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

COPY = "practice.copy"

PERMISSIONS = (
    Permission(
        COPY,
        _l("Make a practice municipality with this municipality’s settings and invented people"),
        frozenset({rules.MUNICIPALITY_ADMIN}),
    ),
)
