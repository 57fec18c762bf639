"""Rows for a database of its own: a process that opens the house there, furnishes it and goes away again."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app import factory
from app.config import Settings
from tests.factories import house
from tests.house.source import ROOT

LEFT_EMPTY = frozenset({"alembic_version"})
FLOORS = (Path(__file__).parent / "floors.sql").read_text()
"""A row in each table of the shared floors, which the slices' factories do not fill."""


@dataclass(frozen=True)
class Rows:
    """How many rows there are, and which tables have none."""

    total: int
    empty_tables: tuple[str, ...]


def furnish_elsewhere(environment: Mapping[str, str], admin_url: str) -> Rows:
    """Furnish the database of this environment in another process; `admin_url` counts what is there."""
    words = (sys.executable, "-m", "tests.house.furnishing")
    done = subprocess.run(words, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    with psycopg.connect(admin_url) as admin:
        admin.execute(FLOORS)
    return count(admin_url)


def count(admin_url: str) -> Rows:
    """Every table's rows, seen by somebody who stands above the policies."""
    with psycopg.connect(admin_url) as admin:
        tables = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = {
            name: admin.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # type: ignore[index]
            for (name,) in tables
            if name not in LEFT_EMPTY and not name.startswith("procrastinate_")
        }
    return Rows(sum(rows.values()), tuple(sorted(name for name, found in rows.items() if not found)))


if __name__ == "__main__":
    factory.create_app(Settings())
    house.furnished()
    house.samples_of_every_table()
