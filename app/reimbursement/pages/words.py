"""Money, decisions and sums as one would say them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from flask_babel import format_currency, format_date, ngettext
from flask_babel import gettext as _

from app.reimbursement.rules import Line, Policy
from app.values.money import Cents
from app.web.components import Lines, Link, Printable

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


def cited(source: str) -> Printable:
    """Where something can be read: an address in it is led to, not spelled out."""
    found = _ADDRESS.search(source)
    if found is None:
        return source
    words = source.replace(found[0], "").strip(" ,")
    return Link(words or _("Read the decision"), found[0])


def decided(policy: Policy) -> Printable:
    """The decision, led to where it can be read when that is an address."""
    address = _ADDRESS.search(policy.source)
    if address:
        return Link(decision(policy), address[0])
    return Lines(decision(policy), policy.source) if policy.source else decision(policy)


def rate(policy: Policy) -> str:
    """How much a day, and for how long."""
    return f"{money(policy.day)}, {in_force(policy)}"
