"""What one may be allowed to do with a goal ladder: its client writes, a counsellor reads what is shared (K7)."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

WRITE = "goals.write"
READ_SHARED = "goals.read_shared"

PERMISSIONS = (
    Permission(WRITE, _l("Write one's own goal ladder"), frozenset({rules.CLIENT})),
    Permission(
        READ_SHARED,
        _l("Read the goal ladder that one's own client has shared"),
        frozenset({rules.SOCIAL_COUNSELLOR, rules.JOB_COACH}),
    ),
)
