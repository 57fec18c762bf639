"""What the operator's console says: numbers about municipalities and the house's health, never anybody's matters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import format_datetime, format_number, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.permissions import ROLE_NAMES
from app.web import dates, namesakes
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag
from tenants import figures
from tenants.figures import Figures
from tenants.registry import Municipality

STATES = {
    "preparing": Tag(_l("Being prepared"), "info"),
    "open": Tag(_l("Open"), "success"),
    "suspended": Tag(_l("Suspended"), "attention"),
    "closed": Tag(_l("Closed"), "neutral"),
}
KINDS = {"practice": _l("Practice"), "real": _l("Real")}
ACTS = {
    "suspended": _l("Suspend"),
    "reopened": _l("Open again"),
    "looked_in": _l("Look in"),
}
UNKNOWN = Figures(None, None, None)


@dataclass(frozen=True, slots=True)
class Health:
    """How the house itself stands; `walls` are the findings of the check made just now."""

    workers: int
    schema: str
    newest: str
    walls: int


def municipalities(found: Collection[Municipality], known: Mapping[UUID, Figures]) -> Table:
    """Every municipality in a row of numbers."""
    shared = namesakes.several(one.name_fi for one in found)
    return Table(
        caption=_("Municipalities"),
        columns=(
            Column(_("Municipality")),
            Column(_("State")),
            Column(_("Model")),
            Column(_("Network")),
            Column(_("Clients")),
            Column(_("Letters")),
            Column(_("Staff last signed in")),
        ),
        rows=tuple(_row(one, known.get(one.id, UNKNOWN), shared) for one in found),
        empty=EmptyState(_("There is no municipality yet"), _("One is opened by command: kumina municipality open.")),
    )


def _row(one: Municipality, known: Figures, shared: frozenset[str]) -> tuple[Printable, ...]:
    path = f"/{one.slug}" if one.name_fi in shared else None
    name = Link(one.name_fi, url_for("operator.municipality", place=one.slug), path)
    since = _("since %(day)s", day=dates.day(known.opened_at)) if known.opened_at else ""
    head = (Lines(name, f"/{one.slug} · {KINDS[one.kind]}"), Lines(STATES[one.state], since))
    counted = known.counted
    if counted is None:
        return (*head, one.playbook, *("–",) * 4)
    changes = ngettext("%(num)s own change", "%(num)s own changes", counted.deviations)
    tasks = ngettext("%(num)s published task", "%(num)s published tasks", counted.published_tasks)
    running = _("placements: %(count)s", count=few(counted.placements_running))
    failed = _("failed: %(count)s", count=format_number(counted.letters_failed))
    return (
        *head,
        Lines(one.playbook, changes),
        Lines(ngettext("%(num)s association", "%(num)s associations", counted.associations), tasks),
        Lines(few(counted.clients), running),
        Lines(_("waiting: %(count)s", count=format_number(counted.letters_waiting)), failed),
        dates.day(counted.staff_seen_on) if counted.staff_seen_on else "–",
    )


def few(number: int | None) -> str:
    """A number about clients; below five it is not told, so that nobody can be recognised."""
    return _("under %(least)s", least=figures.FEWEST) if number is None else str(format_number(number))


def facts(one: Municipality, known: Figures) -> tuple[SummaryRow, ...]:
    """One municipality's numbers."""
    rows = [
        SummaryRow(_("State"), STATES[one.state]),
        SummaryRow(_("Kind"), KINDS[one.kind]),
        SummaryRow(_("Open since"), dates.day(known.opened_at) if known.opened_at else "–"),
        SummaryRow(_("Model"), one.playbook),
    ]
    counted = known.counted
    if counted is None or known.counted_at is None:
        return (*rows, SummaryRow(_("Numbers"), _("Not counted yet: the worker counts every hour.")))
    people = [f"{ROLE_NAMES[role]} {format_number(many)}" for role, many in sorted(counted.people.items())]
    rows += [
        SummaryRow(_("Own changes to the model"), format_number(counted.deviations)),
        SummaryRow(_("Associations"), format_number(counted.associations)),
        SummaryRow(_("Published tasks"), format_number(counted.published_tasks)),
        SummaryRow(_("Clients"), few(counted.clients)),
        SummaryRow(_("Placements running"), few(counted.placements_running)),
        SummaryRow(_("People by role"), ", ".join(people) or "–"),
        SummaryRow(_("Letters waiting"), format_number(counted.letters_waiting)),
        SummaryRow(_("Letters that failed"), format_number(counted.letters_failed)),
        SummaryRow(
            _("Staff last signed in"), dates.day(counted.staff_seen_on) if counted.staff_seen_on else _("Not known")
        ),
        SummaryRow(_("Counted"), format_datetime(known.counted_at, "short")),
    ]
    return tuple(rows)


def health(of: Health) -> tuple[SummaryRow, ...]:
    """Database, worker, migrations, walls."""
    worker = (
        Tag(ngettext("%(num)s at work", "%(num)s at work", of.workers), "success")
        if of.workers
        else Tag(_("None at work: letters and counting wait"), "danger")
    )
    schema: Printable = Tag(_("Newest"), "success") if of.schema >= of.newest else Tag(_("Behind the code"), "danger")
    walls = (
        Tag(ngettext("%(num)s fault", "%(num)s faults", of.walls), "danger")
        if of.walls
        else Tag(_("Sound, checked just now"), "success")
    )
    return (
        SummaryRow(_("Database"), Tag(_("Answers"), "success")),
        SummaryRow(_("Workers"), worker),
        SummaryRow(_("Migrations"), Lines(schema, of.schema)),
        SummaryRow(_("Walls between municipalities"), walls),
    )


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way from the console."""
    return (Crumb(_("Operator console"), url_for("operator.console_page")), *further)


def crumb(one: Municipality) -> Crumb:
    """One municipality on the way."""
    return Crumb(one.name_fi, url_for("operator.municipality", place=one.slug))
