"""What one may be allowed to bring in from files."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

NETWORK = "imports.network"
EVERYTHING = "imports.everything"

PERMISSIONS = (
    Permission(
        NETWORK,
        _l("Bring in associations, their sites and contact people from a file"),
        frozenset({rules.MUNICIPALITY_ADMIN, rules.TEAM_LEAD}),
    ),
    Permission(
        EVERYTHING,
        _l("Bring in work tasks and the municipality’s own people from a file"),
        frozenset({rules.MUNICIPALITY_ADMIN}),
    ),
)
