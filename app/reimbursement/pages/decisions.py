"""What the municipality decided, what it could begin from, and the form of a decision."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from app.placements.rules import RuleSet
from app.reimbursement.pages import words
from app.reimbursement.rules import Policy, Template
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Printable, Table, Tag


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
                Lines(words.money(policy.day), _service(policy.service_type, services)),
                words.in_force(policy),
                words.decided(policy),
                _state(policy, today),
            )
            for policy in known
        ),
    )


def templates(known: Iterable[Template]) -> tuple[tuple[Link, Printable], ...]:
    """Example rates: where to begin from each, and where it was decided."""
    language = str(get_locale())
    return tuple(
        (Link(one.name.said_in(language), url_for("reimbursement.decide", template=one.code)), words.cited(one.source))
        for one in known
    )


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


def crumbs() -> tuple[Crumb, ...]:
    """The way to the decision."""
    return (Crumb(_("Reimbursement decision"), url_for("reimbursement.policy")),)


def _state(policy: Policy, today: date) -> Tag:
    if today < policy.valid_from:
        return Tag(_("Coming"), "info")
    if policy.valid_to is not None and policy.valid_to < today:
        return Tag(_("Ended"))
    return Tag(_("In force"), "success")


def _service(code: str, services: Mapping[str, RuleSet]) -> str:
    return services[code].name.said_in(str(get_locale())) if code in services else code
