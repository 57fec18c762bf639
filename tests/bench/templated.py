"""The same page by hand but for its printing: the same statements by psycopg, then our presenters, shell and templates.

What is left out is only what stands around a page: sessions, guards, transactions, SQLAlchemy, headers and the log. So
the difference to ours is the price of those.
"""

import os
import threading
from typing import Any

import psycopg
from flask import Flask, g, render_template
from flask.sessions import SessionInterface, SessionMixin
from flask.wrappers import Request

from app.accounts import sessions
from app.config import Settings
from app.factory import create_app
from app.intake import pages, queries
from app.record import chain
from tenants import registry
from tenants.policies.token import Signer
from tests.bench import hand
from tests.bench.hand import Hand, Place

_local = threading.local()


class _Kept(dict[str, Any], SessionMixin):
    """A session that holds an anti-forgery secret and is never written."""


class _Sessions(SessionInterface):
    def open_session(self, _app: Flask, _asked: Request) -> _Kept:
        return _Kept(csrf_token="0" * 40)

    def save_session(self, *_: object) -> None:
        pass


def create() -> Flask:
    """Our house with its own walls taken away and one view made by hand."""
    url = os.environ["BENCH_URL"]
    house = create_app(Settings(DATABASE_URL=url))
    signer = Signer("1", bytes.fromhex(os.environ["KUMINA_TOKEN_KEY"]))
    chain.configure(bytes.fromhex(os.environ["KUMINA_RECORD_KEY"]))
    columns = ", ".join(column.key for column in registry._COLUMNS)
    with psycopg.connect(url) as connection:
        rows = connection.execute(f"SELECT {columns} FROM registry_municipality".encode()).fetchall()
    known = {municipality.slug: municipality for municipality in (registry.Municipality(*row) for row in rows)}
    house.wsgi_app = Flask.wsgi_app.__get__(house)  # type: ignore[method-assign]
    house.session_interface = _Sessions()
    for of in (house.before_request_funcs, house.after_request_funcs, house.url_value_preprocessors):
        of.clear()

    def clients(slug: str) -> str:
        g.municipality = known[slug]
        place = Place(slug, g.municipality.id, g.municipality.name_fi)
        found, rows = hand.asked(Hand(_connection(url), signer), place, recorded=True)
        g.visitor = sessions._visitor(found)
        shown = tuple(map(queries._client, rows))
        return render_template("intake/clients.html", table=pages.clients(shown, everybodys=False))

    house.view_functions["intake.clients"] = clients
    return house


def _connection(url: str) -> psycopg.Connection[Any]:
    kept: psycopg.Connection[Any] | None = getattr(_local, "connection", None)
    if kept is None or kept.closed:
        kept = _local.connection = psycopg.connect(url, autocommit=True)
    return kept
