"""`kumina house`: the whole product on this machine, as ./deploy/up starts it."""

import threading

import click
from flask.cli import AppGroup

from app.cli import installation, mailbox, opening, supervision
from tenants import embedded

commands = AppGroup("house", help="Run the whole product on this machine (./deploy/up does this for you).")


@commands.command("run", with_appcontext=False)
@click.option("--port", default=8000, show_default=True, help="Where the pages are served, on this machine only.")
def run(port: int) -> None:
    """Start database, web, worker and mailbox, and keep them running until Ctrl-C."""
    supervisor = supervision.Supervisor(opening.say)
    supervisor.listen()
    ground = None
    try:
        ground = opening.ground()
        opening.open_house(supervisor, ground, port)
        supervisor.tend(also=ground.tend)
    except embedded.CannotServe as refusal:
        raise click.ClickException(str(refusal)) from refusal
    finally:
        opening.say("Stopping …")
        supervisor.end()
        if ground:
            ground.end()
            opening.say(f"Stopped. Everything is kept in {ground.kept_in()}.")


@commands.command("mailbox", with_appcontext=False)
@click.option("--port", default=1025, show_default=True)
def keep_mailbox(port: int) -> None:
    """Take letters by SMTP on this machine and keep them as files in var/mail."""
    controller = mailbox.listening(installation.VAR / "mail", port)
    controller.start()
    threading.Event().wait()
