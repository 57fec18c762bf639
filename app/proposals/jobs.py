"""What the clock does for proposals: those that nobody confirmed are erased."""

from procrastinate import Blueprint

from app.outbox import queue
from app.outbox.delivery import House
from app.proposals import actions
from tenants import database


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="17 3 * * *")
    @jobs.task(name="forget_unconfirmed", queueing_lock="proposals:forget_unconfirmed")
    def forget_unconfirmed(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        for _municipality in queue.everywhere():
            with database.writing():
                actions.forget_unconfirmed(by=None, at=house.now())

    return jobs
