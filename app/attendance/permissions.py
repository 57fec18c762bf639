"""What one may be allowed to do with days: the association marks, the client and their counsellor look."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

MARK = "attendance.mark"
READ = "attendance.read"
READ_ALL = "attendance.read_all"
OWN = "attendance.own"

PERMISSIONS = (
    Permission(
        MARK, _l("Mark the days of one's own association's participants and confirm months"), rules.ASSOCIATIONS
    ),
    Permission(READ, _l("See the days of one's own clients"), rules.COUNSELLORS),
    Permission(READ_ALL, _l("See the days of all clients"), frozenset({rules.TEAM_LEAD})),
    Permission(OWN, _l("See one's own days"), frozenset({rules.CLIENT})),
)
