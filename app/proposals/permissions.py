"""What one may be allowed to do with proposals."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

DECIDE = "proposals.decide"

PERMISSIONS = (
    Permission(
        DECIDE,
        _l("Read what associations propose of themselves, and take them in or thank them"),
        frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN}),
    ),
)
