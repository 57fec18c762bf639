"""What one may be allowed to do with the network."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

READ = "associations.read"
REGISTER = "associations.register"
INVITE = "associations.invite"
DECIDE = "associations.decide"
OWN = "associations.own"
FILL_IN = "associations.fill_in"
ACCEPT = "associations.accept"
AGREEMENT = "associations.agreement"
KEEP = "associations.keep"
ACCOUNT = "associations.account"
PROPOSE_ACCOUNT = "associations.propose_account"
CONFIRM_ACCOUNT = "associations.confirm_account"
LEADS = frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN})

PERMISSIONS = (
    Permission(READ, _l("See the associations of the network"), rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN}),
    Permission(REGISTER, _l("Add associations to the network and change their details"), LEADS),
    Permission(
        INVITE,
        _l("Invite people of an association"),
        rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN, rules.ASSOCIATION_ADMIN},
    ),
    Permission(DECIDE, _l("Approve associations, suspend them, end their part and take them back"), LEADS),
    Permission(OWN, _l("See where one's own association stands"), rules.ASSOCIATIONS),
    Permission(FILL_IN, _l("Tell the details of one's own association"), rules.ASSOCIATIONS),
    Permission(
        ACCEPT,
        _l("Accept the agreement and give the statements in the association's name"),
        frozenset({rules.ASSOCIATION_ADMIN}),
    ),
    Permission(
        AGREEMENT,
        _l("Read what an association has agreed to"),
        rules.ASSOCIATIONS | rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN},
    ),
    Permission(KEEP, _l("Keep the sites and contact people of an association"), rules.ASSOCIATIONS | LEADS),
    Permission(
        ACCOUNT,
        _l("See the account of an association"),
        frozenset({rules.ASSOCIATION_ADMIN, rules.FINANCE, rules.APPROVER, rules.MUNICIPALITY_ADMIN}),
    ),
    Permission(
        PROPOSE_ACCOUNT,
        _l("Propose a new account for an association"),
        frozenset({rules.ASSOCIATION_ADMIN, rules.FINANCE, rules.MUNICIPALITY_ADMIN}),
    ),
    Permission(
        CONFIRM_ACCOUNT,
        _l("Confirm an account that somebody else proposed"),
        frozenset({rules.FINANCE, rules.APPROVER, rules.MUNICIPALITY_ADMIN}),
    ),
)
