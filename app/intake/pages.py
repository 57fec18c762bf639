"""What a page about contacts and clients says."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.intake import permissions, rules
from app.intake.rules import Client, Clock, Contact
from app.web import addresses, dates, namesakes
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag
from app.web.navigation import LANGUAGES
from app.web.shell import Entry

WAYS_IN = {
    "self": _l("Got in touch themself"),
    "adult_social_work": _l("From adult social work"),
    "employment_authority": _l("From the employment authority"),
}
AWAITED = {"visit": _l("Introductory visit"), "call": _l("Call: what did the person decide?")}

SENTENCES = {
    "intake.not_open_yet": _l("This municipality is still being prepared: nobody is taken in yet."),
    "intake.channel_needs_a_unit": _l("Write the unit with which it was agreed."),
    "intake.channel_needs_a_reach": _l("Write a telephone number or an e-mail address of the unit."),
    "intake.channel_needs_a_day": _l("Give the day on which it was agreed."),
    "intake_channel_is_agreed_with_somebody": _l("Write the unit and the day on which it was agreed."),
    "intake_channel_is_one_a_way_in": _l("Somebody saved this at the same moment. Look at both and save again."),
    "intake.identity_code_not_taken": _l("Do not write an identity code here. We do not need it, and it is not kept."),
    "intake.reach_wrong": _l("Write a telephone number, for example 040 123 4567, or an e-mail address."),
    "intake.visit_not_yet": _l("The day of the visit is still to come. Record the visit when it has been."),
    "intake.visit_before_contact": _l("The contact came on %(contacted_on)s. The visit cannot have been before that."),
    "intake.visit_comes_first": _l(
        "Record the introductory visit first: the person decides after hearing about the service."
    ),
    "intake.first_appointment_within_a_week": _l(
        "The first appointment is within a week of the yes: on %(last_on)s at the latest, and not in the past."
    ),
    "intake.more_time_has_an_end": _l("Agree on a day after today, on %(last_on)s at the latest."),
}
EVENTS = {
    "intake.channel_agreed": _l("A way in was agreed, or changed"),
    "intake.contact_received": _l("Somebody got in touch"),
    "intake.contacts_seen": _l("The list of contacts was read"),
    "intake.contact_seen": _l("A contact was read"),
    "intake.visit_recorded": _l("An introductory visit was recorded"),
    "intake.more_time_given": _l("Somebody asked for more time to decide"),
    "intake.contact_erased": _l("Somebody decided not to take part, and the contact was erased"),
    "intake.client_decided_yes": _l("Somebody decided to take part and became a client"),
    "intake.clients_seen": _l("The list of clients was read"),
    "intake.client_seen": _l("A client's page was read"),
}
NAVIGATION = (
    Entry(_l("Contacts"), "intake.contacts", permissions.RECEIVE, 10),
    Entry(_l("Clients"), "intake.clients", permissions.CLIENTS, 15),
)


def choices(labels: Mapping[str, object]) -> list[tuple[str, str]]:
    """Labels as a form field offers them."""
    return [(code, str(label)) for code, label in labels.items()]


def limit(clock: Clock, today: date) -> Lines:
    """A clock's last day, and how near it is in words: what is late says so."""
    late, left = clock.days_late(today), (clock.due_on - today).days
    if late:
        words: object = Tag(ngettext("%(num)s day late", "%(num)s days late", late), "danger")
    elif left == 0:
        words = Tag(_("Today"), "attention")
    elif left == 1:
        words = _("Tomorrow")
    else:
        words = ngettext("In %(num)s day", "In %(num)s days", left)
    return Lines(dates.day(clock.due_on), words)


def morning(contacts: Sequence[Contact], today: date) -> tuple[Table, Table]:
    """What waits today or longer, and what comes later; the nearest limit first."""
    shared = namesakes.several(one.calling_name for one in contacts)
    clocks = sorted(((rules.clock(one), one) for one in contacts), key=lambda pair: (pair[0].due_on, pair[1].id))
    now = [pair for pair in clocks if pair[0].due_on <= today]
    later = [pair for pair in clocks if pair[0].due_on > today]
    return (
        _waiting(_("Today and overdue"), now, today, shared),
        _waiting(_("Coming up"), later, today, shared),
    )


def _waiting(caption: str, clocks: list[tuple[Clock, Contact]], today: date, shared: frozenset[str]) -> Table:
    page = addresses.of("intake.contact", "contact_id")
    return Table(
        caption=caption,
        columns=(Column(_("Who")), Column(_("What is next")), Column(_("At the latest"))),
        rows=tuple(
            (
                Lines(_link(one, page(one.id), shared), reach(one.channel, one.reach)),
                AWAITED[clock.what],
                limit(clock, today),
            )
            for clock, one in clocks
        ),
    )


def _link(one: Contact | Client, href: str, shared: frozenset[str]) -> Link:
    """To somebody's page; two of the same name are told apart also for whoever hears the link."""
    return Link(one.calling_name, href, one.reach if one.calling_name in shared else None)


def nobody_waits() -> EmptyState:
    """The list when nobody is on it: the aim of K6."""
    return EmptyState(
        _("Nobody is waiting"),
        _("Everybody who got in touch has been met and has decided. New contacts appear here."),
        Link(_("Write down a contact"), url_for("intake.receive")),
    )


def contact_facts(contact: Contact) -> tuple[SummaryRow, ...]:
    """All that is held of somebody who has not decided (K3)."""
    visited = dates.day(contact.visited_on) if contact.visited_on else _("Not yet")
    until = contact.more_time_until
    thinking = (SummaryRow(_("Thinks it over until"), dates.day(until)),) if until else ()
    return (
        SummaryRow(_("Reached at"), reach(contact.channel, contact.reach)),
        SummaryRow(_("Language"), LANGUAGES[contact.language]),
        SummaryRow(_("Way in"), WAYS_IN[contact.way_in]),
        SummaryRow(_("Got in touch"), dates.day(contact.contacted_at)),
        SummaryRow(_("Introductory visit"), visited),
        *thinking,
        SummaryRow(_("Own wishes"), contact.wishes or _("Nothing written")),
    )


def client_facts(client: Client) -> tuple[SummaryRow, ...]:
    """What a client's counsellor needs at hand."""
    return (
        SummaryRow(_("Reached at"), reach(client.channel, client.reach)),
        SummaryRow(_("Language"), LANGUAGES[client.language]),
        SummaryRow(_("Client since"), dates.day(client.became_client_at)),
        SummaryRow(_("First appointment"), dates.day(client.first_appointment_on)),
        SummaryRow(_("Counsellor"), client.counsellor_name or "–"),
        SummaryRow(_("Way in"), WAYS_IN[client.way_in]),
        SummaryRow(_("Own wishes"), client.wishes or _("Nothing written")),
    )


def clients(shown: Sequence[Client], *, everybodys: bool) -> Table:
    """Clients by the name they are called; the team lead sees whose each is, a substitute for whom they stand in."""
    page = addresses.of("intake.client", "client_id")
    shared = namesakes.several(one.calling_name for one in shown)
    told = everybodys or any(one.counsellor_name for one in shown)
    whose = (Column(_("Counsellor") if everybodys else _("You stand in for")),) if told else ()
    return Table(
        caption=_("Clients"),
        caption_hidden=True,
        columns=(Column(_("Client")), Column(_("Reached at")), Column(_("Client since")), *whose),
        rows=tuple(
            (
                _link(one, page(one.id), shared),
                reach(one.channel, one.reach),
                dates.day(one.became_client_at),
                *((one.counsellor_name or "–",) if told else ()),
            )
            for one in shown
        ),
        empty=EmptyState(
            _("No clients yet"),
            _("Somebody becomes a client when they decide to take part, after the introductory visit."),
            Link(_("Contacts"), url_for("intake.contacts")),
        ),
    )


def reach(channel: str, to: str) -> Link:
    """A tap away on a phone."""
    return Link(to, f"mailto:{to}" if channel == "email" else "tel:" + "".join(c for c in to if c in "+0123456789"))


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a contact's pages."""
    return (Crumb(_("Contacts"), url_for("intake.contacts")), *further)


def crumb(contact: Contact) -> Crumb:
    """One contact on the way."""
    return Crumb(contact.calling_name, url_for("intake.contact", contact_id=contact.id))


def client_crumbs() -> tuple[Crumb, ...]:
    """The way to a client's page."""
    return (Crumb(_("Clients"), url_for("intake.clients")),)
