"""The list of open tasks: cards, what narrows it, and what an association has not told (K15)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.web import dates, namesakes
from app.web.components import EmptyState, Link
from app.web.listing import Listing
from app.worktasks import rules
from app.worktasks.pages import words
from app.worktasks.pages.tasks import href, places, when_told
from app.worktasks.queries import Asked
from app.worktasks.rules import Task

SHOWN_OF_DESCRIPTION: Final = 180
WORDS_AT_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Card:
    """One open task in the list."""

    name: str
    namesake: bool
    """Whether another task in the list is called the same."""
    href: str
    association: str
    about: str
    """Kind of work, place, days and how many, in a line."""
    description: str
    language: str
    """In which language its words are."""
    picture: str | None
    unsaid: str
    """What the reader asked about and the association has not told."""


def asked(form: Any) -> Asked:
    """What the form asks; what it does not know falls away."""
    limits = {
        one.name.removeprefix("at_most_"): int(one.data)
        for one in form
        if one.name.startswith("at_most_") and one.data in {str(step) for step in rules.STEPS}
    }
    weekday = form.weekday.data or ""
    return Asked(
        words=tuple((form.words.data or "").split()[:WORDS_AT_MOST]),
        field=form.field.data if form.field.data in rules.FIELDS else "",
        town=form.town.data if form.town.data in dict(form.town.choices) else "",
        weekday=int(weekday) if weekday in {str(day) for day in range(1, 8)} else 0,
        language=form.language.data if form.language.data in rules.LANGUAGES else "",
        at_most=limits,
    )


def field_choices() -> list[tuple[str, str]]:
    """The kinds of work, all to begin with."""
    return [("", _("All kinds")), *words.fields().items()]


def town_choices(towns: Iterable[str]) -> list[tuple[str, str]]:
    """Where there are open tasks, anywhere to begin with."""
    return [("", _("Anywhere")), *((town, town) for town in towns)]


def weekday_choices() -> list[tuple[str, str]]:
    """Monday to Sunday, any to begin with."""
    return [("", _("Any day")), *((str(day), dates.capitalised(dates.weekday(day))) for day in range(1, 8))]


def language_choices() -> list[tuple[str, str]]:
    """Those in which one may manage, any to begin with."""
    return [("", _("Any language")), *words.languages()]


def load_questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The most that the work may take, by dimension."""
    any_will_do = ("", _("Does not matter"))
    return [
        (one.code, one.name, [any_will_do, *((str(step), _at_most(one, step)) for step in rules.STEPS[:-1])])
        for one in words.dimensions()
    ]


def _at_most(dimension: words.Dimension, step: int) -> str:
    return str(_("At most %(step)s", step=dimension.step(step)))


def how_many(total: int) -> str:
    """“12 open tasks”."""
    return str(ngettext("%(num)s open task", "%(num)s open tasks", total))


def chosen(form: Any, listing: Listing) -> tuple[Link, ...]:
    """What narrows the list, each as the way to take it off."""
    return tuple(Link(text, listing.href(**{name: None, "page": None})) for name, text in _conditions(form))


def _conditions(form: Any) -> Iterator[tuple[str, str]]:
    if form.words.data:
        yield "words", form.words.data
    for one in (form.field, form.town, form.weekday, form.language):
        labels = dict(one.choices)
        if one.data and one.data in labels:
            yield one.name, labels[one.data]
    limits = asked(form).at_most
    for dimension in words.dimensions():
        if dimension.code in limits:
            told = _at_most(dimension, limits[dimension.code])
            yield f"at_most_{dimension.code}", f"{dimension.name}: {dates.uncapitalised(told)}"


def cards(tasks: Sequence[Task], asked: Asked) -> tuple[Card, ...]:
    """Open tasks, each with the beginning of what one does there."""
    shared = namesakes.several(task.name for task in tasks)
    fields = words.fields()
    return tuple(_card(task, asked, fields, namesake=task.name in shared) for task in tasks)


def _card(task: Task, asked: Asked, fields: dict[str, str], *, namesake: bool) -> Card:
    language = words.language()
    said = task.said_in(language)
    about = (
        fields[task.field],
        task.site.town if task.site else "",
        *when_told(task, shortly=True),
        places(task.places),
    )
    return Card(
        name=said.name,
        namesake=namesake,
        href=href(task),
        association=task.association_name,
        about=" · ".join(filter(None, about)),
        description=shorten(said.description, SHOWN_OF_DESCRIPTION, placeholder=" …"),
        language=task.falls_back(language) or language,
        picture=picture(task),
        unsaid=", ".join(_unsaid(task, asked)),
    )


def _unsaid(task: Task, asked: Asked) -> Iterator[str]:
    if asked.town and not task.site:
        yield _("town")
    if asked.weekday and not task.weekdays:
        yield _("days")
    if asked.language and not task.languages:
        yield _("languages")
    for one in words.dimensions():
        if one.code in asked.at_most and one.code not in task.load:
            yield one.name.lower()


def picture(task: Task) -> str | None:
    """The address of its picture; another picture has another address, so this one may be kept."""
    if task.picture is None:
        return None
    return url_for("worktasks.picture", task_id=task.id, v=task.picture.digest[:16])


def nothing_open(*, narrowed: bool) -> EmptyState:
    """No task to show: because of the choice made, or because there are none."""
    if narrowed:
        return EmptyState(
            _("No open tasks like this just now"),
            _("Look at other kinds of work too. A task can also be tailored: talk about it with your counsellor."),
            Link(_("Show all kinds"), url_for("worktasks.tasks")),
        )
    return EmptyState(
        _("No open work tasks yet"),
        _("Tasks appear here as soon as an association of the network publishes one."),
    )
