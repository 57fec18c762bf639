"""A task and the tasks of an association."""

from collections.abc import Iterable, Iterator

from babel.lists import format_list
from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag, Tone
from app.worktasks.pages import words
from app.worktasks.rules import Hours, Season, Task

STATES: dict[str, tuple[object, Tone]] = {
    "draft": (_l("Draft"), "neutral"),
    "published": (_l("Open"), "success"),
    "paused": (_l("Paused"), "attention"),
    "ended": (_l("Ended"), "neutral"),
}


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


def crumbs(*, as_own: bool, under: Task | None = None) -> tuple[Crumb, ...]:
    """The way to a task: through one's own tasks, or through all open ones."""
    start = (
        Crumb(_("Our work tasks"), url_for("worktasks.own"))
        if as_own
        else Crumb(_("Work tasks"), url_for("worktasks.tasks"))
    )
    return (start, Crumb(under.name, href(under))) if under else (start,)


def own_table(tasks: Iterable[Task], *, name_association: bool) -> Table:
    """An association's own tasks; whoever speaks for several sees whose each is."""
    fields = words.fields()
    return Table(
        caption=_("Our work tasks"),
        caption_hidden=True,
        columns=(Column(_("Work task")), Column(_("Places"), numeric=True), Column(_("State"))),
        rows=tuple(
            (
                Lines(Link(task.name, href(task)), task.association_name if name_association else fields[task.field]),
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


def facts(task: Task, *, for_client: bool = False) -> tuple[SummaryRow, ...]:
    """All that the card says besides its description; what has not been said is left out, and codes for clients."""
    return (
        SummaryRow(_("Association"), task.association_name),
        SummaryRow(_("Kind of work"), words.fields()[task.field]),
        SummaryRow(_("Places"), places(task.places)),
        *(SummaryRow(key, value) for key, value in _said(task, codes=not for_client)),
    )


def _said(task: Task, *, codes: bool) -> Iterator[tuple[str, Printable]]:
    card, in_words = task.card, task.said_in(words.language())
    parts = words.parts("always", "if_wanted")
    if task.site and "site" in parts:
        yield _("Where"), Lines(task.site.name, task.site.town)
    when = tuple(when_told(task))
    if when and "weekdays" in parts:
        yield _("Days and times"), Lines(when[0], " · ".join(when[1:])) if when[1:] else when[0]
    if card.season and "season" in parts:
        yield _("Season"), season(card.season)
    if card.supervisor and "supervisor" in parts:
        stands_in = _("%(name)s stands in", name=card.deputy)
        yield _("Who guides"), Lines(card.supervisor, stands_in) if card.deputy else card.supervisor
    yield from (
        (label, value)
        for part, label, value in (
            ("skills", _("Skills that are used"), in_words.skills_used),
            ("skills", _("Skills that one can learn"), in_words.skills_learned),
            ("interests", _("Whom it suits"), in_words.interests),
            ("access", _("Access"), in_words.access),
            ("languages", _("One manages there in"), languages(task)),
            ("skills", _("Occupation (TK10)"), card.occupation if codes else ""),
        )
        if value and part in parts
    )


def when_told(task: Task, *, shortly: bool = False) -> Iterator[str]:
    """Days, then times, as far as they have been said."""
    if task.weekdays:
        yield dates.capitalised((dates.short_weekdays if shortly else dates.weekdays)(task.weekdays))
    if task.card.hours:
        yield hours(task.card.hours)


def hours(of: Hours) -> str:
    """“9.00–14.00”."""
    return f"{dates.clock_time(of.starts)}–{dates.clock_time(of.ends)}"


def season(of: Season) -> str:
    """“May–September”."""
    return f"{dates.capitalised(dates.month_of_year(of.from_month))}–{dates.month_of_year(of.to_month)}"


def languages(task: Task) -> str:
    """The languages one manages in, in the reader's."""
    names = [words.language_name(code) for code in sorted(task.languages)]
    return dates.capitalised(format_list(names, locale=get_locale())) if names else ""


def load(task: Task) -> tuple[tuple[str, int, str], ...]:
    """What the work takes: name, step and its words, for the dimensions that have been said."""
    return tuple(
        (one.name, task.load[one.code], words.on_scale(one, task.load[one.code]))
        for one in words.dimensions()
        if one.code in task.load
    )
