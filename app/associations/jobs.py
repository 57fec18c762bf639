"""What the clock does for the network: it writes before a yearly check is due, and again when its grace begins."""

from procrastinate import Blueprint

from app.associations import actions
from app.outbox import queue
from app.outbox.delivery import House
from tenants import database


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="17 6 * * *")
    @jobs.task(name="remind", queueing_lock="associations:remind")
    def remind(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        for _municipality in queue.everywhere():
            with database.writing():
                actions.remind(by=None, at=house.now())

    return jobs
