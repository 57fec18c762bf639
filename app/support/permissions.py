"""What one may be allowed to do for the associations of the network."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

GIVE = "support.give"
ASK = "support.ask"
PULSES = "support.pulses"
START_PULSE = "support.start_pulse"

PERMISSIONS = (
    Permission(GIVE, _l("Support associations: contacts, open matters, who needs a call"), rules.COUNSELLORS),
    Permission(
        ASK, _l("Ask for support for one's own association and answer the pulse of the season"), rules.ASSOCIATIONS
    ),
    Permission(
        PULSES,
        _l("See what the associations answered to the pulse of a season"),
        rules.COUNSELLORS | {rules.MUNICIPALITY_ADMIN},
    ),
    Permission(
        START_PULSE,
        _l("Ask the associations at the beginning of a season"),
        frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN}),
    ),
)
