"""What the pages of the list say, and the ways between pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.associations.pages.words import KINDS, PEOPLE_ROLES, state_tag
from app.associations.rules import Association, Speaker, life
from app.associations.rules.life import Standing
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Printable, Table


@dataclass(frozen=True, slots=True)
class Ending:
    """An act that takes something away: what it does, its button, where it is pressed."""

    says: Printable
    button: Printable
    href: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a decision means: its heading, what follows from it, its button."""

    title: Printable
    means: Printable
    button: Printable
    asks_reason: bool = False


DECISIONS = {
    "approved": Words(
        _l("Approve the association"),
        _l("Clients can be placed with it from now on. It is asked to check its details again in a year."),
        _l("Approve"),
    ),
    "suspended": Words(
        _l("Suspend the association"),
        _l("Nobody new is placed there. Those who work there go on, days are marked and reimbursements paid."),
        _l("Suspend"),
        asks_reason=True,
    ),
    "resumed": Words(
        _l("Take the association back"),
        _l("It is again where its own dates say: in order, or late with its yearly check."),
        _l("Take back"),
    ),
    "ended": Words(
        _l("End the association's part in the network"),
        _l(
            "It no longer stands in the list, and nobody new is placed there. Periods that run are carried to their"
            " agreed end. It can be taken back later."
        ),
        _l("End its part"),
        asks_reason=True,
    ),
}


def choices(labels: Mapping[str, object]) -> list[tuple[str, str]]:
    """Labels as a form field offers them."""
    return [(code, str(label)) for code, label in labels.items()]


def table(associations: Iterable[Association], standings: Iterable[Standing], *, may_register: bool) -> Table:
    """The network, by name: where each stands, and the next date."""
    known = {one.association_id: one for one in standings}
    return Table(
        caption=_("Associations"),
        caption_hidden=True,
        columns=(Column(_("Association")), Column(_("State")), Column(_("Next date")), Column(_("Agreement"))),
        rows=tuple(_row(one, known[one.id]) for one in associations),
        empty=EmptyState(
            _("No associations yet"),
            _("The network begins with one association. Invite it, and it tells about itself."),
            Link(_("Invite an association"), url_for("associations.invite_association")) if may_register else None,
        ),
    )


def own_table(standings: Iterable[Standing]) -> Table:
    """The associations one speaks for."""
    return Table(
        caption=_("Your associations"),
        caption_hidden=True,
        columns=(Column(_("Association")), Column(_("State")), Column(_("Next date"))),
        rows=tuple(
            (
                Link(one.name, url_for("associations.own", association_id=one.association_id)),
                state_tag(one.state),
                next_date(one),
            )
            for one in standings
        ),
        empty=EmptyState(
            _("You speak for no association"), _("An association's admin or the municipality invites you.")
        ),
    )


def next_date(standing: Standing) -> str:
    """By when something is due, if anything is."""
    due_on = standing.renewal_due_on
    if due_on is None or standing.state in {"suspended", "ended"}:
        return "–"
    return str(_("Yearly check %(day)s", day=dates.day(due_on)))


def people(speakers: Iterable[Speaker], *, invite: Link | None) -> Table:
    """Those who act for it here."""
    return Table(
        caption=_("People who act for the association"),
        columns=(Column(_("Name")), Column(_("Role"))),
        rows=tuple((person.name, PEOPLE_ROLES[person.role]) for person in speakers),
        empty=EmptyState(
            _("Nobody acts for the association yet"),
            _("Invite somebody of the association. They register the work tasks and mark the days."),
            invite,
        ),
    )


def decisions(standing: Standing) -> tuple[Link, ...]:
    """What may be decided about it now."""
    return tuple(
        Link(
            DECISIONS[kind].title,
            url_for("associations.decide", association_id=standing.association_id, kind=kind),
        )
        for kind in life.decisions(standing)
    )


def decision(kind: str) -> Words:
    """What one of them means."""
    return DECISIONS[kind]


def closing(site_id: UUID) -> Ending:
    """A site where nothing new is done."""
    says = _("Close the site when nothing is done there any more. Its address stays with the tasks that were.")
    return Ending(says, _("Close the site"), url_for("associations.close_site", site_id=site_id))


def removing(contact_person_id: UUID) -> Ending:
    """Somebody who no longer answers for the association."""
    says = _("Remove the contact person when they no longer answer for the association. Their details are not kept.")
    href = url_for("associations.remove_contact", contact_person_id=contact_person_id)
    return Ending(says, _("Remove the contact person"), href)


def invitation(association_id: UUID) -> Link:
    """Where somebody of the association is invited."""
    return Link(_("Invite somebody of the association"), url_for("associations.invite", association_id=association_id))


def home(association_id: UUID, *, as_own: bool) -> str:
    """The association's page, its own or the staff's."""
    return url_for("associations.own" if as_own else "associations.association", association_id=association_id)


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of the slice."""
    return (Crumb(_("Associations"), url_for("associations.associations")), *further)


def crumb(association_id: UUID, name: str) -> Crumb:
    """One association on the way."""
    return Crumb(name, url_for("associations.association", association_id=association_id))


def crumbs_to(association_id: UUID, name: str, *, as_own: bool) -> tuple[Crumb, ...]:
    """The way to a page of one association, as its own people or the staff go."""
    if as_own:
        return (Crumb(name, home(association_id, as_own=True)),)
    return crumbs(crumb(association_id, name))


def typed(association: Association) -> dict[str, object]:
    """What the form of a change begins with."""
    names = ("name", "kind", "business_id", "language", "register_number", "einvoice_address", "einvoice_operator")
    known: dict[str, object] = {name: getattr(association, name) or "" for name in names}
    reason = association.soteri_reason or ""
    return known | {"languages": list(association.languages), "soteri": association.soteri, "soteri_reason": reason}


def _row(one: Association, standing: Standing) -> tuple[Printable, ...]:
    name = Lines(Link(one.name, url_for("associations.association", association_id=one.id)), KINDS[one.kind])
    agreed = (
        _("Version %(number)s", number=standing.agreement_version) if standing.has_valid_agreement else _("Missing")
    )
    return name, state_tag(standing.state), next_date(standing), agreed
