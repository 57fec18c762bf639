"""What the one list of several municipalities says."""

from collections.abc import Collection
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.permissions import ROLE_NAMES
from app.desks.across.facts import Place, Waiting
from app.intake import pages as intake_pages
from app.intake.rules import Clock
from app.web.components import Column, EmptyState, Lines, Link, Printable, Table, Tag

FIRST_APPOINTMENT = _l("First appointment")


def waiting(places: Collection[Place], *, today: date, language: str) -> Table:
    """Everything that waits, wherever it is; the nearest limit first."""
    rows = sorted(
        ((one, place) for place in places for one in place.waiting),
        key=lambda pair: (pair[0].due_on, pair[1].where.name_fi, pair[0].what, pair[0].name, str(pair[0].thing_id)),
    )
    return Table(
        caption=_("What waits for you"),
        caption_hidden=True,
        columns=(Column(_("What")), Column(_("Municipality")), Column(_("By"))),
        rows=tuple((_what(one), place.where.name(language), _by(one, today)) for one, place in rows),
        empty=EmptyState(_("Nothing waits for you"), _("What has a day in any of your municipalities appears here.")),
    )


def municipalities(places: Collection[Place], *, language: str) -> Table:
    """Each municipality with one's roles there, and whether it answered."""
    return Table(
        caption=_("Your municipalities"),
        columns=(Column(_("Municipality")), Column(_("Your clients")), Column(_("State"))),
        rows=tuple(
            (
                Lines(
                    Link(place.where.name(language), f"/{place.where.slug}/"),
                    ", ".join(str(ROLE_NAMES[role]) for role in place.roles),
                ),
                _clients(place),
                _state(place),
            )
            for place in places
        ),
        empty=EmptyState(_("You belong to no municipality"), _("An admin of a municipality invites you.")),
    )


def _what(one: Waiting) -> Printable:
    if one.what == "days":
        text = ngettext("%(num)s day waits for a mark.", "%(num)s days wait for a mark.", one.count)
        return Link(text, url_for("attendance.week", slug=one.slug))
    if one.what == "months":
        text = ngettext("%(num)s month to confirm", "%(num)s months to confirm", one.count)
        return Link(text, url_for("attendance.week", slug=one.slug))
    if one.what == "first_appointment":
        client = url_for("intake.client", slug=one.slug, client_id=one.thing_id)
        return Lines(Link(one.name, client), FIRST_APPOINTMENT)
    contact = url_for("intake.contact", slug=one.slug, contact_id=one.thing_id)
    return Lines(Link(one.name, contact), intake_pages.AWAITED[one.what])


def _by(one: Waiting, today: date) -> Printable:
    return intake_pages.limit(Clock("call", one.due_on), today)


def _clients(place: Place) -> Printable:
    if place.clients is None:
        return "–"
    text = ngettext("%(num)s client", "%(num)s clients", place.clients)
    return Link(text, url_for("intake.clients", slug=place.where.slug))


def _state(place: Place) -> Tag:
    if place.state == "suspended":
        return Tag(_("Suspended: nobody enters now"), "attention")
    if place.state == "failed":
        return Tag(_("Did not answer: try again soon"), "danger")
    return Tag(_("Asked"), "success")
