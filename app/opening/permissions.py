"""What one may be allowed in steering a municipality."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

READ = "opening.read"
STEER = "opening.steer"

PERMISSIONS = (
    Permission(
        READ,
        _l("See what the municipality has changed of the model, and who answers for what"),
        frozenset({rules.MUNICIPALITY_ADMIN, rules.TEAM_LEAD}),
    ),
    Permission(
        STEER,
        _l("Change settings, take a new version of the model into use, and hand the municipality's own version on"),
        frozenset({rules.MUNICIPALITY_ADMIN}),
    ),
)
