"""Databases for measuring: so many municipalities, about the same number of rows in each database."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.web.clock import today
from tenants.embedded import Server
from tests import conftest

FILL = (Path(__file__).parent / "fill.sql").read_text()
DAYS = {308: 200, 3000: 21}
"""Days of attendance back from today: some two million rows in either."""


@dataclass(frozen=True)
class Filled:
    """A database full of municipalities b1 … bN, each with a counsellor's and a volunteer's session."""

    name: str
    municipalities: int

    def cookie(self, who: str, number: int) -> str:
        """The secret of a session: `counsellor` or `volunteer` of municipality bN."""
        return f"bench-{who}-{number}"


def filled(server: Server, municipalities: int) -> Filled:
    """The database, made when it is not there for these migrations, this filling and this week."""
    state = f"{conftest._state_of_migrations()}{FILL}{today().isocalendar()[:2]}"
    name = f"kumina_bench_{municipalities}_{hashlib.sha256(state.encode()).hexdigest()[:10]}"
    admin_url = server.url("postgres", "postgres")
    with psycopg.connect(admin_url, autocommit=True) as admin:
        if admin.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            _drop_earlier(admin, municipalities)
            conftest._make(admin_url, f"{name}_half")
            _fill(server.url("postgres", f"{name}_half"), municipalities)
            admin.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return Filled(name, municipalities)


def _drop_earlier(admin: psycopg.Connection, municipalities: int) -> None:
    like = f"kumina_bench_{municipalities}_%"
    for (old,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (like,)).fetchall():
        admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')


def _fill(url: str, municipalities: int) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        days = DAYS.get(municipalities, 30)
        for setting, value in (("municipalities", municipalities), ("days", days), ("day", today())):
            admin.execute("SELECT set_config(%s, %s, false)", (f"bench.{setting}", str(value)))
        admin.execute(FILL.encode())
        admin.execute("VACUUM ANALYZE")
