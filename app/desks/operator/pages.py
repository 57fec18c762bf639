"""What the page of letters and other waiting work says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import format_datetime, format_number, ngettext
from flask_babel import gettext as _

from app.outbox.queries import Failed, State
from app.web.components import EmptyState, Figure, Printable, SummaryRow


@dataclass(frozen=True, slots=True)
class GivenUp:
    """One job that was given up, and where it is tried again."""

    title: Printable
    rows: tuple[SummaryRow, ...]
    retry_at: str


def figures(state: State) -> tuple[Figure, ...]:
    """How the queue stands."""
    minutes = state.oldest_s // 60
    waits = ngettext("the oldest for %(num)s minute", "the oldest for %(num)s minutes", minutes)
    return (
        Figure(_("Given up"), format_number(state.failed), _("waits for you") if state.failed else None),
        Figure(_("Failed so far"), format_number(state.retrying), _("is tried again by itself")),
        Figure(_("Waiting"), format_number(state.waiting), waits if state.waiting else None),
        Figure(_("Workers"), format_number(state.workers), None if state.workers else _("nothing is being sent")),
    )


def given_up(failed: Iterable[Failed], slugs: Mapping[UUID, str]) -> tuple[GivenUp, ...]:
    """What was given up, newest first."""
    return tuple(_one(one, slugs) for one in failed)


def nothing() -> EmptyState:
    """All is well."""
    return EmptyState(
        _("Nothing was given up"),
        _("What cannot be sent in two days of trying, or is refused for good, appears here."),
    )


def _one(one: Failed, slugs: Mapping[UUID, str]) -> GivenUp:
    whose = slugs.get(one.municipality_id, "–") if one.municipality_id else _("none: it is about somebody’s sign-in")
    rows = [
        SummaryRow(_("When"), format_datetime(one.failed_at, "short")),
        SummaryRow(_("Municipality"), whose),
        SummaryRow(_("Tries"), format_number(one.attempts)),
    ]
    if one.letter_id:
        rows.append(SummaryRow(_("Id of the letter"), str(one.letter_id)))
    title = _("Letter") if one.letter_id else _("Job %(name)s", name=one.task)
    return GivenUp(title, tuple(rows), url_for("operator.retry", job_id=one.id))
