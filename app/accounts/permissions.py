"""What one may be allowed to do with the people of a municipality."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

MEMBERS = "accounts.members"
INVITE = "accounts.invite"
END_MEMBERSHIP = "accounts.end_membership"
PROVIDERS = "accounts.providers"
HAND_OVER = "accounts.hand_over"
OPERATOR_ACTS = "accounts.operator_acts"

ADMIN = frozenset({rules.MUNICIPALITY_ADMIN})

PERMISSIONS = (
    Permission(MEMBERS, _l("See who belongs to the municipality’s team"), ADMIN | {rules.TEAM_LEAD}),
    Permission(INVITE, _l("Invite people to the team"), ADMIN),
    Permission(END_MEMBERSHIP, _l("End somebody’s role in the municipality"), ADMIN),
    Permission(PROVIDERS, _l("Decide through which provider staff sign in"), ADMIN),
    Permission(
        OPERATOR_ACTS,
        _l("Read what an operator of the service did in the municipality, and why"),
        frozenset(rules.TOLD_OF_OPERATORS),
    ),
    Permission(HAND_OVER, _l("Hand the screen over to a client"), rules.COUNSELLORS),
)

ROLE_NAMES: Final[dict[str, LazyString]] = {
    rules.CLIENT: _l("Client"),
    rules.ASSOCIATION_MEMBER: _l("Association member"),
    rules.ASSOCIATION_ADMIN: _l("Association admin"),
    rules.SOCIAL_COUNSELLOR: _l("Social counsellor"),
    rules.JOB_COACH: _l("Job coach"),
    rules.TEAM_LEAD: _l("Team lead"),
    rules.MUNICIPALITY_ADMIN: _l("Municipality admin"),
    rules.FINANCE: _l("Finance"),
    rules.APPROVER: _l("Approver"),
    rules.DATA_PROTECTION_OFFICER: _l("Data protection officer"),
    rules.OPERATOR: _l("Platform operator"),
}
