"""A house of its own to be killed: durable database, web, worker and a mailbox, each started again when it is dead."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
from aiosmtpd.controller import Controller

from app.config import Settings
from tenants import embedded
from tests import conftest
from tests.crash.cast import Cast
from tests.house.source import ROOT
from tests.journeys import serving
from tests.journeys.letters import Mailbox
from tests.journeys.serving import Served

DATABASE = "kumina_crash"


@dataclass
class House:
    """Everything that can be killed."""

    place: Path
    server: embedded.Server
    env: dict[str, str]
    mailbox: Mailbox
    web: Served
    worker: subprocess.Popen[bytes]
    cast: Cast

    def kill_something(self, chance: Random) -> str:
        """SIGKILL, without warning: a web process, the whole web, the worker, or the database with all its children."""
        victim = chance.choice(("web process", "web", "worker", "database"))
        if victim == "web process":
            children = psutil.Process(self.web.process.pid).children()
            if children:
                chance.choice(children).kill()
        elif victim == "web":
            _kill_family(self.web.process)
        elif victim == "worker":
            _kill_family(self.worker)
        else:
            self.server.kill()
        return victim

    def stand_up(self) -> None:
        """Start again whatever is dead, as a supervisor would."""
        if self.server.pid is None:
            self.server = embedded.start(self.place / "postgres")
        if self.web.process.poll() is not None:
            self.web = _web(self.env, self.place)
        if self.worker.poll() is not None:
            self.worker = _worker(self.env, self.place)

    def says(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of `kumina` in this house."""
        program = (sys.executable, "-m", "app.cli", *words)
        return subprocess.run(program, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False)


@contextlib.contextmanager
def standing(settings: Settings) -> Iterator[House]:
    """A house for as long as it is needed; nothing of it stays behind."""
    place = Path(tempfile.mkdtemp(prefix="kumina-crash-", dir="/tmp"))
    place.chmod(0o755)
    server = embedded.start(place / "postgres")
    mailbox = Mailbox()
    post = Controller(mailbox, hostname="127.0.0.1", port=serving.free_port())
    post.start()
    try:
        conftest._make(server.url("postgres", "postgres"), DATABASE)
        env = _environment(settings, server, post.port)
        cast = _cast(env)
        house = House(place, server, env, mailbox, _web(env, place), _worker(env, place), cast)
        try:
            yield house
        finally:
            serving.end(house.web.process)
            serving.end(house.worker)
            server = house.server
    finally:
        post.stop()
        server.stop()
        subprocess.run(("rm", "-rf", str(place)), check=False)


def _environment(settings: Settings, server: embedded.Server, smtp_port: int) -> dict[str, str]:
    port = serving.free_port()
    superuser = server.url("postgres", DATABASE)
    return serving.environment(
        settings,
        DATABASE_URL=conftest._url(superuser, "kumina_web"),
        DATABASE_CLOCK_URL=conftest._url(superuser, "kumina_clock"),
        KUMINA_PORT=str(port),
        KUMINA_BASE_URL=f"http://localhost:{port}",
        KUMINA_SMTP_URL=f"smtp://127.0.0.1:{smtp_port}",
    )


def _cast(env: dict[str, str]) -> Cast:
    program = (sys.executable, "-m", "tests.crash.cast")
    done = subprocess.run(program, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return Cast(**json.loads(done.stdout.splitlines()[-1]))


def _web(env: dict[str, str], place: Path) -> Served:
    return serving.start_web(env, place / "web.log", processes=2, threads=4)


def _worker(env: dict[str, str], place: Path) -> subprocess.Popen[bytes]:
    return serving.start(env, place / "worker.log", sys.executable, "-m", "app.cli", "worker")


def _kill_family(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
