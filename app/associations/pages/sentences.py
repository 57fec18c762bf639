"""What the network's rules refuse, in sentences; what it records; and its places in the navigation."""

from flask_babel import lazy_gettext as _l

from app.associations import permissions
from app.web.shell import Entry

SENTENCES = {
    "associations.name_missing": _l("Write the name of the association."),
    "associations.kind_may_not_host": _l(
        "Such an organisation may not host %(service)s: an association, a foundation, a religious community, a"
        " municipality or the state may, a company may not (%(law)s)."
    ),
    "associations.kind_unknown": _l("Choose what kind of organisation it is."),
    "associations.register_number_wrong": _l(
        "%(given)s is not a number of the register of associations. It has at most six digits, for example 204.567."
    ),
    "associations.street_missing": _l("Write the street address."),
    "associations.postal_code_wrong": _l("Write the postal code with five digits."),
    "associations.town_missing": _l("Write the town."),
    "associations.contact_name_missing": _l("Write the name of the contact person."),
    "associations.contact_not_reachable": _l("Write a phone number or an e-mail address."),
    "associations.soteri_reason_missing": _l("Write why: what the association itself knows is enough."),
    "associations.decision_not_now": _l(
        "This cannot be decided about %(name)s now. Look at its page again: somebody may have been faster."
    ),
    "associations.reason_missing": _l("Write the reason. The association reads it too."),
    "associations.approval_needs_details": _l("%(name)s has not filled in its details yet."),
    "associations.approval_needs_agreement": _l("%(name)s has not accepted the agreement yet."),
    "associations.approval_needs_statements": _l("%(name)s has not given the two statements, or they are too old."),
    "associations.only_its_admin_accepts": _l("Only an admin of the association can accept in its name."),
    "associations.agreement_has_changed": _l("The text has changed meanwhile. Read it again, then accept."),
    "associations.statement_missing": _l("Tick both statements. Neither alone is enough."),
    "associations.iban_wrong": _l("This is not an account number (IBAN): a character is wrong or missing."),
    "associations.iban_is_in_force": _l("This account is in force already."),
    "associations.account_settled": _l("Somebody has confirmed or withdrawn this account already."),
    "associations.einvoice_wrong": _l("An e-invoice address is an OVT code (0037 and the business ID) or an IBAN."),
    "associations.einvoice_operator_missing": _l("Write the operator of the e-invoice address too."),
    "associations_account_waits_alone": _l(
        "A new account waits already. It must be confirmed or withdrawn before another one."
    ),
    "associations_account_has_two_people": _l(
        "Whoever proposed the account cannot confirm it. Somebody else must do it."
    ),
    "associations.own_account": _l("You speak for this association yourself, so somebody else confirms its account."),
    "associations_association_number_is_its_own": _l(
        "An association with this register number is in the network already."
    ),
    "associations.business_id_wrong": _l("%(given)s is not a business ID: a digit is wrong or missing."),
    "associations.has_left": _l("%(name)s is no longer in the network, so nobody new can join it."),
    "associations_association_is_registered_once": _l(
        "An association with this business ID is in the network already."
    ),
}
EVENTS = {
    "associations.association_registered": _l("An association joined the network"),
    "associations.associations_registered": _l("Several associations joined the network from a file"),
    "associations.associations_changed": _l("The details of several associations were changed from a file"),
    "associations.sites_added": _l("Sites of associations were added from a file"),
    "associations.contacts_added": _l("Contact people of associations were added from a file"),
    "associations.people_invited": _l("Several people were invited to act for associations"),
    "associations.person_invited": _l("Somebody was invited to act for an association"),
    "associations.association_changed": _l("The details of an association were changed"),
    "associations.association_filled_in": _l("An association told about itself"),
    "associations.association_approved": _l("An association was approved"),
    "associations.association_suspended": _l("An association was suspended"),
    "associations.association_resumed": _l("An association was taken back into the network"),
    "associations.association_ended": _l("An association left the network"),
    "associations.association_reminded": _l("An association was reminded of its yearly check"),
    "associations.site_added": _l("A site of an association was added"),
    "associations.site_changed": _l("A site of an association was changed"),
    "associations.site_closed": _l("A site of an association was closed"),
    "associations.contact_added": _l("A contact person of an association was added"),
    "associations.contact_changed": _l("A contact person of an association was changed"),
    "associations.contact_removed": _l("A contact person of an association was removed"),
    "associations.agreement_accepted": _l("An association accepted the agreement"),
    "associations.statements_given": _l("An association gave the two statements"),
    "associations.account_proposed": _l("A new account of an association was proposed"),
    "associations.account_confirmed": _l("A new account of an association was confirmed"),
    "associations.account_withdrawn": _l("A proposed account of an association was withdrawn"),
}
NAVIGATION = (
    Entry(_l("Associations"), "associations.associations", permissions.READ, 50),
    Entry(_l("Our association"), "associations.mine", permissions.OWN, 45),
)
