"""What one may be allowed to do with money: decide, prepare, approve – never two of them with the same claim."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

READ = "reimbursement.read"
READ_ALL = "reimbursement.read_all"
OWN = "reimbursement.own"
PREPARE = "reimbursement.prepare"
APPROVE = "reimbursement.approve"
POLICY = "reimbursement.policy"
DECIDE = "reimbursement.decide"

_PAYING = frozenset({rules.FINANCE, rules.APPROVER})
PERMISSIONS = (
    Permission(READ, _l("See claims and the days they come from"), _PAYING | rules.ASSOCIATIONS),
    Permission(READ_ALL, _l("See the claims of all associations, without names of participants"), _PAYING),
    Permission(OWN, _l("See one's own association's claims"), rules.ASSOCIATIONS),
    Permission(PREPARE, _l("Prepare the claims of a month"), frozenset({rules.FINANCE})),
    Permission(APPROVE, _l("Approve a claim that somebody else prepared"), frozenset({rules.APPROVER})),
    Permission(POLICY, _l("See what the municipality has decided to pay"), _PAYING | {rules.MUNICIPALITY_ADMIN}),
    Permission(
        DECIDE, _l("Write down the municipality's decision on reimbursement"), frozenset({rules.MUNICIPALITY_ADMIN})
    ),
)
