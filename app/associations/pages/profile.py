"""One association on a page: where it stands, what is missing, what is known of it, who accepted what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from flask_babel import gettext as _

from app.associations.pages import agreements
from app.associations.pages.words import DECIDED, KINDS, LANGUAGES, MISSING, SOTERI, state_tag, work_languages
from app.associations.queries.life import Decided
from app.associations.rules import Association, ContactPerson, Site, Speaker, life
from app.associations.rules.agreement import Acceptance, Statement
from app.associations.rules.life import Standing
from app.web import dates
from app.web.components import Column, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag, Task

WAYS: Final = {
    "details": "associations.fill_in",
    "agreement": "associations.accept",
    "new_agreement": "associations.accept",
    "statements": "associations.renew",
    "renewal": "associations.renew",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the page is about."""

    association: Association
    standing: Standing
    approval: str
    sites: tuple[Site, ...]
    contacts: tuple[ContactPerson, ...]
    speakers: tuple[Speaker, ...]
    decisions: tuple[Decided, ...]
    acceptances: tuple[Acceptance, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the page shows."""

    state: Tag
    says: Printable
    missing: tuple[Task, ...]
    facts: tuple[SummaryRow, ...]
    sites: Table
    contacts: Table
    agreed: Table
    stated: Table
    decided: Table | None


def profile(known: Known, today: date, *, as_own: bool, keeps: bool) -> Profile:
    """The page, as the association's own people or the municipality's see it."""
    return Profile(
        state=state_tag(known.standing.state),
        says=_says(known),
        missing=tuple(_missing(known, today, as_own=as_own)),
        facts=facts(known.association),
        sites=_sites(known.sites, keeps=keeps),
        contacts=_contacts(known.contacts, keeps=keeps),
        agreed=agreements.accepted(known.acceptances),
        stated=agreements.stated(known.statements),
        decided=_decided(known.decisions) if known.decisions else None,
    )


def facts(association: Association) -> tuple[SummaryRow, ...]:
    """What is known of one."""
    names, not_given = work_languages(), _("Not given")
    soteri: Printable = Tag(_("Not told yet"), "attention")
    if association.soteri:
        soteri = Lines(SOTERI[association.soteri], association.soteri_reason or "")
    einvoice: Printable = not_given
    if association.einvoice_address:
        einvoice = Lines(association.einvoice_address, association.einvoice_operator or "")
    return (
        SummaryRow(_("Kind"), KINDS[association.kind]),
        SummaryRow(_("Business ID"), association.business_id or not_given),
        SummaryRow(_("Register number"), association.register_number or not_given),
        SummaryRow(
            _("Languages one can work in"), ", ".join(names[code] for code in association.languages) or not_given
        ),
        SummaryRow(_("Language we use with the association"), LANGUAGES[association.language]),
        SummaryRow(_("Soteri"), soteri),
        SummaryRow(_("E-invoice address"), einvoice),
        SummaryRow(_("Joined the network"), dates.day(association.registered_at)),
    )


def _says(known: Known) -> str:
    """The state in a sentence, with the next date."""
    standing = known.standing
    day = dates.day(standing.renewal_due_on) if standing.renewal_due_on else ""
    reason = known.decisions[0].reason if known.decisions else ""
    said = {
        "invited": _("The association is invited and has not told about itself yet."),
        "filled_in": _("The association has told about itself. The municipality approves it."),
        "approved": _("Everything is in order. The next yearly check is due on %(day)s.", day=day),
        "grace": _("The yearly check was due on %(day)s. Everything still works, but it must be done soon.", day=day),
        "lapsed": _(
            "The yearly check was due on %(day)s. Those who work here go on, but nobody new is placed here.", day=day
        ),
        "suspended": _(
            "The municipality has suspended the association: %(reason)s Those who work here go on.",
            reason=_sentence(reason),
        ),
        "ended": _("The association has left the network: %(reason)s", reason=_sentence(reason)),
    }
    return str(said[standing.state])


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _missing(known: Known, today: date, *, as_own: bool) -> Iterator[Task]:
    association_id = known.association.id
    for code in life.missing(known.standing, approval=known.approval, today=today):
        title, hint = MISSING[code]
        way = WAYS.get(code) if as_own else None
        href = url_for(way, association_id=association_id) if way else None
        for_whom = _("Waits for the municipality") if code == "approval" else _("Waits for the association")
        status = Tag(_("To do"), "attention") if href else Tag(for_whom, "info")
        yield Task(title, status, href, hint)


def _sites(sites: tuple[Site, ...], *, keeps: bool) -> Table:
    rows = []
    for one in sites:
        address = _("%(street)s, %(code)s %(town)s", street=one.street, code=one.postal_code, town=one.town)
        change = Link(_("Change"), url_for("associations.change_site", site_id=one.id), one.name)
        rows.append((one.name, address, change) if keeps else (one.name, address))
    empty = EmptyState(_("No site yet"), _("Where people work is told here."))
    return Table(_("Sites"), _columns(_("Site"), _("Address"), keeps=keeps), tuple(rows), empty=empty)


def _contacts(contacts: tuple[ContactPerson, ...], *, keeps: bool) -> Table:
    rows = []
    for one in contacts:
        reached = " · ".join(part for part in (one.phone, one.email) if part)
        change = Link(_("Change"), url_for("associations.change_contact", contact_person_id=one.id), one.name)
        name: Printable = Lines(one.name, one.role) if one.role else one.name
        rows.append((name, reached, change) if keeps else (name, reached))
    empty = EmptyState(_("No contact person yet"), _("Whom one calls is told here."))
    return Table(
        _("Contact people"), _columns(_("Name"), _("How to reach them"), keeps=keeps), tuple(rows), empty=empty
    )


def _columns(*headings: str, keeps: bool) -> tuple[Column, ...]:
    act = (Column(_("Act"), heading_hidden=True),) if keeps else ()
    return (*(Column(heading) for heading in headings), *act)


def _decided(decisions: tuple[Decided, ...]) -> Table:
    rows = tuple(
        (
            Lines(DECIDED[one.kind], one.reason) if one.reason else str(DECIDED[one.kind]),
            dates.day(one.decided_at),
            one.decided_by_name or "–",
        )
        for one in decisions
    )
    return Table(
        _("What the municipality has decided"), (Column(_("Decision")), Column(_("Day")), Column(_("Done by"))), rows
    )
