"""The jobs of the outbox: deliver a letter; take up what a dead worker left; erase what dead letters said."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from procrastinate import App, Blueprint, JobContext
from procrastinate.exceptions import ConnectorException

from app.outbox import delivery, queue
from app.outbox.delivery import House
from tenants import context

log = structlog.get_logger()

KEPT: Final = timedelta(days=30)
"""How long a dead letter can still be sent by an operator's button; then its address and facts are erased."""


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.task(name="deliver", retry=queue.GrowingPauses(), pass_context=True)
    def deliver(running: JobContext, *, letter: str, municipality: str | None) -> None:
        with queue.door(municipality):
            delivery.deliver(UUID(letter), house, is_last=queue.is_last(running.job))

    @jobs.periodic(cron="* * * * *")
    @jobs.task(name="take_up", queueing_lock="outbox:take_up", pass_context=True)
    async def take_up(running: JobContext, timestamp: int) -> None:  # noqa: ARG001 - when it was due
        await take_up_stalled(running.app)

    @jobs.periodic(cron="41 2 * * *")
    @jobs.task(name="forget_dead", queueing_lock="outbox:forget_dead")
    def forget_dead(timestamp: int) -> None:  # noqa: ARG001
        before = house.now() - KEPT
        with context.globally(roles=queue.CLOCK):
            delivery.forget_dead(before)
        for _municipality in queue.everywhere():
            delivery.forget_dead(before)

    return jobs


async def take_up_stalled(work: App) -> None:
    """A worker killed in the middle of a job leaves it undone for ever, unless somebody puts it back into the queue."""
    for job in await work.job_manager.get_stalled_jobs():
        try:
            await work.job_manager.retry_job(job)
        except ConnectorException:  # it ended after all, or another worker was quicker
            continue
        log.warning("job_taken_up", job=job.id, task=job.task_name, attempts=job.attempts)
