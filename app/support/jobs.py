"""What the queue does for the network: the letters of a season's pulse, one association at a time."""

from uuid import UUID

from procrastinate import Blueprint

from app.outbox import queue
from app.outbox.delivery import House
from app.support import actions
from tenants import database


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.task(name="post_pulse", retry=queue.GrowingPauses())
    def post_pulse(*, reply: str, municipality: str | None) -> None:
        with queue.door(municipality), database.writing():
            actions.post_pulse(reply_id=UUID(reply), by=None, at=house.now())

    return jobs
