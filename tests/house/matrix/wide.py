"""Pages on which a role sees more than its own: whose, and why; for review.

Without a line here, what is not one's own does not exist (404) – also inside one's own municipality.
"""

from typing import Final

from app.accounts import rules

EVERYBODY: Final = rules.MEMBER_ROLES
TEAM_LEAD: Final = frozenset({rules.TEAM_LEAD})
STAFF: Final = rules.STAFF

WIDE: Final[dict[str, frozenset[str]]] = {
    "associations.association": STAFF,  # the whole network is the municipality's
    "associations.change": STAFF,
    "worktasks.task": EVERYBODY,  # a published task is for all who look for work
}
