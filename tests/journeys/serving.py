"""The web and the worker as processes of their own, as an installation runs them, on the tests' database."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.config import Settings
from tests.house.source import ROOT

READY_WITHIN_S = 60


@dataclass(frozen=True)
class Served:
    """Where the house answers, and the process behind it."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """The settings as an installation gives them; nothing of the caller's own installation comes along."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KUMINA_", "DATABASE_"))}
    clock = settings.database_clock_url
    given = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "DATABASE_CLOCK_URL": clock.get_secret_value() if clock else "",
        "KUMINA_ENVIRONMENT": settings.environment,
        "KUMINA_BASE_URL": settings.base_url,
        "KUMINA_SECRET_KEY": settings.secret_key.get_secret_value(),
        "KUMINA_TOKEN_KEY": settings.token_key.get_secret_value(),
        "KUMINA_RECORD_KEY": settings.record_key.get_secret_value(),
        "KUMINA_TOTP_KEY": settings.totp_key.get_secret_value(),
        "KUMINA_PASSWORD_SALT": settings.password_salt.get_secret_value(),
        "KUMINA_SMTP_URL": settings.smtp_url,
        "KUMINA_MAIL_FROM": settings.mail_from,
        "PYTHONPATH": str(ROOT),
    }
    return own | given | changes


def start_web(env: Mapping[str, str], log: Path, *, processes: int = 1, threads: int = 8) -> Served:
    """The web under gunicorn with the product's own settings; returns when it answers."""
    port = int(env.get("KUMINA_PORT") or free_port())
    address = f"http://localhost:{port}"
    whole = {
        "KUMINA_BASE_URL": address,
        **env,
        "KUMINA_BIND": f"127.0.0.1:{port}",
        "KUMINA_WEB_PROCESSES": str(processes),
        "KUMINA_WEB_THREADS": str(threads),
    }
    program = (sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy" / "gunicorn.conf.py"))
    process = start(whole, log, *program, "app.factory:create_app()")
    wait(f"{address}/static/favicon.svg", process, log)
    return Served(address, process, log)


def start(env: Mapping[str, str], log: Path, *words: str) -> subprocess.Popen[bytes]:
    """One process with a family of its own, so that all of it can be ended."""
    with log.open("ab") as to:
        return subprocess.Popen(
            words, env=dict(env), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=to, stderr=to, start_new_session=True
        )


def end(process: subprocess.Popen[bytes], *, how: int = signal.SIGTERM, within: float = 15) -> None:
    """End it and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def served(settings: Settings, folder: Path) -> Iterator[Served]:
    """The web for as long as it is needed."""
    port = free_port()
    env = environment(settings, KUMINA_PORT=str(port), KUMINA_BASE_URL=f"http://localhost:{port}")
    web = start_web(env, folder / "web.log")
    try:
        yield web
    finally:
        end(web.process)


def wait(address: str, process: subprocess.Popen[bytes], log: Path, *, cookie: str = "") -> None:
    """Until the address answers; a process that ends before that says why."""
    asked = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})  # noqa: S310 - our own
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the web did not start:\n{log.read_text()[-4000:]}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(asked, timeout=5).close()  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise RuntimeError(f"the web did not answer:\n{log.read_text()[-4000:]}")
