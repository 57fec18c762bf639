"""The form of a card, part by part as the playbook lists them; and what is still missing before publishing."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.associations.rules import Site
from app.web import dates
from app.web.components import Tag
from app.web.components import Task as Piece
from app.worktasks import rules
from app.worktasks.pages import words
from app.worktasks.rules import Card, Hours, Season, Task, Words

ASKED_BY: Final = {
    "name": ("name",),
    "description": ("description",),
    "field": ("field",),
    "places": ("places",),
    "site": ("site_id",),
    "weekdays": ("weekdays", "begins_at", "ends_at"),
    "season": ("season_from", "season_to"),
    "supervisor": ("supervisor", "deputy"),
    "skills": ("skills_used", "skills_learned", "occupation"),
    "interests": ("interests",),
    "access": ("access",),
    "languages": ("languages",),
}
"""The fields of the form that ask for each part of the card; what the work takes is asked by dimension."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the card in the form: open from the start when it is always asked, folded otherwise."""

    title: str
    fields: tuple[Any, ...]
    folded: bool
    open: bool
    says: bool
    """Whether it has been answered."""


def field_choices() -> list[tuple[str, str]]:
    """The kinds of work, none chosen yet."""
    return [("", _("Choose")), *words.fields().items()]


def month_choices() -> list[tuple[str, str]]:
    """January to December, and none."""
    months = range(1, 13)
    return [("", "–"), *((str(month), dates.capitalised(dates.month_of_year(month))) for month in months)]


def site_choices(sites: Iterable[Site]) -> list[tuple[str, str]]:
    """The association's places, none chosen yet."""
    return [("", _("Not told")), *((str(site.id), f"{site.name}, {site.street}, {site.town}") for site in sites)]


def load_questions() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """A question for each dimension, with the words of its steps."""
    unsaid = ("", _("Not told"))
    return [
        (one.code, one.name, [unsaid, *((str(step), one.step(step)) for step in rules.STEPS)])
        for one in words.dimensions()
    ]


def weekday_choices() -> list[tuple[int, str]]:
    """Monday to Sunday."""
    return [(number, dates.capitalised(dates.weekday(number))) for number in range(1, 8)]


def leave_out(form: Any) -> None:
    """What this municipality never asks is not in the form."""
    asked = words.parts("always", "if_wanted")
    never = [name for code, names in ASKED_BY.items() if code not in asked for name in names]
    if "load" not in asked:
        never += [one.name for one in form if one.name.startswith("load_")]
    for name in never:
        del form[name]


def parts(form: Any, *asked: str) -> tuple[Part, ...]:
    """The form part by part, as the playbook lists them."""
    always = words.parts("always")
    made = (_part(form, code, title, folded=code not in always) for code, title in words.parts(*asked).items())
    return tuple(part for part in made if part.fields)


def _part(form: Any, code: str, title: str, *, folded: bool) -> Part:
    names = [one.name for one in form if one.name.startswith("load_")] if code == "load" else ASKED_BY.get(code, ())
    asked = tuple(form[name] for name in names if name in form)
    wrong, says = any(one.errors for one in asked), any(one.data for one in asked)
    return Part(title, asked, folded, open=wrong, says=says)


def typed(task: Task) -> dict[str, object]:
    """What the form of a change begins with."""
    card = task.card
    return {
        **{one.name: getattr(card.words, one.name) for one in fields(Words)},
        "field": card.field,
        "places": card.places,
        "site_id": str(card.site_id or ""),
        "occupation": card.occupation,
        "weekdays": sorted(card.weekdays),
        "begins_at": card.hours.starts if card.hours else None,
        "ends_at": card.hours.ends if card.hours else None,
        "season_from": str(card.season.from_month) if card.season else "",
        "season_to": str(card.season.to_month) if card.season else "",
        "supervisor": card.supervisor,
        "deputy": card.deputy,
        "languages": sorted(card.languages),
        **{f"load_{code}": str(step) for code, step in card.load.items()},
    }


def said(form: Any, *, language: str, before: Card | None = None) -> Card:
    """The card that a form without problems says; what was not asked stays as it was."""
    was = before or Card(Words(), language=language)

    def answer(name: str, otherwise: Any) -> Any:
        return form[name].data if name in form else otherwise

    season = answer("season_from", None), answer("season_to", None)
    times = answer("begins_at", None), answer("ends_at", None)
    asked_load = [one for one in form if one.name.startswith("load_")]
    chosen = {one.name.removeprefix("load_"): int(one.data) for one in asked_load if one.data}
    return Card(
        words=Words(**{one.name: answer(one.name, getattr(was.words, one.name)) for one in fields(Words)}),
        field=answer("field", was.field),
        places=answer("places", was.places),
        language=was.language,
        occupation=answer("occupation", was.occupation),
        site_id=UUID(site) if (site := answer("site_id", str(was.site_id or ""))) else None,
        weekdays=frozenset(answer("weekdays", was.weekdays) or ()),
        hours=(Hours(*times) if all(times) else None) if "begins_at" in form else was.hours,
        season=(Season(*map(int, season)) if all(season) else None) if "season_from" in form else was.season,
        supervisor=answer("supervisor", was.supervisor),
        deputy=answer("deputy", was.deputy),
        load=chosen if asked_load else was.load,
        languages=frozenset(answer("languages", was.languages) or ()),
    )


def missing(task: Task) -> tuple[str, ...]:
    """What the card must still say before clients may see it, in the playbook's words."""
    always = words.parts("always")
    return tuple(always[code] for code in rules.missing(task, always=always))


def pieces(task: Task) -> tuple[Piece, ...]:
    """What one can still do to a task before it is published, and how far each is."""
    done, todo, free = Tag(_("Done"), "success"), Tag(_("Missing"), "attention"), Tag(_("If you like"), "neutral")
    short = missing(task)
    change = url_for("worktasks.change", task_id=task.id)
    more = done if rules.says_more(task.card) else free
    other = words.language_name(rules.other_language(task.card.language))
    return (
        Piece(_("The card"), todo if short else done, change, ", ".join(short) or None),
        Piece(_("Days, load, skills and the rest"), more, f"{change}#more"),
        Piece(
            _("Induction list"),
            Tag(_things(len(induction(task))), "neutral"),
            url_for("worktasks.induction", task_id=task.id),
        ),
        Piece(_("Picture"), done if task.picture else free, url_for("worktasks.picture_of", task_id=task.id)),
        Piece(
            _("In the other language: %(language)s", language=other),
            done if task.translation else free,
            url_for("worktasks.translate", task_id=task.id),
        ),
    )


def _things(number: int) -> str:
    return str(ngettext("%(num)s thing", "%(num)s things", number))


@dataclass(frozen=True, slots=True)
class Beside:
    """A field of the other language, and what stands in the first."""

    field: Any
    first: str


def translated(task: Task) -> dict[str, str]:
    """What the form of the other language begins with."""
    other = task.translation or Words()
    said_so_far = {one.name: getattr(other, one.name) for one in fields(Words)}
    return said_so_far | {"picture_alt": task.picture.alt_other if task.picture else ""}


def beside(form: Any, task: Task) -> tuple[Beside, ...]:
    """What there is to say in the other language: only what has been said in the first."""
    first = {one.name: getattr(task.card.words, one.name) for one in fields(Words)}
    first["picture_alt"] = task.picture.alt if task.picture else ""
    return tuple(Beside(form[name], text) for name, text in first.items() if text or form[name].data)


def said_otherwise(form: Any) -> tuple[Words, str]:
    """The words of the other language, and what the picture shows."""
    return Words(**{one.name: form[one.name].data or "" for one in fields(Words)}), form.picture_alt.data or ""


def induction_typed(task: Task) -> dict[str, object]:
    """What the form of the induction list begins with."""
    known = [code for code, _words in words.induction_choices()]
    codes = task.induction.codes
    return {
        "chosen": [code for code in known if codes is None or code in codes],
        "own": "\n".join(task.induction.own),
    }


def induction(task: Task) -> tuple[tuple[str, str], ...]:
    """What is gone through with those who begin, each thing with the language it stands in."""
    codes, here = task.induction.codes, words.language()
    listed = [(said, here) for code, said in words.induction_choices() if codes is None or code in codes]
    return (*listed, *((line, task.card.language) for line in task.induction.own))
