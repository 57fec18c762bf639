"""What a page about an association says."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.associations import permissions
from app.associations.rules import Association, ContactPerson
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag
from app.web.shell import Entry

KINDS = {
    "association": _l("Association"),
    "foundation": _l("Foundation"),
    "religious_community": _l("Religious community"),
    "municipality": _l("Municipality"),
    "state": _l("State office"),
}
LANGUAGES = {"fi": _l("Finnish"), "sv": _l("Swedish")}
PEOPLE_ROLES = {"association_member": _l("Association member"), "association_admin": _l("Association admin")}

SENTENCES = {
    "associations.name_missing": _l("Write the name of the association."),
    "associations.kind_may_not_host": _l(
        "Only an association, a foundation, a religious community, a municipality or the state may host this work."
        " A company may not."
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


def people(contact_people: Iterable[ContactPerson], *, invite: Link | None) -> Table:
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
