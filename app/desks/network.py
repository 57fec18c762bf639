"""What the desk says of the network: who needs a call (K17), and what is asked of an association now."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.associations import queries as associations
from app.associations.rules import life
from app.support import queries as support
from app.support.pages import network as pages
from app.web import dates
from app.web.components import Lines, Link, Printable
from tenants import settings

ASKED: Final = {
    "details": _l("Tell about your association"),
    "agreement": _l("Read the agreement and accept it"),
    "new_agreement": _l("The agreement has changed: read it and accept it"),
    "statements": _l("Give the two statements"),
    "renewal": _l("Renew the statements and check your details"),
}
"""What an association itself can do about where it stands; approving is the municipality's."""


def calls(mine: UUID, today: date, *, at_most: int) -> tuple[str, tuple[Printable, ...]]:
    """How many of one's own associations, and those nobody supports, need a call; the nearest of them and why."""
    waiting = [one for one in support.needs_a_call(today) if one.support.counsellor_id in (mine, None)]
    says = ngettext("%(num)s association needs a call.", "%(num)s associations need a call.", len(waiting))
    if not waiting:
        return _("Nobody needs a call now."), ()
    lines = (Lines(pages.named(one.support), pages.reason(one.reasons[0])) for one in waiting[:at_most])
    return says, tuple(lines)


def asked(own: Collection[UUID], today: date, *, days: int, months: int) -> tuple[Printable, ...]:
    """Everything that waits for an answer of these associations, what is quickest to do first."""
    return (*_days(days, months), *_pulses(own, today), *_answers(own), *_standings(own, today))


def _days(days: int, months: int) -> Iterator[Printable]:
    week = url_for("attendance.week")
    if days:
        yield Link(ngettext("Mark %(num)s day", "Mark %(num)s days", days), week)
    if months:
        yield Link(ngettext("Confirm %(num)s month", "Confirm %(num)s months", months), week)


def _pulses(own: Collection[UUID], today: date) -> Iterator[Printable]:
    for pulse, reply_id, name, is_answered in support.open_pulses_of(own, today):
        if not is_answered:
            way = url_for("pulse.answer", reply_id=reply_id)
            until = _("until %(day)s", day=dates.day(pulse.open_until_on))
            yield Lines(Link(_("Answer two questions: %(season)s", season=pulse.season), way, name), until)


def _answers(own: Collection[UUID]) -> Iterator[Printable]:
    """What is being taken care of: there is an answer to read."""
    for matter in support.matters_of(own, at_most=5):
        if matter.is_open and matter.first_action_at is not None:
            way = url_for("matters.own_matter", matter_id=matter.id)
            link = Link(_("Read the answer to what you brought up"), way, matter.words[:60])
            yield Lines(link, matter.association_name)


def _standings(own: Collection[UUID], today: date) -> Iterator[Printable]:
    approval = settings.value("associations", "approval")
    for standing in associations.standings(today):
        if standing.association_id in own:
            for what in life.missing(standing, today=today, approval=approval):
                if what in ASKED:
                    yield Lines(ASKED[what], standing.name)
