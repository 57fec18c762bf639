"""What the wizard says: its steps with how far each is, who is on it, and what is still empty."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.opening.pages import words
from app.opening.queries import Mark
from app.opening.rules import steps
from app.opening.rules.readiness import Facts
from app.opening.rules.steps import State
from app.web.components import Crumb, Link, Printable, Tag, Task
from app.web.navigation import LANGUAGES
from tenants import settings

Names = Mapping[UUID, str]
TITLES: Final = {
    "who": _l("Who we are"),
    "look": _l("Languages and look"),
    "decisions": _l("Legal basis and decisions"),
    "reimbursement": _l("Reimbursement"),
    "team": _l("Team"),
    "network": _l("Network and work tasks"),
    "agreements": _l("Agreements"),
    "channels": _l("Ways in"),
    "texts": _l("Our own texts"),
    "practice": _l("Practice run"),
    "go_live": _l("Going live"),
}
LEADS: Final = {
    "who": _l("Organiser, producer, payer and controller of the data, and the municipalities whose people are served."),
    "look": _l("Which language comes first, the colour and the logo."),
    "decisions": _l("The services the model is used in, the limits of each, and the municipality’s own decision."),
    "reimbursement": _l("What associations are paid for an attended day, or an express decision to pay nothing."),
    "team": _l("Counsellors with their weekly hours, and the others the service needs."),
    "network": _l("Associations, and the work tasks they have published."),
    "agreements": _l("The text of the agreement, and the associations that have accepted it."),
    "channels": _l("From where people come, and with whom that was agreed."),
    "texts": _l("Welcome, contact details and hours, on the start page and in letters."),
    "practice": _l("Everything is tried once with invented people before the first real client."),
    "go_live": _l("The readiness check decides whether the municipality can open."),
}
STATES: Final[dict[State, tuple[object, str]]] = {
    "done": (_l("Done"), "success"),
    "under_way": (_l("Under way"), "info"),
    "to_do": (_l("Not begun"), "neutral"),
}


def tasks(facts: Facts, taken: Mapping[str, Mark], names: Names) -> tuple[Task, ...]:
    """Every step as a row of the task list."""
    states = steps.states(facts, taken=frozenset(taken))
    return tuple(
        Task(TITLES[step], tag(state), url_for("wizard.step", step=step), _hint(step, taken.get(step), names))
        for step, state in states.items()
    )


def tag(state: State) -> Tag:
    """How far a step is."""
    text, tone = STATES[state]
    return Tag(text, tone)  # type: ignore[arg-type]


def progress(facts: Facts) -> str:
    """“4 of 11 steps are done.”"""
    states = steps.states(facts)
    done = sum(state == "done" for state in states.values())
    return str(_("%(done)s of %(all)s steps are done.", done=done, all=len(states)))


def on_it(mark: Mark, names: Names) -> str:
    """“In progress by Aino, since 24.11.2026 12.30”."""
    return str(
        _("In progress by %(name)s, since %(at)s", name=named(names, mark.marked_by), at=instant(mark.marked_at))
    )


def confirmed_by(mark: Mark, names: Names) -> str:
    """“Confirmed by Aino, 24.11.2026 12.30”."""
    return str(_("Confirmed by %(name)s, %(at)s", name=named(names, mark.marked_by), at=instant(mark.marked_at)))


def saved_by(who: UUID, at: datetime, names: Names) -> str:
    """“Saved by Aino, 24.11.2026 12.30”."""
    return str(_("Saved by %(name)s, %(at)s", name=named(names, who), at=instant(at)))


def named(names: Names, who: UUID) -> str:
    """Somebody's name here."""
    return names.get(who) or str(_("somebody else"))


def instant(at: datetime) -> str:
    """A moment as the reader's language writes it."""
    return str(format_datetime(at, "short"))


def unsaid(where: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    """Settings that only the municipality can say and that are needed here, as the way to each."""
    playbook = settings.playbook()
    return tuple(
        Link(
            words.said(playbook.sections[section].settings[name].title),
            url_for("opening.setting", section=section, setting=name),
        )
        for section, name in where
    )


def papers() -> tuple[Link, ...]:
    """The document for the board in each language."""
    return tuple(
        Link(_("For the board, PDF: %(language)s", language=name), url_for("wizard.board", language=code))
        for code, name in LANGUAGES.items()
    )


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a step."""
    return (Crumb(_("Opening"), url_for("wizard.overview")), *further)


def crumb(step: str) -> Crumb:
    """One step on the way."""
    return Crumb(TITLES[step], url_for("wizard.step", step=step))


def _hint(step: str, mark: Mark | None, names: Names) -> Printable:
    return on_it(mark, names) if mark else LEADS[step]
