"""What a task's qualification units say: which, how far, who said so and until when (K19)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.web import dates
from app.web.components import Crumb, SummaryRow, Tag, Tone
from app.worktasks.pages import tasks, words
from app.worktasks.rules import Choice, Task, Unit, UnitState

STATES: Final[dict[UnitState, tuple[object, Tone]]] = {
    "proposed": (_l("Proposed"), "info"),
    "identified": (_l("Identified"), "success"),
    "expired": (_l("Expired"), "attention"),
    "withdrawn": (_l("Withdrawn"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One unit on the page."""

    id: object
    name: str
    tag: Tag
    facts: tuple[SummaryRow, ...]
    history: tuple[str, ...]
    open: bool
    """Whether one may still say something of it."""


def name(choice: Choice) -> str:
    """A unit in the reader's language, with its code."""
    said = choice.name_sv if words.language() == "sv" else choice.name_fi
    return f"{said} ({choice.code})"


def qualification(choice: Choice) -> str:
    """Whose unit it is, with the number of its requirements."""
    said = choice.qualification_sv if words.language() == "sv" else choice.qualification_fi
    return f"{said}, {choice.register_number}" if choice.register_number else said


def choices(known: Mapping[str, Choice]) -> list[tuple[str, str]]:
    """Units to choose from, by name."""
    named = sorted((f"{name(one)} – {qualification(one)}", code) for code, one in known.items())
    return [("", _("Choose")), *((code, label) for label, code in named)]


def shown(units: Iterable[Unit], today: date) -> tuple[Shown, ...]:
    """All that a task has been proposed to match."""
    return tuple(_shown(unit, today) for unit in units)


def _shown(unit: Unit, today: date) -> Shown:
    state = unit.state(today)
    text, tone = STATES[state]
    choice = unit.choice
    points = _("%(points)s competence points", points=choice.points) if choice.points else ""
    rows = (
        SummaryRow(_("Qualification"), qualification(choice)),
        SummaryRow(_("Extent"), points),
        SummaryRow(_("What in the task matches it"), unit.reason),
        SummaryRow(_("Proposed on"), dates.day(unit.proposed_at)),
        SummaryRow(_("Source"), _("%(source)s, as on %(day)s", source=choice.source, day=dates.day(choice.read_on))),
    )
    history = tuple(
        _(
            "%(expert)s, %(organisation)s, identified on %(day)s, valid until %(until)s: %(basis)s",
            expert=one.expert,
            organisation=one.organisation,
            day=dates.day(one.identified_on),
            until=dates.day(one.valid_until),
            basis=one.basis,
        )
        for one in unit.history
    )
    facts = tuple(row for row in rows if row.value)
    return Shown(unit.id, name(choice), Tag(text, tone), facts, history, open=state != "withdrawn")


def crumbs(task: Task, *, as_own: bool, under: bool = False) -> tuple[Crumb, ...]:
    """The way back to the task, and to its units."""
    back = tasks.crumbs(as_own=as_own, under=task)
    units = Crumb(_("Qualification units"), url_for("worktasks.units", task_id=task.id))
    return (*back, units) if under else back
