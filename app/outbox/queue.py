"""The queue in the same PostgreSQL: how a worker opens it, how it waits between tries, through which door it works."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Final
from uuid import UUID

import structlog
from procrastinate import App, BaseRetryStrategy, Blueprint, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job

from app.outbox.delivery import House
from app.outbox.smtp import Undelivered
from tenants import context, database, registry

log = structlog.get_logger()

CLOCK: Final = ("clock",)
PAUSES_S: Final = (30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400)
"""How long a job that failed waits for its next try: about two days in all, then it is dead and an operator sees it."""
Jobs = Callable[[House], Blueprint]
"""What a slice's jobs.py offers as `blueprint`."""


class GrowingPauses(BaseRetryStrategy):
    """Try again after ever longer pauses, unless it is known that trying cannot help."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None when the job is dead."""
        if isinstance(exception, Undelivered) and exception.for_good:
            return None
        return None if is_last(job) else RetryDecision(retry_in={"seconds": PAUSES_S[job.attempts]})


def is_last(job: Job) -> bool:
    """Whether this try is the last one."""
    return job.attempts >= len(PAUSES_S)


def opened(clock_url: str, house: House, jobs: Mapping[str, Jobs]) -> App:
    """The queue with every slice's jobs, as the clock's role."""
    connector = PsycopgConnector(
        conninfo=clock_url,
        min_size=1,
        max_size=4,
        timeout=10,
        kwargs={"application_name": "kumina-worker", "connect_timeout": 5},
    )
    app = App(connector=connector)
    for name, blueprint in jobs.items():
        app.add_tasks_from(blueprint(house), namespace=name)
    return app


def door(municipality: str | None) -> AbstractContextManager[context.Door]:
    """The door a job works through: its own municipality's, with its own token, or the global one."""
    if municipality is None:
        return context.globally(roles=CLOCK)
    return context.entering(UUID(municipality), roles=CLOCK)


def everywhere() -> Iterator[UUID]:
    """Each municipality in turn, entered under its own token."""
    with context.globally(roles=CLOCK), database.reading():
        every = registry.municipalities()
    for municipality in every:
        with context.entering(municipality.id, roles=CLOCK):
            yield municipality.id
