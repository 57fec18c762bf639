"""The sweep is proven: each fault, planted as a route of its own, is found by the test that is there for it."""

from collections.abc import Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from flask import Blueprint, Flask, abort, redirect, request
from sqlalchemy import text
from sqlalchemy.exc import InternalError
from sqlalchemy.pool import PoolProxiedConnection
from werkzeug.wrappers import Response

from app import factory
from app.accounts.rules import MEMBER_ROLES, Permission
from app.config import Settings
from app.web.guard import public, requires
from app.web.visitor import visitor
from tenants import context, database
from tests.factories import house as houses
from tests.factories.house import House
from tests.house.matrix import actors, canary, watching
from tests.house.matrix.samples import Sample
from tests.house.matrix.sweep import Sweep

PAGE = "<!doctype html><html lang='fi'><head><title>T – Kumina</title></head><body><h1>T</h1>{}</body></html>"
known: dict[str, House] = {}
kept: list[PoolProxiedConnection] = []
planted = Blueprint("planted", __name__, url_prefix="/<slug>/planted")


@planted.get("/anybodys/<uuid:association_id>")
@requires("planted.read")
def anybodys(association_id: UUID) -> str:
    """Shows whatever id it is given."""
    return PAGE.format(association_id)


@planted.get("/told/<uuid:association_id>")
@requires("planted.read")
def told(association_id: UUID) -> tuple[str, int]:
    """Tells what exists elsewhere."""
    mine = known["house"].mine.things["association_id"] == association_id
    elsewhere = known["neighbour"].mine.things["association_id"] == association_id
    return PAGE.format("elsewhere" if elsewhere else ""), 200 if mine else 404


@planted.get("/leaking")
@requires("planted.read")
def leaking() -> str:
    """Shows a neighbour's text."""
    return PAGE.format(canary.Canary(known["neighbour"].code).mark("task"))


@planted.get("/gossip")
@requires("planted.read")
def gossip() -> str:
    """Shows everybody what only a counsellor may read."""
    return PAGE.format(canary.Canary(known["house"].code).mark("wishes"))


@planted.get("/writing")
@public("planted", manual=True)
def writing() -> str:
    """Writes while it is looked at."""
    with context.globally(roles=("operator",)), database.writing() as db:
        db.connection().exec_driver_sql("UPDATE registry_municipality SET name_sv = name_sv WHERE false")
    return PAGE.format("")


@planted.get("/open")
@public("planted", manual=True)
def left_open() -> str:
    """Forgets to close a transaction."""
    mark = database._mode.set(database.NARROW)
    kept[:] = kept or [database.engine().raw_connection()]
    database._mode.reset(mark)
    return PAGE.format("")


@planted.get("/row-by-row")
@requires("planted.read")
def row_by_row() -> str:
    """Asks once for each row."""
    db = database.session()
    for (name,) in db.execute(text("SELECT name FROM worktasks_task")).all():
        db.execute(text("SELECT :name"), {"name": name})
    return PAGE.format("")


@planted.get("/unsound")
@requires("planted.read")
def unsound() -> str:
    """Two headings, a style, a form without a token."""
    return PAGE.format("<h1>U</h1><p style='color: red'>x</p><form method='post' action='/x'></form>")


@planted.post("/unrecorded")
@requires("planted.read")
def unrecorded() -> Response:
    """Acts, and nobody hears of it."""
    return redirect("/")


@planted.post("/brittle")
@requires("planted.read")
def brittle() -> Response:
    """Falls over when a word is missing."""
    return redirect(f"/{len(request.form.get('word').strip())}")  # type: ignore[union-attr]


@planted.get("/unguarded")
@public("planted")
def unguarded() -> str:
    """Forbids where it should be silent."""
    who = visitor()
    return PAGE.format("") if who else abort(403)


pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def swept(settings: Settings, app: Flask) -> Iterator[Sweep]:
    with pytest.MonkeyPatch.context() as patch:
        permission = Permission("planted.read", "Planted", frozenset(MEMBER_ROLES - {"finance"}))
        patch.setattr(factory, "BLUEPRINTS", (*factory.BLUEPRINTS, planted))
        patch.setattr(factory, "PERMISSIONS", (*factory.PERMISSIONS, SimpleNamespace(PERMISSIONS=(permission,))))
        house = factory.create_app(settings)
    known["house"], known["neighbour"] = houses.furnished(), houses.furnished("Naapurila")
    rules = tuple(rule for rule in house.url_map.iter_rules() if rule.endpoint.startswith("planted."))
    everybody = actors.actors(house, known["house"], known["neighbour"])
    samples = {"planted.unrecorded": Sample(), "planted.brittle": Sample(lambda _: {"word": "x"})}
    sweep = Sweep(house, known["house"], known["neighbour"], everybody, samples, rules)
    sweep.read_everything()
    houses.grown(known["house"], by=1)
    sweep.read_again()
    sweep.write_everything()
    yield sweep
    for connection in kept:
        connection.close()


@pytest.mark.parametrize(
    ("law", "page"),
    [
        ("status", "anybodys"),
        ("status", "unguarded"),
        ("oracle", "told"),
        ("leak", "leaking"),
        ("leak", "gossip"),
        ("wrote", "writing"),
        ("left open", "open"),
        ("row by row", "row-by-row"),
        ("pages", "unsound"),
        ("record", "unrecorded"),
        ("errors", "brittle"),
    ],
)
def test_a_planted_fault_is_found(swept: Sweep, law: str, page: str) -> None:
    assert any(f"/planted/{page}" in fault for fault in swept.faults[law]), swept.faults[law]


def test_what_is_right_is_not_accused(swept: Sweep) -> None:
    assert not [fault for fault in swept.faults["status"] if "leaking" in fault or "as finance: 403" in fault]
    assert not [fault for fault in swept.faults["leak"] if "as social_counsellor" in fault and "gossip" in fault]


def test_reading_only_is_held_by_the_database(app: Flask) -> None:
    with (
        pytest.raises(InternalError, match="read-only"),
        context.globally(roles=("operator",)),
        database.reading() as db,
    ):
        db.connection().exec_driver_sql("UPDATE registry_municipality SET name_sv = name_sv WHERE false")


def test_every_statement_of_a_request_is_heard(app: Flask) -> None:
    with watching.watching() as seen, context.globally(), database.reading() as db:
        db.connection().exec_driver_sql("SELECT 1")
    assert (seen.count, seen.writing) == (1, [])
