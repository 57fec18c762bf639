"""What the pages of the ladder say: to its client, and to the counsellor it is shared with."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.goals import permissions
from app.goals.rules import Ladder, Rung
from app.web.components import Crumb, EmptyState, Printable
from app.web.shell import Entry
from app.web.ways import Way

SENTENCES = {
    "goals.words_missing": _l("Write in a few words what the step is."),
    "goals.rungs_full": _l("There is room for %(most)s steps on the ladder. Leave one out, or put two together."),
}
EVENTS = {
    "goals.ladder_written": _l("The client wrote on their ladder"),
    "goals.rung_added": _l("The client added a step to their ladder"),
    "goals.rung_changed": _l("The client changed a step of their ladder"),
    "goals.rung_moved": _l("The client moved a step of their ladder"),
    "goals.rung_reached": _l("The client reached a step of their ladder"),
    "goals.rung_reopened": _l("The client took a step up again"),
    "goals.rung_dropped": _l("The client left a step out of their ladder"),
    "goals.ladder_shared": _l("The client decided who may read their ladder"),
    "goals.ladder_seen": _l("A shared ladder was read"),
}
NAVIGATION = (Entry(_l("My goal ladder"), "goals.ladder", permissions.WRITE, 10),)
WAYS = (Way("client", _l("Goal ladder"), "goals.read", permissions.READ_SHARED, 10),)
PARTS = {
    "goal": (_l("My goal"), _l("Where do you want to get to?")),
    "benefits": (_l("When I get there"), _l("What good follows when you get there?")),
    "already_done": (_l("I have already done this"), _l("What have you already done for it?")),
    "history": (_l("The way I have come"), _l("What matters on the way you have come?")),
    "wished_support": (_l("The support I wish for"), _l("What support do you wish for from your counsellor?")),
}
"""K8: each text's heading, and the question that invites it."""
QUESTIONS = (
    _l("How would you notice that you are one step nearer?"),
    _l("What has helped you before?"),
    _l("What is the smallest step you could take this week?"),
    _l("Who or what would you like beside you on this step?"),
)
"""Solution-focused: asked aloud beside the ladder, never written on it (K7)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung as it is drawn."""

    id: UUID
    anchor: str
    number: int
    words: str
    state: str
    when: str | None
    is_next: bool
    is_lowest: bool
    is_highest: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the ladder's texts: a heading, the client's words, and the question that invites them."""

    name: str
    heading: Printable
    words: str
    invitation: Printable


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole ladder as one page shows it: goal on top, steps below it, the way come so far as its ground."""

    goal: Part
    benefits: Part
    already_done: Part
    history: Part
    wished_support: Part
    steps: tuple[Step, ...]
    """The highest first, as they are drawn."""
    left_out: tuple[Step, ...]
    is_shared: bool
    is_empty: bool


def drawing(ladder: Ladder | None) -> Drawing:
    """The drawing of a ladder, or of the one not begun yet."""
    standing = sorted(ladder.standing, key=lambda rung: rung.place) if ladder else []
    following = next((rung.id for rung in standing if rung.state == "open"), None)
    steps = [
        _step(rung, number, is_next=rung.id == following, last=len(standing))
        for number, rung in enumerate(standing, start=1)
    ]
    return Drawing(
        **{name: _part(name, ladder) for name in PARTS},
        steps=tuple(reversed(steps)),
        left_out=tuple(_step(rung, 0, is_next=False, last=0) for rung in (ladder.dropped if ladder else ())),
        is_shared=ladder is not None and ladder.shared == "whole",
        is_empty=ladder is None,
    )


def not_shared(calling_name: str) -> EmptyState:
    """Not begun and not shared look the same to a counsellor: both are the client's own matter (K7)."""
    return EmptyState(
        _("%(name)s has not shared a ladder", name=calling_name),
        _("The ladder is the client's own, and so is the decision to show it. You can talk about goals without it."),
    )


def crumbs() -> tuple[Crumb, ...]:
    """The way back to one's own ladder."""
    return (Crumb(_("My goal ladder"), url_for("goals.ladder")),)


def client_crumbs(client_id: UUID, calling_name: str) -> tuple[Crumb, ...]:
    """The way back to a client's page."""
    return (
        Crumb(_("Clients"), url_for("intake.clients")),
        Crumb(calling_name, url_for("intake.client", client_id=client_id)),
    )


def _part(name: str, ladder: Ladder | None) -> Part:
    heading, invitation = PARTS[name]
    return Part(name, heading, getattr(ladder, name) if ladder else "", invitation)


def _step(rung: Rung, number: int, *, is_next: bool, last: int) -> Step:
    return Step(
        id=rung.id,
        anchor=f"step-{rung.id}",
        number=number,
        words=rung.words,
        state=rung.state,
        when=_when(rung),
        is_next=is_next,
        is_lowest=number == 1,
        is_highest=number == last,
    )


def _when(rung: Rung) -> str | None:
    if rung.reached_on:
        return str(_("Reached on %(day)s", day=format_date(rung.reached_on)))
    return str(_("By %(day)s", day=format_date(rung.due_on))) if rung.due_on else None
