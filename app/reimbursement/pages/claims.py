"""Months and claims, and the way from a sum back to its days."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.placements.rules import reference
from app.reimbursement.pages import words
from app.reimbursement.queries import MonthOfMoney, PaidDay
from app.reimbursement.rules import Claim, Line
from app.values.period import Month
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Figure, Lines, Link, Printable, SummaryRow, Table, Tag

NO_NAME: Final = "–"


def months_table(known: Iterable[MonthOfMoney]) -> Table:
    """Each month and what is to be done with it."""
    return Table(
        caption=_("Months"),
        caption_hidden=True,
        columns=(
            Column(_("Month")),
            Column(_("Claims made"), numeric=True),
            Column(_("Sum"), numeric=True),
            Column(_("To do")),
        ),
        rows=tuple(
            (
                Link(dates.capitalised(dates.month_name(one.month)), url_for("reimbursement.month", month=one.month)),
                one.claims,
                words.money(one.total),
                _to_do(one),
            )
            for one in known
        ),
        empty=EmptyState(
            _("No months to claim yet"),
            _("When an association confirms a month, it appears here and its claim can be prepared."),
        ),
    )


def figures(month: MonthOfMoney) -> tuple[Figure, ...]:
    """A month at a glance."""
    return (
        Figure(_("Claims"), month.claims, _("to approve: %(count)s", count=month.drafts) if month.drafts else None),
        Figure(_("Sum"), words.money(month.total)),
        Figure(
            _("Confirmed, not claimed yet"),
            month.due_placements,
            ngettext("in %(num)s association", "in %(num)s associations", month.due_associations)
            if month.due_associations
            else None,
        ),
    )


def table(known: Iterable[Claim], *, by_month: bool) -> Table:
    """Claims of a month by association, or of one's own associations by month; who speaks for several sees whose."""
    claims = tuple(known)
    several = by_month and len({one.association_id for one in claims}) > 1
    return Table(
        caption=_("Claims"),
        caption_hidden=True,
        columns=(
            Column(_("Month") if by_month else _("Association")),
            Column(_("Days"), numeric=True),
            Column(_("Sum"), numeric=True),
            Column(_("State")),
        ),
        rows=tuple(
            (
                _claim_link(one, by_month=by_month, several=several),
                one.days,
                words.money(one.total),
                state(one),
            )
            for one in claims
        ),
        empty=EmptyState(
            _("No claims yet"),
            _("A claim is made of the days that the association has confirmed, after the month is over."),
        ),
    )


def title(claim: Claim) -> str:
    """The month of a claim; a further one of the same month says so."""
    name = dates.capitalised(dates.month_name(claim.month))
    return name if claim.number == 1 else _("%(month)s, further claim %(number)s", month=name, number=claim.number)


def state(claim: Claim) -> Tag:
    """How far a claim is."""
    return Tag(_("Approved"), "success") if claim.is_approved else Tag(_("Waits for approval"), "attention")


def facts(claim: Claim, lines: Iterable[Line]) -> tuple[SummaryRow, ...]:
    """What a claim is, by whose hands it went, and on which decision it rests."""
    prepared = Lines(claim.prepared_by_name or NO_NAME, dates.day(claim.prepared_at))
    approved = Lines(claim.approved_by_name or NO_NAME, dates.day(claim.approved_at)) if claim.approved_at else None
    rates = dict.fromkeys(line.policy for line in lines)
    return (
        SummaryRow(_("Association"), claim.association_name),
        SummaryRow(_("Month"), dates.month_name(claim.month)),
        *(SummaryRow(_("Decision"), Lines(words.decided(policy), words.rate(policy))) for policy in rates),
        SummaryRow(_("Prepared"), prepared),
        SummaryRow(_("Approved"), approved or _("Not yet")),
    )


def line_table(claim: Claim, lines: Iterable[Line], names: Mapping[UUID, str]) -> Table:
    """The lines of a claim: whose days only for the association itself, for others a reference without a name."""
    return Table(
        caption=_("From which days"),
        columns=(
            Column(_("Participant")),
            Column(_("Days"), numeric=True),
            Column(_("Rate"), numeric=True),
            Column(_("Sum"), numeric=True),
            Column(_("Days"), heading_hidden=True),
        ),
        rows=tuple(_line_row(claim, line, names) for line in lines),
    )


def paid_days(paid: Iterable[PaidDay], line: Line) -> Table:
    """The days of a line, each with its rate."""
    return Table(
        caption=words.sentence(line.days, line.policy.day),
        columns=(
            Column(_("Day")),
            Column(_("Confirmed by the association")),
            Column(_("Rate"), numeric=True),
        ),
        rows=tuple(
            (dates.capitalised(dates.long_day(day.on)), dates.day(day.confirmed_at), words.money(line.policy.day))
            for day in paid
        ),
    )


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a month's claims."""
    return (Crumb(_("Claims"), url_for("reimbursement.months")), *further)


def month_crumb(month: Month) -> Crumb:
    """A month on the way."""
    return Crumb(dates.capitalised(dates.month_name(month)), url_for("reimbursement.month", month=month))


def claim_crumb(claim: Claim) -> Crumb:
    """A claim on the way."""
    return Crumb(claim.association_name, url_for("reimbursement.claim", claim_id=claim.id))


def own_crumbs() -> tuple[Crumb, ...]:
    """The association's way to its claims."""
    return (Crumb(_("Reimbursement"), url_for("reimbursement.own")),)


def _line_row(claim: Claim, line: Line, names: Mapping[UUID, str]) -> tuple[Printable, ...]:
    who, rate = names.get(line.placement_id) or reference(line.placement_id), words.money(line.policy.day)
    days = Link(_("Days"), _days_href(claim, line, names), f"{who}, {rate}")
    return who, line.days, rate, words.money(line.total), days


def _claim_link(claim: Claim, *, by_month: bool, several: bool) -> Lines | Link:
    href = url_for("reimbursement.claim", claim_id=claim.id)
    if not several:
        return Link(title(claim) if by_month else _association(claim), href)
    return Lines(Link(title(claim), href, hidden_text=claim.association_name), claim.association_name)


def _days_href(claim: Claim, line: Line, names: Mapping[UUID, str]) -> str:
    if line.placement_id in names:
        return url_for("attendance.month", placement_id=line.placement_id, month=claim.month)
    return url_for("reimbursement.days", claim_id=claim.id, line_id=line.id)


def _association(claim: Claim) -> str:
    if claim.number == 1:
        return claim.association_name
    return str(_("%(name)s, further claim %(number)s", name=claim.association_name, number=claim.number))


def _to_do(month: MonthOfMoney) -> Lines | Tag | str:
    if month.due_placements:
        return Tag(_("Prepare"), "attention")
    if month.drafts:
        return Tag(_("Approve: %(count)s", count=month.drafts), "info")
    return Tag(_("Done"), "success")
