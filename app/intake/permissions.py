"""What one may be allowed to do with contacts and clients; an admin sees neither (design § 7)."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

RECEIVE = "intake.receive"
CLIENTS = "intake.clients"
ALL_CLIENTS = "intake.all_clients"

PERMISSIONS = (
    Permission(RECEIVE, _l("Take in contacts, record visits and the person's own decision"), rules.COUNSELLORS),
    Permission(CLIENTS, _l("See one's own clients"), rules.COUNSELLORS),
    Permission(ALL_CLIENTS, _l("See all clients of the municipality"), frozenset({rules.TEAM_LEAD})),
)
