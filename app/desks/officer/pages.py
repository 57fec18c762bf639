"""What the page of the record says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from flask import Flask, current_app
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import permissions as accounts_permissions
from app.desks import permissions
from app.desks.officer import facts
from app.record.entries import Entry, Written
from app.record.queries import Sought
from app.web.components import Column, EmptyState, Lines, Link, Printable, Table
from app.web.listing import Listing
from app.web.shell import Entry as Place

EVENTS: Final[Mapping[str, object]] = {
    "web.page_denied": _l("Tried to open a page without the right to it"),
    "record.entries_seen": _l("The record was read"),
}
NAVIGATION: Final = (Place(_l("Record"), "officer.entries", permissions.RECORD, 90),)
EXTENSION: Final = "kumina_events"
Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Linked:
    """Several links in one cell."""

    links: tuple[Link, ...]

    def __html__(self) -> str:
        return ", ".join(link.__html__() for link in self.links)


ROLES: Final[Mapping[str, object]] = {**accounts_permissions.ROLE_NAMES, "looking_in": _l("Operator, looking in")}


def declare(app: Flask, events: Iterable[Mapping[str, object]]) -> None:
    """Gather every slice's sentences for what it records; an event said twice stops the start."""
    known: dict[str, object] = {}
    for mapping in (EVENTS, *events):
        twice = known.keys() & mapping.keys()
        if twice:
            raise RuntimeError(f"events with two sentences: {', '.join(sorted(twice))}")
        known.update(mapping)
    app.extensions[EXTENSION] = known


def events() -> dict[str, str]:
    """Every event there can be, as a sentence in the reader's language."""
    known: Mapping[str, object] = current_app.extensions[EXTENSION]
    return {name: str(sentence) for name, sentence in known.items()}


def people_in(entries: Iterable[Written]) -> frozenset[UUID]:
    """Everybody who acts or is spoken of in these entries."""
    found = [written.entry for written in entries]
    actors = {entry.person_id for entry in found if entry.person_id is not None}
    return frozenset(actors.union(*(entry.subjects for entry in found)))


def table(entries: Iterable[Written], names: Names, listing: Listing) -> Table:
    """The entries, newest first; every name leads to all about that person."""
    return Table(
        caption=_("Record, newest first"),
        caption_hidden=True,
        columns=(Column(_("When")), Column(_("What happened")), Column(_("By whom")), Column(_("Whose data"))),
        rows=tuple(_row(written, names, listing) for written in entries),
        empty=EmptyState(
            _("Nothing is recorded here"),
            _("Each act and each look at somebody’s data appears here as soon as it happens."),
        ),
    )


def chosen(sought: Sought, names: Names, listing: Listing) -> tuple[Link, ...]:
    """What the list is narrowed to; each link takes one condition away."""
    told: list[Link] = []
    if sought.event:
        told.append(Link(events().get(sought.event, sought.event), listing.href(event=None, page=None)))
    if sought.person_id:
        told.append(Link(_("By %(name)s", name=_name(sought.person_id, names)), listing.href(person=None, page=None)))
    if sought.subject:
        told.append(Link(_("About %(name)s", name=_name(sought.subject, names)), listing.href(subject=None, page=None)))
    return tuple(told)


def to_page(listing: Listing, total: int) -> Listing:
    """The list on a page that it has."""
    last = max(1, -(-total // listing.per_page))
    return replace(listing, page=min(listing.page, last))


def _row(written: Written, names: Names, listing: Listing) -> tuple[Printable, ...]:
    entry = written.entry
    what, more = events().get(entry.event, entry.event), facts.told(entry.facts)
    return (
        Lines(format_datetime(entry.at, "short"), _("No. %(number)s", number=written.number)),
        Lines(what, more) if more else what,
        _actor(entry, names, listing),
        Linked(tuple(_about(one, names, listing) for one in entry.subjects)) if entry.subjects else "–",
    )


def _actor(entry: Entry, names: Names, listing: Listing) -> Printable:
    if entry.person_id is None:
        return str(_("An operator") if "operator" in entry.roles else _("The service itself"))
    roles = ", ".join(str(ROLES.get(role, role)) for role in entry.roles)
    link = Link(_name(entry.person_id, names), listing.href(person=str(entry.person_id), page=None))
    return Lines(link, roles) if roles else link


def _about(one: UUID, names: Names, listing: Listing) -> Link:
    return Link(_name(one, names), listing.href(subject=str(one), page=None))


def _name(one: UUID, names: Names) -> str:
    """A person's name here; anything else by the end of its id, which tells one from another."""
    return names.get(one) or f"…{str(one)[-12:]}"
