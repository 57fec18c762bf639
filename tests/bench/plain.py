"""The same page by hand: bare Flask, psycopg, the same statements under the same signed token, the same bytes out.

What it leaves out is what is measured: our session interface, guards, SQLAlchemy, presenters and templates. The rows go
into a page cut from ours; nothing could print them faster in Python.
"""

import os
import pickle
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask

from app.record import chain
from tenants.policies.token import Signer
from tests.bench import hand
from tests.bench.hand import Hand, Place
from tests.bench.literal import Literal

_local = threading.local()


def create() -> Flask:
    """The application that gunicorn serves; what to leave out is said in the environment."""
    app = Flask("plain", static_folder=None)
    url, variant = os.environ["BENCH_URL"], os.environ["BENCH_VARIANT"]
    page: Literal = pickle.loads(Path(os.environ["BENCH_LITERAL"]).read_bytes())  # noqa: S301 - made by the bench itself
    signer = Signer("1", bytes.fromhex(os.environ["KUMINA_TOKEN_KEY"]))
    chain.configure(bytes.fromhex(os.environ["KUMINA_RECORD_KEY"]))
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT slug, id, name_fi FROM registry_municipality").fetchall()
    known = {slug: Place(slug, key, name) for slug, key, name in rows}
    stands = page.printed({"slug": "b00001", "place": "Kunta 00001", "person": "Ohjaaja 00001", "csrf": "x"}, [])

    @app.get("/<slug>/clients/")
    def clients(slug: str) -> str:
        if variant == "static":
            return stands
        place = known[slug]
        found, rows = hand.asked(Hand(_connection(url), signer), place, recorded=variant != "unrecorded")
        facts = {"slug": slug, "place": place.name, "person": found["person"]["name"], "csrf": "x" * 91}
        return page.printed(facts, map(_printed, rows))

    return app


def _printed(row: Any) -> Mapping[str, str]:
    since = row[8]
    return {"id": str(row[0]), "name": row[2], "since": f"{since.day}.{since.month}.{since.year}"}


def _connection(url: str) -> psycopg.Connection[Any]:
    """One for each thread, kept."""
    kept: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    if kept is None or kept.closed:
        kept = _local.connection = psycopg.connect(url, autocommit=True)
    return kept
