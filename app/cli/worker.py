"""`kumina worker`: sends letters and does whatever happens later, until it is asked to stop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import click
from flask import Flask
from flask.cli import NoAppException
from procrastinate import App, JobContext
from procrastinate.worker import Worker
from pydantic import ValidationError

from app.accounts import jobs as accounts_jobs
from app.associations import jobs as associations_jobs
from app.cli import installation
from app.config import Settings
from app.desks import jobs as desks_jobs
from app.factory import create_app
from app.imports import jobs as imports_jobs
from app.outbox import jobs as outbox_jobs
from app.outbox import printing, queue
from app.outbox.delivery import House
from app.outbox.smtp import Post
from app.proposals import jobs as proposals_jobs
from app.support import jobs as support_jobs
from app.values import trace
from app.web import jobs as web_jobs
from app.web.clock import now

JOBS: Final[Mapping[str, queue.Jobs]] = {
    "accounts": accounts_jobs.blueprint,
    "associations": associations_jobs.blueprint,
    "desks": desks_jobs.blueprint,
    "imports": imports_jobs.blueprint,
    "outbox": outbox_jobs.blueprint,
    "proposals": proposals_jobs.blueprint,
    "support": support_jobs.blueprint,
    "web": web_jobs.blueprint,
}
"""Every slice's jobs, under the slice's name."""
GRACE_S: Final = 20.0


@click.command("worker")
@click.option("--at-once", default=4, show_default=True, help="How many jobs run side by side.")
def command(at_once: int) -> None:
    """Send letters and do what is due, as the clock's role. Stops after the jobs in hand when asked to (SIGTERM)."""
    settings = _settings()
    app = create_app(settings)
    if not asyncio.run(_work(settings, app, at_once)):
        raise click.ClickException("The worker lost its database. Start it again.")


def _settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as refusal:
        raise NoAppException(installation.what_is_missing(refusal)) from refusal
    if settings.database_clock_url is None:
        raise click.UsageError("DATABASE_CLOCK_URL is not set: the address of the database as kumina_clock.")
    return settings.model_copy(update={"database_url": settings.database_clock_url})


async def _work(settings: Settings, app: Flask, at_once: int) -> bool:
    """Work until asked to stop; answers whether it was."""
    house = House(now, printing.printer(app), Post(settings.smtp_url, settings.mail_from))
    async with queue.opened(_libpq(settings), house, JOBS).open_async() as work:
        asked = asyncio.Event()
        working = asyncio.create_task(_run(work, at_once))
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, asked.set)
        asking = asyncio.create_task(asked.wait())
        await asyncio.wait({working, asking}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        asking.cancel()
        await asyncio.gather(working, asking, return_exceptions=True)
        return asked.is_set()


async def _run(work: App, at_once: int) -> None:
    await outbox_jobs.take_up_stalled(work)
    await work.run_worker_async(
        concurrency=at_once,
        delete_jobs="successful",
        shutdown_graceful_timeout=GRACE_S,
        install_signal_handlers=False,
        worker_middleware=[_traced],
    )


async def _traced(call_next: Callable[[], Awaitable[Any]], running: JobContext, _worker: Worker) -> Any:
    """Whatever a job logs and records carries its number."""
    trace.begin(f"job-{running.job.id}")
    return await call_next()


def _libpq(settings: Settings) -> str:
    address = settings.database_url.get_secret_value()
    return "postgresql" + address[address.index("://") :]
