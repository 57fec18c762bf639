"""What the clock does for the shell: old drafts and rate limits go, walls and records are checked."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from procrastinate import Blueprint
from sqlalchemy import text

from app.outbox import queue
from app.outbox.delivery import House
from app.record import verification
from tenants import database, policies

log = structlog.get_logger()

DRAFT_LIFE: Final = timedelta(days=14)
_OLD_DRAFTS = text("DELETE FROM web_draft WHERE municipality_id = :here AND saved_at < :before")


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="7 * * * *")
    @jobs.task(name="sweep_rates", queueing_lock="web:sweep_rates")
    def sweep_rates(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        database.narrow("SELECT sec.rates_sweep(%(at)s)", at=house.now())

    @jobs.periodic(cron="23 3 * * *")
    @jobs.task(name="sweep_drafts", queueing_lock="web:sweep_drafts")
    def sweep_drafts(timestamp: int) -> None:  # noqa: ARG001
        before = house.now() - DRAFT_LIFE
        for here in queue.everywhere():
            with database.writing() as db:
                db.execute(_OLD_DRAFTS, {"here": here, "before": before})

    @jobs.periodic(cron="37 * * * *")
    @jobs.task(name="check_walls", queueing_lock="web:check_walls")
    def check_walls(timestamp: int) -> None:  # noqa: ARG001
        _check_walls()

    @jobs.periodic(cron="11 4 * * *")
    @jobs.task(name="check_records", queueing_lock="web:check_records")
    def check_records(timestamp: int) -> None:  # noqa: ARG001
        for here in queue.everywhere():
            _check_record(here)

    return jobs


def _check_walls() -> None:
    """What could let one municipality see another is told to the log, where somebody is called by it."""
    with database.inspecting() as connection:
        found = policies.verify(connection)
    for finding in found:
        log.error("wall_faulty", object=finding.object, check=finding.check)
    if not found:
        log.info("walls_stand")


def _check_record(here: UUID) -> None:
    """A record that is not whole calls somebody; of one that is, the log keeps the end, as an anchor."""
    verdict = verification.verify(here)
    if verdict.findings:
        found = [f"{one.what}:{one.number}" for one in verdict.findings[:20]]
        log.error("record_not_whole", municipality=str(here), findings=found)
    elif verdict.head is not None:
        anchor = f"{verdict.head.number}:{verdict.head.mac.hex()}"
        log.info("record_anchor", municipality=str(here), anchor=anchor)
