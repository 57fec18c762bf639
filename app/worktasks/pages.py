"""What a page about work tasks says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag, Tone
from app.web.shell import Entry
from app.worktasks import permissions, rules
from app.worktasks.rules import Task

SHOWN_OF_DESCRIPTION: Final = 180
FIELDS = {
    "property": _l("Property maintenance and outdoor work"),
    "kitchen": _l("Kitchen and café"),
    "food": _l("Food production"),
    "cleaning": _l("Cleaning"),
    "children": _l("Activities for children"),
    "care": _l("Social and health care"),
    "customer_service": _l("Customer service and sales"),
    "accounting": _l("Office, accounting and invoicing"),
    "wood": _l("Wood and other handwork"),
    "other": _l("Something else"),
}
STATES: dict[str, tuple[object, Tone]] = {
    "draft": (_l("Draft"), "neutral"),
    "published": (_l("Open"), "success"),
    "paused": (_l("Paused"), "attention"),
    "ended": (_l("Ended"), "neutral"),
}
SENTENCES = {
    "worktasks.association_has_left": _l(
        "The association is no longer in the network, so it cannot take in new people."
    ),
    "worktasks.places_impossible": _l("Give a number of people from 1 to %(most)s."),
    "worktasks.ended": _l("The task has ended and can no longer be changed."),
    "worktasks.statement_missing": _l("Tick the box: a task may not replace the work of an employee."),
    "worktasks.description_missing": _l("Tell first what one really does in the task."),
    "worktasks.not_open": _l("The task is not open, so it cannot be paused."),
}
EVENTS = {
    "worktasks.task_registered": _l("A work task was registered"),
    "worktasks.task_changed": _l("A work task was changed"),
    "worktasks.task_published": _l("A work task was opened to clients"),
    "worktasks.task_paused": _l("A work task was paused"),
}
NAVIGATION = (
    Entry(_l("Our work tasks"), "worktasks.own", permissions.REGISTER, 20),
    Entry(_l("Work tasks"), "worktasks.tasks", permissions.BROWSE, 40),
)


def field_choices() -> list[tuple[str, str]]:
    """The kinds of work, none chosen yet."""
    return [("", _("Choose")), *((field, str(FIELDS[field])) for field in rules.FIELDS)]


def browse_choices() -> list[tuple[str, str]]:
    """The kinds of work, all to begin with."""
    return [("", _("All kinds")), *((field, str(FIELDS[field])) for field in rules.FIELDS)]


def places(number: int) -> str:
    """“2 places”."""
    return str(ngettext("%(num)s place", "%(num)s places", number))


def tag(task: Task) -> Tag:
    """The state of a task in words."""
    text, tone = STATES[task.state]
    return Tag(text, tone)


def href(task: Task) -> str:
    """The page of a task."""
    return url_for("worktasks.task", task_id=task.id)


def own_table(tasks: Iterable[Task], *, name_association: bool) -> Table:
    """An association's own tasks; whoever speaks for several sees whose each is."""
    return Table(
        caption=_("Our work tasks"),
        caption_hidden=True,
        columns=(Column(_("Work task")), Column(_("Places"), numeric=True), Column(_("State"))),
        rows=tuple(
            (
                Lines(Link(task.name, href(task)), task.association_name if name_association else FIELDS[task.field]),
                task.places,
                tag(task),
            )
            for task in tasks
        ),
        empty=EmptyState(
            _("No work tasks yet"),
            _("Tell what one can do with you. It takes a few minutes, also on a phone."),
            Link(_("Register a work task"), url_for("worktasks.register")),
        ),
    )


def nothing_open(*, narrowed: bool) -> EmptyState:
    """No task to show: because of the choice made, or because there are none."""
    if narrowed:
        return EmptyState(
            _("No open tasks of this kind just now"),
            _("Look at other kinds of work too. A task can also be tailored: talk about it with your counsellor."),
            Link(_("Show all kinds"), url_for("worktasks.tasks")),
        )
    return EmptyState(
        _("No open work tasks yet"),
        _("Tasks appear here as soon as an association of the network publishes one."),
    )


def facts(task: Task) -> tuple[SummaryRow, ...]:
    """What is agreed of a task besides its description."""
    return (
        SummaryRow(_("Association"), task.association_name),
        SummaryRow(_("Kind of work"), FIELDS[task.field]),
        SummaryRow(_("Places"), places(task.places)),
    )


def crumbs(*, as_own: bool) -> tuple[Crumb, ...]:
    """The way to a task: through one's own tasks, or through all open ones."""
    if as_own:
        return (Crumb(_("Our work tasks"), url_for("worktasks.own")),)
    return (Crumb(_("Work tasks"), url_for("worktasks.tasks")),)


def typed(task: Task) -> dict[str, object]:
    """What the form of a change begins with."""
    return {name: getattr(task, name) for name in ("name", "description", "field", "places")}


@dataclass(frozen=True, slots=True)
class Card:
    """One open task in the list."""

    name: str
    namesake: bool
    """Whether another task in the list is called the same."""
    href: str
    association: str
    field: object
    description: str
    places: str


def cards(tasks: Sequence[Task]) -> tuple[Card, ...]:
    """Open tasks, each with the beginning of what one does there."""
    names = Counter(task.name for task in tasks)
    return tuple(
        Card(
            task.name,
            names[task.name] > 1,
            href(task),
            task.association_name,
            FIELDS[task.field],
            shorten(task.description, SHOWN_OF_DESCRIPTION, placeholder=" …"),
            places(task.places),
        )
        for task in tasks
    )
