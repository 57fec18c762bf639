"""What one may be allowed to do with work tasks."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

BROWSE = "worktasks.browse"
READ = "worktasks.read"
READ_ALL = "worktasks.read_all"
REGISTER = "worktasks.register"
PROPOSE = "worktasks.propose_unit"
IDENTIFY = "worktasks.identify_unit"

_STAFF = rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN}
PERMISSIONS = (
    Permission(BROWSE, _l("Look for work tasks that are open"), _STAFF | {rules.CLIENT}),
    Permission(
        READ,
        _l("Read an open work task, and one's own association's tasks"),
        _STAFF | rules.ASSOCIATIONS | {rules.CLIENT},
    ),
    Permission(READ_ALL, _l("Read every work task, also drafts and paused ones"), _STAFF),
    Permission(
        PROPOSE,
        _l("Propose that a work task matches a unit of a qualification"),
        rules.COUNSELLORS | rules.ASSOCIATIONS,
    ),
    Permission(
        IDENTIFY, _l("Enter what an expert says of a proposed unit, and read units from ePerusteet"), rules.COUNSELLORS
    ),
    Permission(REGISTER, _l("Register and publish one's own association's work tasks"), rules.ASSOCIATIONS),
)
