"""Reads what the municipality has written down while it opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from app.opening import models
from app.opening.rules.rooting import Stage
from tenants import database
from tenants.registry import Municipality

_D, _T, _M, _S = models.Decision, models.Text, models.Mark, models.Stage
_DECISIONS = database.scoped(
    select(
        _D.subject, _D.body, _D.section, _D.decided_on, _D.valid_from, _D.link, _D.version, _D.saved_at, _D.saved_by
    ).order_by(_D.subject)
)
_TEXTS = database.scoped(
    select(_T.language, _T.welcome, _T.contact, _T.hours, _T.version, _T.saved_at, _T.saved_by).order_by(_T.language)
)
_MARKS = database.scoped(select(_M.kind, _M.what, _M.marked_at, _M.marked_by).order_by(_M.marked_at, _M.id))
_STAGES = database.scoped(
    select(_S.stage, _S.began_on, _S.evidence, _S.link, _S.version, _S.saved_at, _S.saved_by).order_by(_S.began_on)
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom and where it can be read; `subject` is a type of service or `no_reimbursement`."""

    subject: str
    body: str
    section: str
    decided_on: date
    valid_from: date
    link: str
    version: int
    saved_at: datetime
    saved_by: UUID


@dataclass(frozen=True, slots=True)
class Text:
    """The municipality's own words in one language."""

    language: str
    welcome: str
    contact: str
    hours: str
    version: int
    saved_at: datetime
    saved_by: UUID


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody is on something, or confirms it."""

    kind: str
    what: str
    marked_at: datetime
    marked_by: UUID


def decisions() -> dict[str, Decision]:
    """What was decided, by what it is about."""
    return {row.subject: Decision(*row) for row in database.session().execute(_DECISIONS)}


def texts() -> dict[str, Text]:
    """The municipality's own words, by language."""
    return {row.language: Text(*row) for row in database.session().execute(_TEXTS)}


def own_text(language: str, *, first: str) -> Text | None:
    """The words for a reader of this language: in it, else in the municipality's first language, else in any."""
    known = texts()
    return known.get(language) or known.get(first) or next(iter(known.values()), None)


def letter_foot(here: Municipality, language: str) -> str:
    """How one reaches the municipality, for the end of its letters."""
    own = own_text(language, first=here.first_language)
    return "\n".join(part for part in (own.contact, own.hours) if part) if own else ""


def marks() -> tuple[Mark, ...]:
    """Who is on what, and what was confirmed, in the order it happened."""
    return tuple(Mark(*row) for row in database.session().execute(_MARKS))


def taken(known: Iterable[Mark]) -> dict[str, Mark]:
    """Who is on which step."""
    return {one.what: one for one in known if one.kind == "taken"}


def confirmed(known: Iterable[Mark]) -> dict[str, Mark]:
    """What was confirmed."""
    return {one.what: one for one in known if one.kind == "confirmed"}


def stages() -> tuple[Stage, ...]:
    """K30: the stages that were reached, by day."""
    return tuple(Stage(*row) for row in database.session().execute(_STAGES))
