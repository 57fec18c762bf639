"""How a municipality reads what operators did in it."""

from collections.abc import Iterable
from typing import Final

from flask_babel import LazyString, format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import permissions
from app.accounts.queries import Act
from app.web.components import Column, EmptyState, Lines, Printable, Table
from app.web.shell import Entry

DONE: Final[dict[str, LazyString]] = {
    "looked_in": _l("An operator looked in"),
    "suspended": _l("An operator suspended the municipality"),
    "reopened": _l("An operator opened the municipality again"),
}
NAVIGATION = (Entry(_l("Operator’s acts"), "operator_acts.acts", permissions.OPERATOR_ACTS, 96),)


def operator_acts(found: Iterable[Act]) -> Table:
    """Newest first."""
    return Table(
        caption=_("What operators did"),
        caption_hidden=True,
        columns=(Column(_("What")), Column(_("When")), Column(_("Who")), Column(_("Why"))),
        rows=tuple((DONE[one.what], _when(one), one.name, one.reason) for one in found),
        empty=no_operator_acts(),
    )


def operator_act_title(one: Act) -> str:
    """One act in a line."""
    return f"{DONE[one.what]} {format_datetime(one.acted_at, 'short')}"


def no_operator_acts() -> EmptyState:
    """As it mostly is."""
    return EmptyState(
        _("No operator has acted here"),
        _("When one suspends the municipality or looks in, it stands here at once, with the reason."),
    )


def _when(one: Act) -> Printable:
    began = format_datetime(one.acted_at, "short")
    return Lines(began, _("until %(time)s", time=format_datetime(one.ends_at, "short"))) if one.ends_at else began
