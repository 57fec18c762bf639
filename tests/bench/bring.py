"""What bringing in a full file costs: seconds and memory of one process, beside COPY of the same associations."""

import json
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import psycopg

from app.factory import create_app
from app.imports import actions, queries
from app.imports.rules import fields
from app.values import sheets
from tenants import context, database
from tests import conftest
from tests.bench.page import _server
from tests.bench.settings import made_up
from tests.factories import municipalities, people

ADMIN = ("municipality_admin",)
HEADINGS = (
    "Nimi",
    "Oma tunnus",
    "Katuosoite",
    "Postinumero",
    "Postitoimipaikka",
    "Yhteyshenkilö",
    "Sähköposti",
    "Kutsu",
)
ROWS = sheets.ROWS_AT_MOST


@dataclass(frozen=True)
class Cost:
    """Seconds of each step and of COPY, and the most memory the process held (megabytes)."""

    take_in: float
    dry_run: float
    apply: float
    copy: float
    megabytes: float

    def told(self) -> str:
        """The figures, as one sentence."""
        whole = self.take_in + self.dry_run + self.apply
        return (
            f"{ROWS:,} associations, each with a site, a contact person and an invitation, from XLSX: {whole:.1f} s"
            f" (take in {self.take_in:.1f}, dry run {self.dry_run:.1f}, apply {self.apply:.1f}),"
            f" {self.megabytes:.0f} MB; COPY of the associations alone {self.copy:.2f} s"
        )


def measured() -> Cost:
    """In a process of its own, on a server of the measurements' own."""
    with _server() as server:
        name = f"kumina_bring_{secrets.token_hex(4)}"
        conftest._make(server.url("postgres", "postgres"), name)
        url = conftest._url(server.url("postgres", name), "kumina_web")
        try:
            asked = [sys.executable, "-m", "tests.bench.bring", url, server.url("postgres", name)]
            told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
            return Cost(**json.loads(told.splitlines()[-1]))
        finally:
            with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as admin:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows() -> Iterator[tuple[str, ...]]:
    """So many associations that nobody knows yet."""
    for n in range(ROWS):
        place = (f"Rantakatu {n}", "80100", "Joensuu")
        yield (f"Yhdistys {n} ry", str(n), *place, f"Maija {n}", f"maija{n}@esimerkki.example", "kyllä")


def _bring(url: str, admin_url: str) -> None:
    settings = made_up().model_copy(update={"database_url": type(made_up().secret_key)(url)})
    create_app(settings)
    where = municipalities.municipality()
    by = people.member(where, *ADMIN)
    file, at = _file(), municipalities.NOW
    steps = [time.perf_counter()]
    with municipalities.inside(where, person_id=by, roles=ADMIN):
        made = actions.take_in(kind=fields.ASSOCIATIONS, content=file, file_name="x.xlsx", by=by, at=at)
        columns = fields.guessed(fields.ASSOCIATIONS, HEADINGS)
        actions.map_columns(import_id=made, columns=columns, by=by, at=at)
    steps.append(time.perf_counter())
    with context.entering(where.id, person_id=by, roles=ADMIN), database.reading():
        found = queries.one(made)
        seal = queries.planned(found, queries.sheet(found), at=at).seal
    steps.append(time.perf_counter())
    with municipalities.inside(where, person_id=by, roles=ADMIN):
        actions.apply_import(import_id=made, seal=seal, leave_out=False, by=by, at=at)
    steps.append(time.perf_counter())
    taken = [after - before for before, after in pairwise(steps)]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cost = Cost(*taken, copy=_copied(admin_url, where.id, by), megabytes=megabytes)
    sys.stdout.write(json.dumps(cost.__dict__) + "\n")


def _file() -> bytes:
    """Written by another process: what it takes to make the file is not what is measured."""
    script = (
        "import sys; from tests.bench.bring import HEADINGS, rows; from app.values import sheets;"
        "sys.stdout.buffer.write(sheets.as_xlsx([sheets.Column(h) for h in HEADINGS], rows(), name='x'))"
    )
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout


def _copied(url: str, where: UUID, by: UUID) -> float:
    """The same rows by the fastest way there is, without rules, record, sites, people and letters."""
    columns = "municipality_id, name, kind, language, registered_at, registered_by"
    with psycopg.connect(url) as db:
        begun = time.perf_counter()
        with db.cursor().copy(f"COPY associations_association ({columns}) FROM STDIN") as copy:
            for row in rows():
                copy.write_row((where, row[0], "association", "fi", municipalities.NOW, by))
        db.commit()
        return time.perf_counter() - begun


if __name__ == "__main__":
    _bring(*sys.argv[1:])
