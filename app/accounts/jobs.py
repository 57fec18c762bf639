"""What the clock does for people: sessions that are over and tries that are forgotten leave the database."""

from procrastinate import Blueprint

from app.accounts import rules
from app.outbox.delivery import House
from tenants import database

FORGOTTEN = max(one.forgotten for one in (rules.PATIENCE_ADDRESS, rules.PATIENCE_NETWORK, rules.PATIENCE_LETTERS))


def blueprint(house: House) -> Blueprint:
    """The jobs, with what the roof hands in."""
    jobs = Blueprint()

    @jobs.periodic(cron="*/10 * * * *")
    @jobs.task(name="sweep_sessions", queueing_lock="accounts:sweep_sessions")
    def sweep_sessions(timestamp: int) -> None:  # noqa: ARG001 - when it was due
        database.narrow("SELECT sec.sessions_sweep(%(at)s)", at=house.now())

    @jobs.periodic(cron="27 * * * *")
    @jobs.task(name="sweep_attempts", queueing_lock="accounts:sweep_attempts")
    def sweep_attempts(timestamp: int) -> None:  # noqa: ARG001
        database.narrow("SELECT sec.attempts_sweep(%(before)s)", before=house.now() - FORGOTTEN)

    return jobs
