"""What a page about money says: the decision (decisions), months and claims (claims), each in plain words (words)."""

from flask_babel import lazy_gettext as _l

from app.reimbursement import permissions, queries
from app.web.shell import Entry

SENTENCES = {
    "reimbursement.rate_is_nothing": _l(
        "A rate is more than nothing. If the municipality pays nothing, no decision is written here."
    ),
    "reimbursement.not_decided_yet": _l("The decision has to be made first: its date cannot be in the future."),
    "reimbursement.ends_before_it_begins": _l("The last day cannot be before the first day, %(first)s."),
    "reimbursement.month_is_settled": _l(
        "Claims have already been made for %(month)s, so a new rate can begin only after it."
    ),
    "reimbursement.policy_overlaps": _l(
        "Another rate, %(rate)s from %(first)s, is in force during the same time. Two rates cannot be paid for one day."
    ),
    "reimbursement_policy_is_alone_on_its_days": _l(
        "Another rate is in force during the same time. Two rates cannot be paid for one day."
    ),
    "reimbursement.month_not_over": _l("Claims are prepared when the month is over, after %(last)s."),
    "reimbursement_claim_has_two_people": _l(
        "You prepared this claim yourself, so somebody else approves it: two pairs of eyes see every payment."
    ),
    "reimbursement.own_association": _l(
        "You speak for %(association)s yourself, so somebody else approves its claims."
    ),
    "reimbursement.already_approved": _l("The claim has already been approved."),
    "reimbursement.agreement_missing": _l(
        "The agreement in force has not been accepted, so no claim is made: %(names)s. Ask the association to accept it"
        " on its own page."
    ),
}
EVENTS = {
    "reimbursement.templates_installed": _l("Example rates were taken from the playbook"),
    "reimbursement.policy_decided": _l("The municipality's decision on reimbursement was written down"),
    "reimbursement.policy_ended": _l("A rate was ended by a later decision"),
    "reimbursement.claims_prepared": _l("The claims of a month were prepared"),
    "reimbursement.claim_approved": _l("A claim was approved"),
    "reimbursement.days_seen": _l("The days behind a claim were read"),
}
NAVIGATION = (
    Entry(_l("Claims"), "reimbursement.months", permissions.READ_ALL, 10, when=queries.has_policy),
    Entry(_l("Reimbursement"), "reimbursement.own", permissions.OWN, 30, when=queries.has_policy),
    Entry(_l("Reimbursement decision"), "reimbursement.policy", permissions.DECIDE, 60),
)
