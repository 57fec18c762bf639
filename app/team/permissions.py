"""What one may be allowed to do with working time and absences."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

OWN = "team.own"
CHANGE = "team.change"
PLAN = "team.plan"

COUNSELLING = rules.COUNSELLORS
PLANNERS = frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN})
PERMISSIONS = (
    Permission(OWN, _l("See one's own working time, and who of the colleagues is away"), COUNSELLING),
    Permission(CHANGE, _l("Say when oneself works, when one is away and who stands in"), COUNSELLING | PLANNERS),
    Permission(PLAN, _l("Plan the working time, absences and substitutes of the whole team"), PLANNERS),
)
