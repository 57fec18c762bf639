"""What the record keeps of an act, as codes and numbers, said in the reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from flask_babel import format_currency, format_date
from flask_babel import lazy_gettext as _l

from app.accounts import permissions as accounts_permissions
from app.values.money import Cents
from app.values.period import Month
from app.web import dates

LABELS: Final[Mapping[str, object]] = {
    "claims": _l("Claims"),
    "days": _l("Days"),
    "kind": _l("Kind"),
    "month": _l("Month"),
    "on": _l("Last day"),
    "places": _l("Places"),
    "role": _l("Role"),
    "total": _l("Sum"),
    "until": _l("Thinks it over until"),
    "valid_from": _l("In force from"),
    "valid_to": _l("In force until"),
    "visited_on": _l("Introductory visit"),
    "way_in": _l("Way in"),
}
NOT_FOR_READERS: Final = frozenset({"key"})
"""What only keeps an act from being done twice."""


def told(facts: Mapping[str, object]) -> str:
    """“Days: 12 · Month: October 2026”; what has no word here stands as it was kept."""
    shown = ((name, value) for name, value in sorted(facts.items()) if name not in NOT_FOR_READERS)
    return " · ".join(f"{LABELS.get(name, name)}: {_said(name, value)}" for name, value in shown)


def _said(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_said(name, one) for one in value)
    if name == "total" and isinstance(value, int):
        return str(format_currency(Cents(value).euros, "EUR"))
    if name == "role":
        return str(accounts_permissions.ROLE_NAMES.get(str(value), value))
    return _day(str(value))


def _day(kept: str) -> str:
    try:
        return dates.month_name(Month.parse(kept)) if len(kept) == len("2026-10") else format_date(_date(kept))
    except ValueError:
        return kept


def _date(kept: str) -> date:
    if len(kept) != len("2026-10-31"):
        raise ValueError(kept)
    return date.fromisoformat(kept)
