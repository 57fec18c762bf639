"""What the clock does for the desks: each municipality is counted for the operator, inside it, under its own token."""

from datetime import datetime

from procrastinate import Blueprint
from sqlalchemy import text

from app.outbox import queue
from app.outbox.delivery import House
from app.values.period import day_in_finland
from tenants import database, figures
from tenants.figures import Counted

_COUNT = text("""
    SELECT (SELECT count(*) FROM associations_association WHERE municipality_id = :here AND ended_at IS NULL)
               AS associations,
           (SELECT count(*) FROM worktasks_task WHERE municipality_id = :here AND state = 'published')
               AS published_tasks,
           (SELECT count(*) FROM registry_deviation WHERE municipality_id = :here AND set_aside_in IS NULL)
               AS deviations,
           (SELECT count(*) FROM outbox_letter
             WHERE municipality_id = :here AND sent_at IS NULL AND dead_at IS NULL) AS letters_waiting,
           (SELECT count(*) FROM outbox_letter WHERE municipality_id = :here AND dead_at IS NOT NULL)
               AS letters_failed,
           (SELECT coalesce(jsonb_object_agg(role, many), '{}') FROM (
                SELECT role, count(DISTINCT person_id) AS many FROM accounts_membership
                 WHERE municipality_id = :here AND ended_at IS NULL AND role <> 'client' GROUP BY role) roles)
               AS people,
           (SELECT count(*) FROM intake_client WHERE municipality_id = :here AND ended_at IS NULL) AS clients,
           (SELECT count(*) FROM placements_placement
             WHERE municipality_id = :here AND ended_at IS NULL AND :today BETWEEN first_on AND last_on)
               AS placements_running,
           sec.staff_seen_on() AS staff_seen_on
""")


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="3 * * * *")
    @jobs.task(name="count", queueing_lock="desks:count")
    def count(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        count_everything(house.now())

    @jobs.task(name="count_now", queueing_lock="desks:count_now")
    def count_now(municipality: str | None = None) -> None:  # noqa: ARG001 - the operator asks for all
        count_everything(house.now())

    return jobs


def count_everything(at: datetime) -> None:
    """Every municipality in turn; the numbers of one are kept before the next is entered."""
    for here in queue.everywhere():
        with database.writing() as db:
            row = dict(db.execute(_COUNT, {"here": here, "today": day_in_finland(at)}).mappings().one())
            few = {name: figures.enough(row[name]) for name in ("clients", "placements_running")}
            figures.keep(Counted(**(row | few)), at=at)
