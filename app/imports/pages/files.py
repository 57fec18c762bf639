"""The list of what can be brought in and what has been."""

from collections.abc import Iterable, Sequence

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from app.imports.pages.words import HINTS, PARTS, TITLES
from app.imports.queries import Import
from app.web import dates, namesakes
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag, Task


def kinds(offered: Iterable[str]) -> tuple[Task, ...]:
    """What the reader may bring in."""
    choose = Tag(_("Choose a file"), "info")
    return tuple(Task(TITLES[one], choose, url_for("imports.upload", sheet=one), HINTS[one]) for one in offered)


def before(imports: Sequence[Import]) -> Table:
    """The last files."""
    counted = namesakes.counted([one.file_name for one in imports])
    return Table(
        caption=_("Files before"),
        columns=(Column(_("File")), Column(_("Taken in")), Column(_("State"))),
        rows=tuple(
            (
                Lines(Link(one.file_name, url_for("imports.look", import_id=one.id), which), TITLES[one.kind]),
                dates.day(one.uploaded_at),
                state(one),
            )
            for one, which in zip(imports, counted, strict=True)
        ),
        empty=EmptyState(_("No files yet"), _("Files that you bring in are listed here.")),
    )


def state(one: Import) -> Tag:
    """How far a file has come."""
    match one.state:
        case "waiting":
            return Tag(_("Waits to be confirmed"), "attention")
        case "applied":
            return Tag(_("Brought in"), "success")
        case "given_up":
            return Tag(_("Not brought in"))
    return Tag(_("Erased after a week"))


def outcome(one: Import) -> tuple[SummaryRow, ...]:
    """What came of it."""
    said = one.outcome or {"counts": [], "left_out": 0}
    rows = [SummaryRow(_("State"), state(one))]
    if one.settled_at:
        rows.append(SummaryRow(_("Day"), dates.day(one.settled_at)))
    rows += [SummaryRow(PARTS[kind], told(outcome, number)) for kind, outcome, number in said["counts"]]
    if said["left_out"]:
        rows.append(SummaryRow(_("Rows left out"), said["left_out"]))
    if one.letters_until:
        rows.append(SummaryRow(_("The last invitation leaves"), format_datetime(one.letters_until)))
    return tuple(rows)


def told(outcome: str, number: int) -> str:
    """“3 added”."""
    match outcome:
        case "add":
            return str(_("%(number)s added", number=number))
        case "change":
            return str(_("%(number)s changed", number=number))
    return str(_("%(number)s as they were", number=number))


def crumbs() -> tuple[Crumb, ...]:
    """The way to a page of the slice."""
    return (Crumb(_("Imports"), url_for("imports.start")),)
