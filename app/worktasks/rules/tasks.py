"""What a work task is, who may see it, and what must be said before clients may."""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from app.values.refusal import Refusal
from app.worktasks.rules.cards import AUTHORS_LANGUAGES, Card, Words, none_said
from app.worktasks.rules.induction import Induction

State = Literal["draft", "published", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Picture:
    """What one needs to show a task's picture; the digest names it for caches, sizes are in pixels."""

    digest: str
    width: int
    height: int
    alt: str
    """What it shows, in the author's language."""
    alt_other: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is done."""

    id: UUID
    name: str
    town: str


@dataclass(frozen=True, slots=True)
class Task:
    """What one can do in one association."""

    id: UUID
    association_id: UUID
    association_name: str
    card: Card
    state: State = "draft"
    not_a_substitute: bool = False
    translation: Words | None = None
    """The same in the other language, as far as its author has written it."""
    picture: Picture | None = None
    site: Site | None = None
    induction: Induction = dataclasses.field(default_factory=Induction)
    """What is gone through with those who begin (K16)."""

    @property
    def name(self) -> str:
        """What its author calls it."""
        return self.card.words.name

    @property
    def description(self) -> str:
        """What one really does there, in its author's language."""
        return self.card.words.description

    @property
    def field(self) -> str:
        """The field of work (K15)."""
        return self.card.field

    @property
    def places(self) -> int:
        """How many can do it at the same time."""
        return self.card.places

    @property
    def weekdays(self) -> frozenset[int]:
        """The days it is done on; none said means that it depends."""
        return self.card.weekdays

    @property
    def languages(self) -> frozenset[str]:
        """In which languages one manages there."""
        return self.card.languages

    @property
    def load(self) -> Mapping[str, int]:
        """What the work takes, 1–5 by dimension."""
        return self.card.load

    @property
    def is_open(self) -> bool:
        """Whether clients may be placed in it and see it."""
        return self.state == "published"

    def said_in(self, language: str) -> Words:
        """Its words for a reader of this language; what is not translated stands in its author's language."""
        if language == self.card.language or self._is_not_translated(language):
            return self.card.words
        return self.card.words.with_other(self.translation)

    def falls_back(self, language: str) -> str | None:
        """The author's language when a reader of this one is given that instead, so that the page can say so."""
        if language == self.card.language:
            return None
        is_told = not self._is_not_translated(language) and self.translation and self.translation.description
        return None if is_told else self.card.language

    def picture_told_in(self, language: str) -> str:
        """What the picture shows, for a reader of this language."""
        if self.picture is None:
            return ""
        other = language in AUTHORS_LANGUAGES and language != self.card.language
        return (other and self.picture.alt_other) or self.picture.alt

    def _is_not_translated(self, language: str) -> bool:
        return self.translation is None or language not in AUTHORS_LANGUAGES


def may_register(*, in_network: bool) -> Refusal | None:
    """An association registers tasks only while it belongs to the network (K15)."""
    return None if in_network else Refusal("worktasks.association_has_left")


def missing(task: Task, *, always: Collection[str]) -> tuple[str, ...]:
    """Which parts of the card that are always asked still say nothing, in the playbook's order."""
    empty = none_said(task.card, has_picture=task.picture is not None)
    return tuple(code for code in always if code in empty)


def may_publish(
    task: Task, *, in_network: bool, not_a_substitute: bool, always: Collection[str] = ()
) -> Refusal | None:
    """189/2001: a task may not stand in for an employee, and its association has to say so itself."""
    if not in_network:
        return Refusal("worktasks.association_has_left")
    if task.state == "ended":
        return Refusal("worktasks.ended")
    if not not_a_substitute:
        return Refusal("worktasks.statement_missing", field_name="not_a_substitute")
    if not task.description.strip():
        return Refusal("worktasks.description_missing")
    if missing(task, always=always):
        return Refusal("worktasks.card_is_short")
    return None


def may_pause(task: Task) -> Refusal | None:
    """Only what is open can be closed for a while; whoever works in it already goes on."""
    return None if task.state == "published" else Refusal("worktasks.not_open")


def may_resume(task: Task, *, in_network: bool) -> Refusal | None:
    """What was paused opens again under the statement it had."""
    if not in_network:
        return Refusal("worktasks.association_has_left")
    return None if task.state == "paused" else Refusal("worktasks.not_paused")


def may_end(task: Task) -> Refusal | None:
    """Once is enough; the placements that run go on to their own end."""
    return Refusal("worktasks.ended") if task.state == "ended" else None


def may_change(task: Task, *, description: str) -> Refusal | None:
    """What has ended stays as it was, since periods of work refer to it; what is open goes on saying what one does."""
    if task.state == "ended":
        return Refusal("worktasks.ended")
    if task.state in {"published", "paused"} and not description.strip():
        return Refusal("worktasks.description_missing", field_name="description")
    return None


def may_still_change(task: Task) -> Refusal | None:
    """What belongs to an ended task stays as it was."""
    return Refusal("worktasks.ended") if task.state == "ended" else None


def may_see(task: Task, *, own: Collection[UUID], as_staff: bool) -> bool:
    """Published tasks are seen by all who may browse, others by their association and the staff."""
    return task.is_open or as_staff or task.association_id in own
