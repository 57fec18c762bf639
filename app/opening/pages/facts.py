"""What the page of the tenant's form says: who answers for what, and whose people are served."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.opening.pages import labels, words
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag
from tenants import form, reference
from tenants.form import Covered, Fact, Served
from tenants.reference import Place

ROLE_SENTENCES: Final = {
    "organiser": _l("answers for that the service is there"),
    "producer": _l("does the work of the service"),
    "payer": _l("pays for it"),
    "controller": _l("answers for the personal data"),
}
Choices = list[tuple[Any, Any]]


def now(known: Iterable[Fact], today: date) -> tuple[SummaryRow, ...]:
    """Who has each role today, in which services."""
    there = [one for one in known if one.is_in_force_on(today)]
    return tuple(
        SummaryRow(Lines(labels.CHOICES[role], ROLE_SENTENCES[role]), _who([one for one in there if one.role == role]))
        for role in form.ROLES
    )


def facts(known: Iterable[Fact], today: date, *, may_change: bool) -> Table:
    """Everything that was, is and will be."""
    columns = (Column(_("Role")), Column(_("Who")), Column(_("In force")), Column(_("What it rests on")))
    return Table(
        caption=_("All that is written down"),
        columns=columns,
        rows=tuple(
            (
                _role(one, may_change=may_change),
                Lines(one.name, labels.CHOICES[one.kind]),
                Lines(_period(one.valid_from, one.valid_to), _state(one.valid_from, one.valid_to, today)),
                words.linked(one.basis),
            )
            for one in known
        ),
        empty=EmptyState(
            _("Nothing is written down yet"),
            _("Organiser, producer, payer and controller need not be the same body. Write each of them down."),
        ),
    )


def areas(known: Iterable[Covered], today: date, *, may_change: bool) -> Table:
    """The municipalities whose people are served, with what has become of them."""
    return Table(
        caption=_("Municipalities whose people are served"),
        columns=(Column(_("Municipality")), Column(_("In force")), Column(_("What it rests on"))),
        rows=tuple(
            (
                Lines(_area(one, may_change=may_change), _became(one.place, today) or one.place.region(_language())),
                Lines(_period(one.valid_from, one.valid_to), _state(one.valid_from, one.valid_to, today)),
                words.linked(one.basis),
            )
            for one in known
        ),
        empty=EmptyState(
            _("No municipality is named yet"),
            _("A tenant may serve the people of one municipality or of several. Choose them from the list of Finland."),
        ),
    )


def served(known: Iterable[Served]) -> str:
    """“Joensuu, Kontiolahti” as of today."""
    return ", ".join(one.place.name(_language()) for one in known)


def source() -> str:
    """Where the list of municipalities comes from, and what it does not tell."""
    return str(
        _(
            "The list of municipalities is public open data of %(day)s. It does not tell which languages a municipality"
            " has, nor its wellbeing services county or employment area: those are said here by you.",
            day=format_date(reference.AS_OF),
        )
    )


def place_choices(on: date) -> Choices:
    """The municipalities there are, by name."""
    return [("", _("Choose a municipality")), *((one.code, named(one)) for one in reference.places_on(on))]


def role_choices() -> Choices:
    """The four roles."""
    return [
        (role, _("%(role)s: %(does)s", role=labels.CHOICES[role], does=ROLE_SENTENCES[role])) for role in form.ROLES
    ]


def kind_choices() -> Choices:
    """The kinds of bodies."""
    return [(kind, labels.CHOICES[kind]) for kind in form.KINDS]


def service_choices(services: Iterable[str]) -> Choices:
    """All services, or one of them."""
    return [(form.ANY, labels.CHOICES[form.ANY]), *((one, labels.CHOICES[one]) for one in services)]


def typed(fact: Fact) -> dict[str, Any]:
    """What the form of a correction begins with."""
    return {name: getattr(fact, name) for name in ("kind", "name", "valid_from", "valid_to", "basis")}


def title(fact: Fact) -> str:
    """“Payer: all services”."""
    return f"{labels.CHOICES[fact.role]}: {labels.CHOICES[fact.service_type]}"


def crumbs() -> tuple[Crumb, ...]:
    """The way to a page of the tenant's form."""
    return (
        Crumb(_("Settings"), url_for("opening.overview")),
        Crumb(_("Who answers for what"), url_for("responsibilities.responsibilities")),
    )


def _who(having: list[Fact]) -> Printable:
    if not having:
        return str(_("Not written down"))
    return Markup("").join(
        Markup("<div>{}</div>").format(Lines(one.name, f"{labels.CHOICES[one.kind]}, {_service(one)}"))
        for one in having
    )


def _service(fact: Fact) -> str:
    return str(labels.CHOICES[fact.service_type]).lower()


def _role(fact: Fact, *, may_change: bool) -> Printable:
    name, service = labels.CHOICES[fact.role], labels.CHOICES[fact.service_type]
    if not may_change:
        return Lines(name, service)
    hidden = f"{fact.name}, {format_date(fact.valid_from)}"
    return Lines(Link(name, url_for("responsibilities.correct", fact_id=fact.id), hidden), service)


def _area(one: Covered, *, may_change: bool) -> Printable:
    if not may_change:
        return named(one.place)
    hidden = format_date(one.valid_from)
    return Link(named(one.place), url_for("responsibilities.leave", area_id=one.id), hidden)


def named(place: Place) -> str:
    """“Närpiö (545)”."""
    return f"{place.name(_language())} ({place.code})"


def _became(place: Place, today: date) -> str | None:
    last = place.valid_to
    if last is None or place.is_there_on(today):
        return None
    now_ = reference.standing_on(place.code, today)
    return str(_("part of %(name)s since its last day, %(day)s", name=named(now_), day=format_date(last)))


def _period(first: date, last: date | None) -> str:
    if last is None:
        return str(_("from %(first)s until further notice", first=format_date(first)))
    return f"{format_date(first)} – {format_date(last)}"


def _state(first: date, last: date | None, today: date) -> Tag:
    if today < first:
        return Tag(_("Coming"), "info")
    return Tag(_("Over")) if last is not None and last < today else Tag(_("In force"), "success")


def _language() -> str:
    return str(get_locale())
