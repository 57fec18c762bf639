"""The worker as it runs: letters leave, what it is killed over is done again, and it stops when asked."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from pydantic import SecretStr

from tests.outbox.conftest import MailServer

ROOT = Path(__file__).parents[2]
Worker = subprocess.Popen[bytes]
Posts = Callable[..., UUID]


@pytest.fixture
def starts(
    app: Flask, own_database: psycopg.Connection, mail: MailServer, url_of: Callable[..., str], tmp_path: Path
) -> Iterator[Callable[[], Worker]]:
    """Start `kumina worker`; whatever still runs at the end is killed."""
    values = {name.upper(): value for name, value in app.config["KUMINA"].model_dump().items() if value is not None}
    plain = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value) for name, value in values.items()
    }
    environment = {f"KUMINA_{name}": value for name, value in plain.items() if not name.startswith("DATABASE_U")}
    environment |= {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "KUMINA_VAR": str(tmp_path),
        "DATABASE_URL": url_of("kumina_web", own_database.info.dbname),
        "DATABASE_CLOCK_URL": url_of("kumina_clock", own_database.info.dbname),
        "KUMINA_SMTP_URL": mail.url,
    }
    started: list[Worker] = []

    def start() -> Worker:
        with (tmp_path / "worker.log").open("ab") as log:
            command = (sys.executable, "-m", "app.cli", "worker")
            started.append(subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def wait_until(true: Callable[[], bool], *, within: float = 60) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def count(db: psycopg.Connection, what: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {what}").fetchone()
    assert row is not None
    return int(row[0])


def test_a_letter_leaves_and_the_worker_stops_when_asked(
    own_database: psycopg.Connection, starts: Callable[[], Worker], posts: Posts, mail: MailServer, tmp_path: Path
) -> None:
    worker = starts()
    wait_until(lambda: count(own_database, "procrastinate_workers") == 1)
    letter = posts()
    wait_until(lambda: len(mail.taken) == 1, within=20)
    assert str(letter) in mail.ids()[0]
    wait_until(lambda: count(own_database, "procrastinate_jobs WHERE task_name = 'outbox:deliver'") == 0)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert count(own_database, "procrastinate_workers") == 0
    log = (tmp_path / "worker.log").read_text()
    assert "aino@" not in log
    assert "kumina.example/x" not in log


def test_a_job_in_hand_is_finished_before_it_stops(
    own_database: psycopg.Connection, starts: Callable[[], Worker], posts: Posts, mail: MailServer
) -> None:
    def slowly() -> str:
        time.sleep(2)
        return "250 Taken"

    mail.after_data = slowly
    worker = starts()
    posts()
    wait_until(
        lambda: count(own_database, "procrastinate_jobs WHERE task_name = 'outbox:deliver' AND status = 'doing'") == 1
    )
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert len(mail.taken) == 1
    assert count(own_database, "outbox_global_letter WHERE sent_at IS NOT NULL") == 1


def test_a_worker_that_loses_its_database_says_so(
    own_database: psycopg.Connection, starts: Callable[[], Worker]
) -> None:
    worker = starts()
    wait_until(lambda: count(own_database, "procrastinate_workers") == 1)
    for _ in range(400):
        own_database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kumina_clock'")
        if worker.poll() is not None:
            break
        time.sleep(0.05)
    assert worker.wait(timeout=60) == 1


@pytest.mark.crash
def test_killed_again_and_again_every_letter_arrives(
    own_database: psycopg.Connection, starts: Callable[[], Worker], posts: Posts, mail: MailServer
) -> None:
    rng = random.Random(2026)  # noqa: S311 - must repeat
    letters = {posts(to=f"person{n}@esimerkki.example") for n in range(200)}
    kills = 0
    while count(own_database, "outbox_global_letter WHERE sent_at IS NULL"):
        assert kills < 60, "it took too long"
        worker, before = starts(), len(mail.taken)
        wait_until(lambda: len(mail.taken) > before or worker.poll() is not None)  # noqa: B023 - waited for here
        time.sleep(rng.uniform(0, 0.3))
        worker.kill()
        worker.wait()
        kills += 1
        own_database.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    assert kills >= 5
    ids = mail.ids()
    assert {message_id.strip("<>").split("@")[0] for message_id in ids} == {str(letter) for letter in letters}
    assert len(set(ids)) == 200
    assert len(ids) - 200 <= 4 * kills, "more letters came twice than were in hand when it was killed"
    starts()
    wait_until(lambda: count(own_database, "procrastinate_jobs WHERE task_name = 'outbox:deliver'") == 0)
    assert len(mail.ids()) == len(ids)
