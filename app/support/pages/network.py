"""What the pages about the support of the network say."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.support.pages.labels import HOW
from app.support.rules import Call, Contact, Reason, Supported
from app.web import dates
from app.web.components import Column, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag


def reason(why: Reason) -> str:
    """A reason in words."""
    day = dates.day(why.since_on)
    if why.why == "matter_waits":
        return str(_("An open matter has waited for a first action since %(day)s.", day=day))
    if why.why == "asked_for":
        return str(_("Asked for contact in the pulse of the season on %(day)s.", day=day))
    if why.why == "never":
        return str(
            ngettext(
                "In the network for %(num)s week, and no contact yet.",
                "In the network for %(num)s weeks, and no contact yet.",
                why.weeks,
            )
        )
    return str(
        ngettext(
            "%(num)s week since the last contact (%(day)s).",
            "%(num)s weeks since the last contact (%(day)s).",
            why.weeks,
            day=day,
        )
    )


def named(support: Supported) -> Link:
    """The association, and the way to its support."""
    return Link(support.name, url_for("support.association", association_id=support.association_id))


def calls(waiting: Iterable[Call], *, mine: UUID) -> Table:
    """Who needs a call, one's own first, and why."""
    own_first = sorted(waiting, key=lambda call: call.support.counsellor_id != mine)
    return Table(
        caption=_("Needs a call"),
        columns=(Column(_("Association")), Column(_("Why")), Column(_("Counsellor"))),
        rows=tuple((named(one.support), _all(one.reasons), _counsellor(one.support)) for one in own_first),
        empty=EmptyState(_("Nobody needs a call now"), _("Every association has been in touch, and nothing waits.")),
    )


def everybody(all_of_them: Iterable[Supported]) -> Table:
    """The support of every association."""
    return Table(
        caption=_("All associations"),
        columns=(
            Column(_("Association")),
            Column(_("Counsellor")),
            Column(_("Last contact")),
            Column(_("Open matters"), numeric=True),
        ),
        rows=tuple((named(one), _counsellor(one), _last(one.last_contact_on), one.open_matters) for one in all_of_them),
        empty=EmptyState(_("No associations yet"), _("Support begins when the first association joins the network.")),
    )


def facts(support: Supported) -> tuple[SummaryRow, ...]:
    """How the support of one association stands."""
    to_name = url_for("support.name", association_id=support.association_id)
    return (
        SummaryRow(_("Counsellor"), _counsellor(support), Link(_("Change"), to_name, _("the counsellor"))),
        SummaryRow(_("Last contact"), _last(support.last_contact_on)),
    )


def timeline(contacts: Iterable[Contact]) -> Table:
    """When somebody was in touch."""
    return Table(
        caption=_("Contacts and visits"),
        columns=(Column(_("When")), Column(_("How")), Column(_("What about")), Column(_("Who"))),
        rows=tuple((dates.day(one.met_on), HOW[one.how], one.words, one.by_name or "–") for one in contacts),
        empty=EmptyState(_("No contacts yet"), _("Write down calls, visits and messages here, one line each.")),
    )


def _all(reasons: tuple[Reason, ...]) -> Printable:
    told: Printable = reason(reasons[-1])
    for one in reversed(reasons[:-1]):
        told = Lines(reason(one), told)
    return told


def _counsellor(support: Supported) -> Printable:
    return support.counsellor_name or Tag(_("Nobody named"), "attention")


def _last(day: date | None) -> str:
    return dates.day(day) if day else str(_("None yet"))
