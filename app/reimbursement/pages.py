"""What a page about money says: the decision, the month, and each claim in a plain sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import format_currency, format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.placements.rules import RuleSet, reference
from app.reimbursement import permissions, queries
from app.reimbursement.queries import MonthOfMoney, PaidDay
from app.reimbursement.rules import Claim, Line, Policy, Template
from app.values.money import Cents
from app.values.period import Month
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Figure, Lines, Link, Printable, SummaryRow, Table, Tag
from app.web.shell import Entry

SENTENCES = {
    "reimbursement.rate_is_nothing": _l(
        "A rate is more than nothing. If the municipality pays nothing, no decision is written here."
    ),
    "reimbursement.not_decided_yet": _l("The decision has to be made first: its date cannot be in the future."),
    "reimbursement.ends_before_it_begins": _l("The last day cannot be before the first day, %(first)s."),
    "reimbursement.month_is_settled": _l(
        "Claims have already been made for %(month)s, so a new rate can begin only after it."
    ),
    "reimbursement.policy_overlaps": _l(
        "Another rate, %(rate)s from %(first)s, is in force during the same time. Two rates cannot be paid for one day."
    ),
    "reimbursement_policy_is_alone_on_its_days": _l(
        "Another rate is in force during the same time. Two rates cannot be paid for one day."
    ),
    "reimbursement.month_not_over": _l("Claims are prepared when the month is over, after %(last)s."),
    "reimbursement_claim_has_two_people": _l(
        "You prepared this claim yourself, so somebody else approves it: two pairs of eyes see every payment."
    ),
    "reimbursement.already_approved": _l("The claim has already been approved."),
}
EVENTS = {
    "reimbursement.templates_installed": _l("Example rates were taken from the playbook"),
    "reimbursement.policy_decided": _l("The municipality's decision on reimbursement was written down"),
    "reimbursement.policy_ended": _l("A rate was ended by a later decision"),
    "reimbursement.claims_prepared": _l("The claims of a month were prepared"),
    "reimbursement.claim_approved": _l("A claim was approved"),
    "reimbursement.days_seen": _l("The days behind a claim were read"),
}
NAVIGATION = (
    Entry(_l("Claims"), "reimbursement.months", permissions.READ_ALL, 10, when=queries.has_policy),
    Entry(_l("Reimbursement"), "reimbursement.own", permissions.OWN, 30, when=queries.has_policy),
    Entry(_l("Reimbursement decision"), "reimbursement.policy", permissions.DECIDE, 60),
)
NO_NAME: Final = "–"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")


def money(amount: Cents) -> str:
    """“121.08 €” as the reader's language writes it."""
    return str(format_currency(amount.euros, "EUR"))


def sentence(days: int, rate: Cents) -> str:
    """“12 attended days × €10.09 = €121.08”: the sum as one would say it."""
    return str(
        ngettext(
            "%(num)s attended day × %(rate)s = %(sum)s",
            "%(num)s attended days × %(rate)s = %(sum)s",
            days,
            rate=money(rate),
            sum=money(rate * days),
        )
    )


def explanation(lines: Iterable[Line]) -> tuple[str, ...]:
    """A whole claim in a sentence for each rate."""
    days: Counter[Policy] = Counter()
    for line in lines:
        days[line.policy] += line.days
    return tuple(
        sentence(count, policy.day) for policy, count in sorted(days.items(), key=lambda one: one[0].valid_from)
    )


def decision(policy: Policy) -> str:
    """“Municipal board 16.5.2018, § 54”."""
    return f"{policy.body} {format_date(policy.decided_on)}, {policy.section}"


def in_force(policy: Policy) -> str:
    """From when and until when."""
    if policy.valid_to is None:
        return str(_("from %(first)s until further notice", first=format_date(policy.valid_from)))
    return f"{format_date(policy.valid_from)} – {format_date(policy.valid_to)}"


def policies(known: Iterable[Policy], today: date, services: Mapping[str, RuleSet]) -> Table:
    """All decisions, the latest first."""
    return Table(
        caption=_("Decisions"),
        columns=(
            Column(_("Rate for an attended day")),
            Column(_("In force")),
            Column(_("Decided")),
            Column(_("State")),
        ),
        rows=tuple(
            (
                Lines(money(policy.day), _service(policy.service_type, services)),
                in_force(policy),
                _decided(policy),
                _state(policy, today),
            )
            for policy in known
        ),
    )


def templates(known: Iterable[Template]) -> tuple[tuple[Link, Printable], ...]:
    """Example rates: where to begin from each, and where it was decided."""
    language = str(get_locale())
    return tuple(
        (Link(one.name.said_in(language), url_for("reimbursement.decide", template=one.code)), cited(one.source))
        for one in known
    )


def cited(source: str) -> Printable:
    """Where something can be read: an address in it is led to, not spelled out."""
    found = _ADDRESS.search(source)
    if found is None:
        return source
    words = source.replace(found[0], "").strip(" ,")
    return Link(words or _("Read the decision"), found[0])


def no_decision() -> EmptyState:
    """K18, said to the admin."""
    return EmptyState(
        _("No decision, no reimbursement"),
        _("The municipality decides itself whether it pays associations. Until then nobody sees a page about money."),
        Link(_("Write down a decision"), url_for("reimbursement.decide")),
    )


def typed(template: Template | None) -> dict[str, object]:
    """What the form of a decision begins with."""
    if template is None:
        return {}
    return {"day": f"{template.day.euros}".replace(".", ","), "service_type": template.service_type}


def service_choices(services: Mapping[str, RuleSet]) -> list[tuple[str, str]]:
    """The services one can pay for."""
    return [(code, _service(code, services)) for code in services]


def months(known: Iterable[MonthOfMoney]) -> Table:
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
                money(one.total),
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
        Figure(_("Sum"), money(month.total)),
        Figure(
            _("Confirmed, not claimed yet"),
            month.due_placements,
            ngettext("in %(num)s association", "in %(num)s associations", month.due_associations)
            if month.due_associations
            else None,
        ),
    )


def claims(known: Iterable[Claim], *, by_month: bool) -> Table:
    """Claims of a month by association, or of an association by month."""
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
                Link(title(one) if by_month else _association(one), url_for("reimbursement.claim", claim_id=one.id)),
                one.days,
                money(one.total),
                state(one),
            )
            for one in known
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
    prepared = Lines(claim.prepared_by_name or NO_NAME, format_date(claim.prepared_at))
    approved = Lines(claim.approved_by_name or NO_NAME, format_date(claim.approved_at)) if claim.approved_at else None
    rates = dict.fromkeys(line.policy for line in lines)
    return (
        SummaryRow(_("Association"), claim.association_name),
        SummaryRow(_("Month"), dates.month_name(claim.month)),
        *(SummaryRow(_("Decision"), Lines(_decided(policy), _rate(policy))) for policy in rates),
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
        rows=tuple(
            (
                names.get(line.placement_id) or reference(line.placement_id),
                line.days,
                money(line.policy.day),
                money(line.total),
                Link(
                    _("Days"),
                    _days_href(claim, line, names),
                    names.get(line.placement_id) or reference(line.placement_id),
                ),
            )
            for line in lines
        ),
    )


def paid_days(paid: Iterable[PaidDay], line: Line) -> Table:
    """The days of a line, each with its rate."""
    return Table(
        caption=sentence(line.days, line.policy.day),
        columns=(
            Column(_("Day")),
            Column(_("Confirmed by the association")),
            Column(_("Rate"), numeric=True),
        ),
        rows=tuple(
            (dates.capitalised(dates.long_day(day.on)), format_date(day.confirmed_at), money(line.policy.day))
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


def policy_crumbs() -> tuple[Crumb, ...]:
    """The way to the decision."""
    return (Crumb(_("Reimbursement decision"), url_for("reimbursement.policy")),)


def _decided(policy: Policy) -> Printable:
    """The decision, led to where it can be read when that is an address."""
    address = _ADDRESS.search(policy.source)
    if address:
        return Link(decision(policy), address[0])
    return Lines(decision(policy), policy.source) if policy.source else decision(policy)


def _rate(policy: Policy) -> str:
    return f"{money(policy.day)}, {in_force(policy)}"


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


def _state(policy: Policy, today: date) -> Tag:
    if today < policy.valid_from:
        return Tag(_("Coming"), "info")
    if policy.valid_to is not None and policy.valid_to < today:
        return Tag(_("Ended"))
    return Tag(_("In force"), "success")


def _service(code: str, services: Mapping[str, RuleSet]) -> str:
    return services[code].name.said_in(str(get_locale())) if code in services else code
