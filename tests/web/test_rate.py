"""Rate limits: exact for any stretch of time and any number of askers at once."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import TooManyRequests

from app.config import Settings
from app.factory import create_app
from app.web import rate
from app.web.guard import public
from tenants import database
from tests.factories.municipalities import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def hit(app: Flask) -> Callable[..., int]:
    """Ask of a key of this test's own; answers how long to wait."""
    key = secrets.token_bytes(32)

    def asked(at: datetime = NOW, at_most: int = 3) -> int:
        question = "SELECT sec.rate_hit(%(key)s, %(at_most)s, %(per)s, %(at)s)"
        return int(database.narrow(question, key=key, at_most=at_most, per=HOUR, at=at))

    return asked


def test_so_many_and_no_more(hit: Callable[..., int]) -> None:
    assert [hit() for _ in range(5)] == [0, 0, 0, 3600, 3600]


def test_the_stretch_of_time_slides(hit: Callable[..., int]) -> None:
    at = [NOW + timedelta(minutes=n) for n in (0, 30, 59)]
    assert [hit(one) for one in at] == [0, 0, 0]
    assert hit(NOW + timedelta(minutes=59, seconds=30)) == 30
    assert hit(NOW + HOUR) == 0  # the first has gone
    assert hit(NOW + HOUR) == 30 * 60  # the next goes when the second does
    assert hit(NOW + timedelta(hours=3)) == 0


def test_exact_under_64_askers_at_once(hit: Callable[..., int]) -> None:
    with ThreadPoolExecutor(64) as askers:
        waits = [one.result() for one in [askers.submit(hit, NOW, 10) for _ in range(640)]]
    assert waits.count(0) == 10


def test_old_counts_are_swept_by_the_clock_alone(
    hit: Callable[..., int], superuser: psycopg.Connection, url_of: Callable[[str], str]
) -> None:
    hit(NOW - timedelta(days=2))
    old = "SELECT count(*) FROM web_rate WHERE ends_at <= %s"
    assert superuser.execute(old, (NOW,)).fetchone() != (0,)
    with psycopg.connect(url_of("kumina_web")) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT sec.rates_sweep(now())")
    with psycopg.connect(url_of("kumina_clock"), autocommit=True) as clock:
        clock.execute("SELECT sec.rates_sweep(%s)", (NOW,))
    assert superuser.execute(old, (NOW,)).fetchone() == (0,)


def test_nobody_stands_in_the_table_in_clear(
    app: Flask, superuser: psycopg.Connection, url_of: Callable[[str], str]
) -> None:
    name = f"tests.clear_{secrets.token_hex(4)}"
    with app.app_context():
        rate.check(name, by="aino@esimerkki.example", at_most=1, per=HOUR)
        with pytest.raises(TooManyRequests) as refused:
            rate.check(name, by="aino@esimerkki.example", at_most=1, per=HOUR)
        rate.check(name, by="eino@esimerkki.example", at_most=1, per=HOUR)
    assert refused.value.retry_after == 3600
    rows = superuser.execute("SELECT web_rate::text FROM web_rate").fetchall()
    assert not any("esimerkki" in row[0] or b"esimerkki".hex() in row[0] for row in rows)
    with psycopg.connect(url_of("kumina_web")) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT FROM web_rate")


def test_a_marked_view_answers_429_with_when_to_come_again(settings: Settings) -> None:
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    name = f"tests.form_{secrets.token_hex(4)}"

    @public("a form of tests", manual=True)
    @rate.limited(name, by=rate.address, at_most=2, per=HOUR)
    @rate.limited(name, by=rate.field("email"), at_most=1, per=HOUR)
    def form() -> str:
        return "taken"

    app.add_url_rule("/tests/form", "tests.form", form, methods=["GET", "POST"])
    browser: FlaskClient = app.test_client()

    def send(email: str) -> int:
        return browser.post("/tests/form", data={"email": email}, base_url="https://localhost").status_code

    assert browser.get("/tests/form").status_code == 200
    assert [send("a@x"), send("b@x"), send("c@x")] == [200, 200, 429]
    answer = browser.post("/tests/form", data={}, base_url="https://localhost", headers={"Accept-Language": "en"})
    assert answer.headers["Retry-After"] == "3600"
    assert "60 minutes" in answer.text
    assert browser.get("/tests/form").status_code == 200
    assert [one.at_most for one in rate.rates_of(form)] == [1, 2]


def test_the_same_field_however_it_is_written(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"email": " A@X.example "}):
        assert rate.field("email")() == "a@x.example"
