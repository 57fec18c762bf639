"""Pages on which a role sees more than its own: whose, and why; for review.

Without a line here, what is not one's own does not exist (404) – also inside one's own municipality.
"""

from typing import Final

from app.accounts import rules

EVERYBODY: Final = rules.MEMBER_ROLES
STAFF: Final = rules.STAFF
TEAM: Final = rules.COUNSELLORS
ADMIN: Final = frozenset({rules.MUNICIPALITY_ADMIN})
PAYING: Final = frozenset({rules.FINANCE, rules.APPROVER})
PLANNERS: Final = ADMIN | {rules.TEAM_LEAD}
TEAM_LEAD: Final = frozenset({rules.TEAM_LEAD})

IMPORTERS: Final = frozenset({rules.TEAM_LEAD, rules.MUNICIPALITY_ADMIN})
WIDE: Final[dict[str, frozenset[str]]] = {
    "associations.association": STAFF,  # the network is the whole municipality's
    "associations.change": STAFF,
    "associations.decide": STAFF,
    "associations.agreement": STAFF,
    "associations.accepted": STAFF,
    "associations.add_site": STAFF,
    "associations.change_site": STAFF,
    "associations.close_site": STAFF,
    "associations.add_contact": STAFF,
    "associations.change_contact": STAFF,
    "associations.remove_contact": STAFF,
    "associations.account": STAFF,  # whoever pays keeps the accounts of all
    "associations.propose_account": STAFF,
    "associations.confirm_account": STAFF,
    "associations.withdraw_account": STAFF,
    "worktasks.task": EVERYBODY,  # a published task is for all who look for work
    "worktasks.picture": EVERYBODY,
    "worktasks.units": EVERYBODY,
    "worktasks.propose": TEAM,  # a coach proposes for any association's task
    "worktasks.identify": TEAM,
    "worktasks.withdraw": TEAM,
    "intake.contact": TEAM,  # who has not decided yet is nobody's client: whoever is at work that morning calls
    "intake.visit": TEAM,
    "intake.yes": TEAM,
    "intake.no": TEAM,
    "intake.more_time": TEAM,
    "imports.columns": IMPORTERS,  # who runs the network takes up a file that a colleague began with
    "imports.look": IMPORTERS,
    "imports.to_correct": IMPORTERS,
    "imports.apply": IMPORTERS,
    "imports.give_up": IMPORTERS,
    "hours.person": PLANNERS,  # who plans the team sees everybody's week
    "hours.week": PLANNERS,
    "hours.away": PLANNERS,
    "hours.absence": PLANNERS,
    "hours.back": PLANNERS,
    "proposals.proposal": STAFF,  # what is proposed is proposed to the municipality
    "proposals.take_in": STAFF,
    "proposals.decline": STAFF,
    "support.association": TEAM,  # whoever is at work takes up what an association needs (K17)
    "support.contact": TEAM,
    "support.open_matter": TEAM,
    "support.name": TEAM,
    "matters.matter": TEAM,
    "matters.take": TEAM,
    "pulse.results": TEAM | ADMIN,  # the whole network is asked, and what it answers is the municipality's
    "operator_acts.read": ADMIN | {rules.DATA_PROTECTION_OFFICER},  # what operators did concerns the municipality
    "team.end": ADMIN,  # the admin answers for the whole team
    "team.resend": ADMIN,
    "team.withdraw": ADMIN,
    "associations.invite": STAFF,
    "provider.remove": ADMIN,
    "joint.hand_over": TEAM,  # whichever counsellor sits beside the client hands over
    "placements.of_client": TEAM_LEAD,
    "placements.placement": TEAM_LEAD,
    "placements.end": TEAM_LEAD,
    "attendance.of_client": TEAM_LEAD,
    "reimbursement.claim": PAYING,  # claims of all associations, without names
    "reimbursement.days": PAYING,
    "reimbursement.approve": PAYING,
    "responsibilities.correct": ADMIN,  # the municipality's own facts
    "responsibilities.leave": ADMIN,
    "intake.client": TEAM_LEAD,  # the lead answers for everybody's clients
}
