"""The order in which the house on this machine opens: database, migrations, practice municipalities, web, worker."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import click

from app.cli import installation, supervision
from tenants import cluster, embedded

DATABASE = "kumina"
READY_WITHIN = 90  # seconds
OWNERS_ONLY = ("DATABASE_OWNER_URL", "DATABASE_CLOCK_URL", "KUMINA_DATABASE_ADMIN_URL")


@dataclass
class Ground:
    """The database of this installation: our own server, or (server is None) one that the environment names."""

    server: embedded.Server | None
    addresses: Mapping[str, str]

    def tend(self) -> None:
        """A server that died is started again; the children find it at the same address."""
        if self.server is not None and self.server.pid is None:
            say("The database ended; starting it again.")
            embedded.start(installation.VAR / "postgres")

    def end(self) -> None:
        if self.server is not None:
            self.server.stop()

    def kept_in(self) -> str:
        """Where everything stands that a person would want to keep."""
        home = self.server.place.home if self.server else installation.VAR
        inside = home.is_relative_to(installation.VAR)
        return str(installation.VAR) if inside else f"{installation.VAR}, the database in {home}"


def say(words: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')}  {words}")


def ground() -> Ground:
    """DATABASE_URL replaces the server that comes along."""
    if os.environ.get("DATABASE_URL"):
        return Ground(None, _given_addresses())
    say("Starting the database …")
    server = embedded.start(installation.VAR / "postgres")
    admin = server.url("postgres", "postgres")
    cluster.prepare(admin, DATABASE, server.passwords)
    owner, web, clock = (server.url(role, DATABASE) for role in cluster.LOGINS)
    addresses = {"DATABASE_OWNER_URL": owner, "DATABASE_URL": web, "DATABASE_CLOCK_URL": clock}
    return Ground(server, addresses | {"KUMINA_DATABASE_ADMIN_URL": admin})


def open_house(supervisor: supervision.Supervisor, ground: Ground, port: int) -> None:
    """Returns when the pages answer, or at once when asked to stop."""
    settings = _settings(ground, port)
    whole = installation.own_secrets() | dict(os.environ) | settings | {"PYTHONPATH": str(installation.ROOT)}
    installation.write(installation.SETTINGS, settings)
    if supervisor.stopping:
        return
    say("Migrating the database …")
    _kumina(whole, "db", "migrate")
    sign_ins = ""
    if _has_command("practice") and not supervisor.stopping:
        say("Opening the practice municipalities …")
        sign_ins = _kumina(whole, "practice", "open")
    if not supervisor.stopping:
        say("Starting the web …")
        _start_children(supervisor, whole)
    if _wait_until_ready(supervisor, port):
        click.echo(_welcome(settings["KUMINA_BASE_URL"], sign_ins))


def _given_addresses() -> dict[str, str]:
    given = {name: os.environ[name] for name in ("DATABASE_URL", *OWNERS_ONLY) if os.environ.get(name)}
    if missing := {"DATABASE_OWNER_URL", "DATABASE_CLOCK_URL"} - given.keys():
        raise click.ClickException(
            f"DATABASE_URL is set, and {' and '.join(sorted(missing))} must be as well: the owner migrates, the clock "
            "works (deploy/env.example explains each). With none of them set, the database that comes along is used."
        )
    return given


def _settings(ground: Ground, port: int) -> dict[str, str]:
    defaults = {
        "KUMINA_BASE_URL": f"http://localhost:{port}",
        "KUMINA_BIND": f"127.0.0.1:{port}",
        "KUMINA_ENVIRONMENT": "practice",
        "KUMINA_MAIL_FROM": "kumina@localhost",
        "KUMINA_SMTP_URL": f"smtp://127.0.0.1:{_free_port()}",
    }
    return {**ground.addresses, **{name: os.environ.get(name, value) for name, value in defaults.items()}}


def _start_children(supervisor: supervision.Supervisor, whole: Mapping[str, str]) -> None:
    """The web knows its own role's address only; the worker has the clock's besides."""
    web = {name: value for name, value in whole.items() if name not in OWNERS_ONLY}
    clock = {"DATABASE_CLOCK_URL": whole["DATABASE_CLOCK_URL"]} if "DATABASE_CLOCK_URL" in whole else {}
    if "KUMINA_SMTP_URL" not in os.environ:
        port = whole["KUMINA_SMTP_URL"].rpartition(":")[2]
        supervisor.add(_child("mailbox", web, "-m", "app.cli", "house", "mailbox", "--port", port))
    settings = str(installation.ROOT / "deploy" / "gunicorn.conf.py")
    supervisor.add(_child("web", web, "-m", "gunicorn", "-c", settings, "app.factory:create_app()"))
    if _has_command("worker"):
        supervisor.add(_child("worker", web | clock, "-m", "app.cli", "worker"))


def _child(name: str, environment: Mapping[str, str], *words: str) -> supervision.Child:
    log = installation.VAR / "log" / f"{name}.log"
    return supervision.Child(name, (sys.executable, *words), environment, log, installation.ROOT)


def _kumina(environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - words of our own
        (sys.executable, "-m", "app.cli", *words),
        env=environment,
        cwd=installation.ROOT,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode != 0:
        raise click.ClickException(f"`kumina {' '.join(words)}` did not succeed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def _has_command(name: str) -> bool:
    root = click.get_current_context().find_root().command
    return isinstance(root, click.Group) and name in root.commands


def _wait_until_ready(supervisor: supervision.Supervisor, port: int) -> bool:
    deadline = time.monotonic() + READY_WITHIN
    while not supervisor.stopping:
        for child in supervisor.children:
            if child.died() is not None:
                raise click.ClickException(f"{child.name} did not start. Its log says:\n{child.end_of_log()}")
        if _answers(port):
            return True
        if time.monotonic() > deadline:
            raise click.ClickException(f"The web did not answer within {READY_WITHIN} s. Look into var/log/web.log.")
        time.sleep(0.1)
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _welcome(address: str, sign_ins: str) -> str:
    lines = ["", f"Kumina is open: {address}", ""]
    if sign_ins:
        lines += [sign_ins.rstrip(), ""]
    if "KUMINA_SMTP_URL" not in os.environ:
        lines.append(f"Letters stay on this machine: {installation.VAR / 'mail'}")
    return "\n".join([*lines, f"Logs: {installation.VAR / 'log'}", "Ctrl-C stops everything.", ""])
