"""How the queue stands, for those who look after the service: counts and ids, through the narrow functions alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from tenants import database

_STATE = text("SELECT sec.queue_state(:at)")
_FAILED = text("SELECT sec.jobs_failed(:at_most)")


@dataclass(frozen=True, slots=True)
class State:
    """Counts; `oldest_s` is how long the oldest job that is due has waited."""

    waiting: int
    doing: int
    retrying: int
    failed: int
    oldest_s: int
    workers: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that was given up; `letter_id` when it was to deliver a letter."""

    id: int
    task: str
    municipality_id: UUID | None
    letter_id: UUID | None
    attempts: int
    failed_at: datetime


def state(*, at: datetime) -> State:
    """How many jobs wait, run, are tried again and were given up, and how many workers are alive."""
    return State(**database.session().execute(_STATE, {"at": at}).scalar_one())


def failed(*, at_most: int) -> tuple[Failed, ...]:
    """What was given up, newest first; shown to an operator's token alone."""
    found = database.session().execute(_FAILED, {"at_most": at_most}).scalar_one()
    return tuple(
        Failed(
            id=row["id"],
            task=row["task"],
            municipality_id=_uuid(row["args"].get("municipality")),
            letter_id=_uuid(row["args"].get("letter")),
            attempts=row["attempts"],
            failed_at=datetime.fromisoformat(row["at"]),
        )
        for row in found
    )


def _uuid(written: str | None) -> UUID | None:
    return UUID(written) if written else None
