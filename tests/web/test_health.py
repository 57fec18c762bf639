"""Lives, may be sent visitors, and figures for those who look after it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from app.config import Settings
from app.factory import create_app
from app.web import health
from tenants import database

ROOT = Path(__file__).parents[2]


def test_it_lives_and_is_ready(browser: FlaskClient) -> None:
    assert browser.get("/healthz").text == "ok\n"
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert "Set-Cookie" not in answer.headers


def test_not_ready_while_it_stops(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health._stopping, "is_set", lambda: True)
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready: stopping\n")
    assert browser.get("/healthz").status_code == 200


def test_not_ready_when_the_code_is_newer_than_the_database(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health.newest_migration() >= "0004_outbox"
    monkeypatch.setattr(health, "newest_migration", lambda: "9999_later")
    assert browser.get("/readyz").text == "not ready: migrations\n"


@pytest.fixture
def elsewhere(app: Flask) -> Iterator[Callable[[str], None]]:
    """Point the house at another database; back again afterwards."""
    settings = app.config["KUMINA"]
    yield lambda url: database.configure(url, settings.signer)
    database.configure(settings.database_url.get_secret_value(), settings.signer)


def test_not_ready_without_a_database(browser: FlaskClient, elsewhere: Callable[[str], None]) -> None:
    elsewhere("postgresql://kumina_web:x@127.0.0.1:1/nowhere")
    assert browser.get("/readyz").text == "not ready: database\n"
    assert browser.get("/healthz").status_code == 200


def test_not_ready_under_a_role_that_may_too_much(
    browser: FlaskClient, elsewhere: Callable[[str], None], url_of: Callable[[str], str]
) -> None:
    elsewhere(url_of("kumina_owner"))
    assert browser.get("/readyz").text == "not ready: role\n"


def test_figures_are_for_this_machine_without_a_proxy(browser: FlaskClient) -> None:
    browser.get("/healthz")
    answer = browser.get("/metrics")
    assert answer.status_code == 200
    assert 'route="/healthz"' in answer.text
    assert "kumina_queue_waiting " in answer.text
    assert browser.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert browser.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 404


def test_figures_are_for_who_shows_the_token(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"metrics_token": SecretStr("the token")}))
    browser = app.test_client()
    assert browser.get("/metrics").status_code == 404
    assert browser.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    assert browser.get("/metrics", headers={"Authorization": "Bearer the token"}).status_code == 200
    empty = create_app(settings.model_copy(update={"metrics_token": SecretStr("")}))
    assert empty.test_client().get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 404


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """The house behind its real server, which takes two seconds to close its door."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    values = {name.upper(): value for name, value in app.config["KUMINA"].model_dump().items() if value is not None}
    plain = {name: one.get_secret_value() if isinstance(one, SecretStr) else str(one) for name, one in values.items()}
    environment = {f"KUMINA_{name}": value for name, value in plain.items() if not name.startswith("DATABASE_U")} | {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": plain["DATABASE_URL"],
        "KUMINA_BIND": f"127.0.0.1:{port}",
        "KUMINA_WEB_PROCESSES": "2",
        "KUMINA_DRAIN_S": "2",
    }
    command = (sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app.factory:create_app()")
    with (tmp_path / "web.log").open("wb") as log:
        web = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    yield web, f"http://127.0.0.1:{port}"
    web.kill()
    web.wait()


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - this machine
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except (URLError, ConnectionError, TimeoutError):
        return 0, ""


def test_asked_to_stop_it_says_not_ready_before_it_closes(served: tuple["subprocess.Popen[bytes]", str]) -> None:
    web, address = served
    deadline = time.monotonic() + 30
    while ask(f"{address}/readyz") != (200, "ready\n"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for _ in range(20):
        ask(f"{address}/healthz")
    code, figures = ask(f"{address}/metrics")
    assert code == 200
    [counted] = [
        line for line in figures.splitlines() if line.startswith("kumina_answers_total") and "/healthz" in line
    ]
    assert float(counted.split()[-1]) == 20, "the figures of both processes are told together"
    web.send_signal(signal.SIGTERM)
    seen = []
    while web.poll() is None and time.monotonic() < deadline + 15:
        seen.append(ask(f"{address}/readyz"))
        time.sleep(0.1)
    assert web.wait(timeout=20) == 0
    assert (503, "not ready: stopping\n") in seen
    assert ask(f"{address}/healthz")[0] == 0
