"""What one may be allowed to do with the network."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

READ = "associations.read"
REGISTER = "associations.register"
INVITE = "associations.invite"

PERMISSIONS = (
    Permission(READ, _l("See the associations of the network"), rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN}),
    Permission(
        REGISTER,
        _l("Add associations to the network and change their details"),
        frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN}),
    ),
    Permission(
        INVITE,
        _l("Invite people of an association"),
        rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN, rules.ASSOCIATION_ADMIN},
    ),
)
