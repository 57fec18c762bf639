"""What a page about an association says."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.associations import permissions
from app.associations.rules import Association, Speaker
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag
from app.web.shell import Entry

KINDS = {
    "association": _l("Association"),
    "foundation": _l("Foundation"),
    "religious_community": _l("Religious community"),
    "municipality": _l("Municipality"),
    "state": _l("State office"),
    "company": _l("Company"),
}
LANGUAGES = {"fi": _l("Finnish"), "sv": _l("Swedish")}
PEOPLE_ROLES = {"association_member": _l("Association member"), "association_admin": _l("Association admin")}

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
NAVIGATION = (Entry(_l("Associations"), "associations.associations", permissions.READ, 50),)


def choices(labels: Mapping[str, object]) -> list[tuple[str, str]]:
    """Labels as a form field offers them."""
    return [(code, str(label)) for code, label in labels.items()]


def table(associations: Iterable[Association], *, may_register: bool) -> Table:
    """The network, by name."""
    return Table(
        caption=_("Associations"),
        caption_hidden=True,
        columns=(Column(_("Association")), Column(_("Business ID")), Column(_("Joined the network"))),
        rows=tuple(
            (
                Lines(Link(one.name, url_for("associations.association", association_id=one.id)), KINDS[one.kind]),
                one.business_id or "–",
                dates.day(one.registered_at),
            )
            for one in associations
        ),
        empty=EmptyState(
            _("No associations yet"),
            _("The network begins with one association. Add it here, and it can register its own work tasks."),
            Link(_("Add an association"), url_for("associations.register")) if may_register else None,
        ),
    )


def facts(association: Association) -> tuple[SummaryRow, ...]:
    """What is known of one."""
    state = Tag(_("In the network"), "success") if association.is_in_network else Tag(_("Has left the network"))
    return (
        SummaryRow(_("State"), state),
        SummaryRow(_("Kind"), KINDS[association.kind]),
        SummaryRow(_("Business ID"), association.business_id or _("Not given")),
        SummaryRow(_("Language"), LANGUAGES[association.language]),
        SummaryRow(_("Joined the network"), dates.day(association.registered_at)),
    )


def people(contact_people: Iterable[Speaker], *, invite: Link | None) -> Table:
    """Those who act for it here."""
    return Table(
        caption=_("People who act for the association"),
        columns=(Column(_("Name")), Column(_("Role"))),
        rows=tuple((person.name, PEOPLE_ROLES[person.role]) for person in contact_people),
        empty=EmptyState(
            _("Nobody acts for the association yet"),
            _("Invite a contact person. They register the work tasks and mark the days."),
            invite,
        ),
    )


def invitation(association_id: UUID) -> Link:
    """Where a contact person is invited."""
    return Link(_("Invite a contact person"), url_for("associations.invite", association_id=association_id))


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of the slice."""
    return (Crumb(_("Associations"), url_for("associations.associations")), *further)


def crumb(association_id: UUID, name: str) -> Crumb:
    """One association on the way."""
    return Crumb(name, url_for("associations.association", association_id=association_id))


def typed(association: Association) -> dict[str, object]:
    """What the form of a change begins with."""
    return {name: getattr(association, name) or "" for name in ("name", "kind", "business_id", "language")}
