"""`kumina letters`: see whether letters leave the house."""

import click
from flask import current_app
from flask.cli import AppGroup

from app import outbox
from app.web.clock import now
from tenants import context, database

commands = AppGroup("letters", help="Letters waiting to leave.")


@commands.command("try")
@click.argument("address")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True)
def send_trial(address: str, language: str) -> None:
    """Post a trial letter to ADDRESS; the worker sends it at once when mail is set up well."""
    link = current_app.config["KUMINA"].base_url
    try:
        with context.globally(), database.writing():
            outbox.post("outbox.trial", to=address, language=language, facts={"link": link}, at=now())
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    click.echo("Posted. If it does not arrive, look at the worker's log and at the operator's page of letters.")


@commands.command("state")
def state() -> None:
    """Say how many jobs wait, run and failed, and how many workers are alive."""
    found = database.narrow("SELECT sec.queue_state(%(at)s)", at=now())
    for name in ("workers", "waiting", "retrying", "doing", "failed", "oldest_s"):
        click.echo(f"{name}: {found[name]}")
