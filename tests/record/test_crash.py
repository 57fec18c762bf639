"""Killed at any moment: what was done is recorded, what is recorded was done, and the chain is whole."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from flask import Flask

from app.record import verification
from tenants.registry import Municipality
from tests.factories import municipalities, people
from tests.journeys import serving

WRITER = Path(__file__).with_name("writer_main.py")
WRITERS, KILLS = 4, 24


@pytest.mark.crash
def test_killed_at_any_moment_act_and_entry_are_one(
    app: Flask, own_database: psycopg.Connection, url_of: Callable[..., str], tmp_path: Path
) -> None:
    municipality = municipalities.municipality()
    lead = people.member(municipality, "team_lead")
    environment = serving.environment(app.config["KUMINA"], DATABASE_URL=url_of("kumina_web", own_database.info.dbname))
    command = (sys.executable, str(WRITER), str(municipality.id), str(lead))
    said = tmp_path / "said"
    rng = random.Random(2026)  # noqa: S311 - must repeat

    def start() -> subprocess.Popen[bytes]:
        with said.open("ab") as to:
            return subprocess.Popen(command, env=environment, stdout=to, stderr=subprocess.DEVNULL)

    writers = [start() for _ in range(WRITERS)]
    for kill in range(KILLS):
        before = said.stat().st_size
        while said.stat().st_size < before + 37 * 20:
            time.sleep(0.005)
        time.sleep(rng.uniform(0, 0.02))
        victim = rng.randrange(WRITERS)
        if kill % 4 == 3:  # the writer lives, its connection does not
            own_database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
            )
        for n in [n for n, writer in enumerate(writers) if n == victim or writer.poll() is not None]:
            writers[n].kill()
            writers[n].wait()
            writers[n] = start()
    for writer in writers:
        writer.kill()
        writer.wait()

    acknowledged = {UUID(line) for line in said.read_text().splitlines() if len(line) == 36}
    done = _ids(own_database, "SELECT id FROM outbox_letter WHERE municipality_id = %s", municipality)
    told = _ids(own_database, "SELECT unnest(subjects) FROM record_entry WHERE municipality_id = %s", municipality)
    assert len(acknowledged) > 20 * KILLS
    assert acknowledged <= done
    assert done == told
    assert verification.verify(municipality.id).findings == ()


def _ids(db: psycopg.Connection, question: str, where: Municipality) -> set[UUID]:
    rows = [row[0] for row in db.execute(question, (where.id,)).fetchall()]
    assert len(rows) == len(set(rows)), "something happened twice"
    return set(rows)
