"""What the clock does for imports: a file that nobody brings in is erased after a week."""

from procrastinate import Blueprint

from app.imports import actions
from app.outbox import queue
from app.outbox.delivery import House
from tenants import database


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="52 2 * * *")
    @jobs.task(name="expire_files", queueing_lock="imports:expire_files")
    def expire_files(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        for _municipality in queue.everywhere():
            with database.writing():
                actions.expire_old(by=None, at=house.now())

    return jobs
