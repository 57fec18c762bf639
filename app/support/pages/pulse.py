"""What the pages about the pulse of a season say."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.support.rules.pulse import Pulse, Reply, Summed
from app.values.wording import Wording
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Figure, Lines, Link, Printable, Table, Tag


def table(pulses: Iterable[Pulse], today: date, *, may_start: bool) -> Table:
    """Every season that was asked."""
    return Table(
        caption=_("Seasons"),
        caption_hidden=True,
        columns=(Column(_("Season")), Column(_("State")), Column(_("Answers until"))),
        rows=tuple(
            (
                Link(one.season, url_for("pulse.results", pulse_id=one.id)),
                Tag(_("Open"), "info") if one.is_open(today) else Tag(_("Over")),
                dates.day(one.open_until_on),
            )
            for one in pulses
        ),
        empty=EmptyState(
            _("The associations have not been asked yet"),
            _("Two questions to every association: room for how many, and what would help. Answering takes a minute."),
            Link(_("Ask about a season"), url_for("pulse.start")) if may_start else None,
        ),
    )


def figures(summed: Summed) -> tuple[Figure, ...]:
    """All answers together."""
    return (
        Figure(_("Room for"), ngettext("%(num)s person", "%(num)s people", summed.places)),
        Figure(_("Answered"), _("%(answered)s of %(asked)s", answered=summed.answered, asked=summed.asked)),
        Figure(_("No room this season"), summed.none),
    )


def why_not(summed: Summed, known: Mapping[str, Wording]) -> Table:
    """Why some have no room, counted."""
    return Table(
        caption=_("Why there is no room"),
        columns=(Column(_("Reason")), Column(_("Associations"), numeric=True)),
        rows=tuple((worded(known, code), count) for code, count in summed.reasons),
        empty=EmptyState(_("No reasons given"), _("A reason is asked for only when there is room for nobody.")),
    )


def answers(replies: Iterable[Reply], known: Mapping[str, Wording], *, leads_on: bool) -> Table:
    """What each association answered, and what would help it."""
    return Table(
        caption=_("Answers"),
        columns=(Column(_("Association")), Column(_("Room for"), numeric=True), Column(_("What would help"))),
        rows=tuple((_who(one, leads_on), _room(one, known), _wish(one)) for one in replies),
    )


def reason_choices(known: Mapping[str, Wording]) -> list[tuple[str, str]]:
    """The reasons of the playbook in the reader's language."""
    return [(code, worded(known, code)) for code in known]


def worded(known: Mapping[str, Wording], code: str) -> str:
    """A reason in words; one that is no longer offered keeps its code."""
    return known[code].said_in(get_locale().language) if code in known else code


def typed(reply: Reply) -> dict[str, object]:
    """What the form begins with: the answer as it stands."""
    return {name: getattr(reply, name) for name in ("places", "reason", "wish", "wants_contact")}


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to one season."""
    return (Crumb(_("Pulse of the season"), url_for("pulse.pulses")), *further)


def _who(reply: Reply, leads_on: bool) -> Printable:
    if not leads_on:
        return reply.association_name
    return Link(reply.association_name, url_for("support.association", association_id=reply.association_id))


def _room(reply: Reply, known: Mapping[str, Wording]) -> Printable:
    if reply.places is None:
        return str(_("Has not answered yet"))
    return Lines(reply.places, worded(known, reply.reason)) if reply.reason else reply.places


def _wish(reply: Reply) -> Printable:
    wish = reply.wish or "–"
    return Lines(wish, _("Asks for contact")) if reply.wants_contact else wish
