"""The agreement on a page, and who has said yes to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from app.associations.rules import Association
from app.associations.rules.agreement import Acceptance, Clause, Statement
from app.web import dates
from app.web.components import Column, EmptyState, Link, SummaryRow, Table


def clauses(of: Iterable[Clause], language: str) -> tuple[tuple[str, str], ...]:
    """Title and text of each clause in one language."""
    return tuple((one.title.said_in(language), one.text.said_in(language)) for one in of)


def statement_choices(asked: Iterable[Clause], language: str) -> list[tuple[str, str]]:
    """The two statements to tick."""
    return [(one.code, one.text.said_in(language)) for one in asked]


def parties(association: Association, municipality: str, in_force: Mapping[Any, Any]) -> dict[str, str]:
    """Who agrees with whom, to be kept as they are called today."""
    organiser = in_force.get("organiser")
    number = association.business_id or association.register_number or ""
    return {
        "municipality": municipality,
        "organiser": organiser.name if organiser else "",
        "association": association.name,
        "number": number,
    }


def named(of: Mapping[str, str]) -> tuple[SummaryRow, ...]:
    """The parties; the organiser takes out the insurance, so it is named when it is known."""
    labels = {
        "municipality": _("Municipality"),
        "organiser": _("Organiser of the service"),
        "association": _("Association"),
        "number": _("Business ID or register number"),
    }
    return tuple(SummaryRow(label, of[name]) for name, label in labels.items() if of.get(name))


def signed(acceptance: Acceptance) -> tuple[SummaryRow, ...]:
    """Who said yes, when, and to which text."""
    return (
        SummaryRow(_("Accepted by"), acceptance.accepted_by_name),
        SummaryRow(_("When"), format_datetime(acceptance.accepted_at, "long")),
        SummaryRow(_("Version"), str(acceptance.number)),
        SummaryRow(_("Mark of the text"), acceptance.fingerprint[:16]),
    )


def accepted(acceptances: Iterable[Acceptance]) -> Table:
    """Every yes of an association."""
    return Table(
        caption=_("Accepted agreements"),
        columns=(Column(_("Agreement")), Column(_("Accepted")), Column(_("Done by"))),
        rows=tuple(
            (
                Link(
                    _("Version %(number)s", number=one.number),
                    url_for("associations.accepted", acceptance_id=one.id),
                ),
                dates.day(one.accepted_at),
                one.accepted_by_name,
            )
            for one in acceptances
        ),
        empty=EmptyState(
            _("No agreement accepted yet"), _("An admin of the association reads the agreement and accepts it here.")
        ),
    )


def stated(statements: Iterable[Statement]) -> Table:
    """The statements of each year."""
    return Table(
        caption=_("Statements"),
        columns=(Column(_("Given")), Column(_("Valid until")), Column(_("Done by"))),
        rows=tuple((dates.day(one.given_at), dates.day(one.until_on), one.given_by_name) for one in statements),
        empty=EmptyState(_("No statements given yet"), _("They are given together with the agreement.")),
    )
