"""What one may be allowed to do with placements; the association sees only what it needs to induct (design § 7)."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

READ = "placements.read"
READ_ALL = "placements.read_all"
PLACE = "placements.place"
HOST = "placements.host"
OWN = "placements.own"

PERMISSIONS = (
    Permission(READ, _l("See the placements of one's own clients"), rules.COUNSELLORS),
    Permission(READ_ALL, _l("See and agree on the placements of all clients"), frozenset({rules.TEAM_LEAD})),
    Permission(PLACE, _l("Place one's own clients in work tasks, and end a placement"), rules.COUNSELLORS),
    Permission(HOST, _l("See who comes to one's own association, when, and whom to call"), rules.ASSOCIATIONS),
    Permission(OWN, _l("See one's own placement"), frozenset({rules.CLIENT})),
)
