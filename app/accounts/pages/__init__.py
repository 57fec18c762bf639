"""What the pages of signing in, of one's own account and of the team say."""

from app.accounts.pages import operators, team
from app.accounts.pages.events import EVENTS
from app.accounts.pages.library import answer, gone, of_flask_security, own_address, refused
from app.accounts.pages.operators import DONE, no_operator_acts, operator_act_title, operator_acts
from app.accounts.pages.own import (
    browsers,
    factor_crumbs,
    factor_facts,
    hash_from,
    homes,
    limits,
    linkable_providers,
    own_crumbs,
    own_facts,
    own_tasks,
)
from app.accounts.pages.permissions import rights
from app.accounts.pages.sentences import SENTENCES
from app.accounts.pages.team import invitations, joining, members, providers, team_crumbs

NAVIGATION = (*team.NAVIGATION, *operators.NAVIGATION)

__all__ = [
    "DONE",
    "EVENTS",
    "NAVIGATION",
    "SENTENCES",
    "answer",
    "browsers",
    "factor_crumbs",
    "factor_facts",
    "gone",
    "hash_from",
    "homes",
    "invitations",
    "joining",
    "limits",
    "linkable_providers",
    "members",
    "no_operator_acts",
    "of_flask_security",
    "operator_act_title",
    "operator_acts",
    "own_address",
    "own_crumbs",
    "own_facts",
    "own_tasks",
    "providers",
    "refused",
    "rights",
    "team_crumbs",
]
