"""A forgotten password: a letter to whom it concerns, a link good once and for an hour, and no way around the rest."""

import re
from itertools import pairwise

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner

from app.accounts import recovery, rules
from app.outbox import sealing
from tenants.registry import Municipality
from tests.factories import accounts
from tests.factories.accounts import Somebody
from tests.factories.browsing import send

NEW = "neljä tuulta ja yksi kanto"
TYPED = {"password": NEW, "password_confirm": NEW}


def link(app: Flask, who: Somebody) -> str:
    """What the letter holds."""
    with app.test_request_context():
        return recovery.path(accounts.row(who.id))


def ask(browser: FlaskClient, address: str) -> int:
    """Ask for the letter; it is written once the answer has left."""
    answer = send(browser, "/forgotten-password", {"email": address})
    answer.close()
    return answer.status_code


@pytest.fixture
def letters(server, database_name: str):
    """How many letters of a kind wait for an address; the web's own role cannot read them."""

    def count(kind: str, to: str) -> int:
        with psycopg.connect(server.url("postgres", database_name)) as superuser:
            rows = superuser.execute("SELECT id, kind, sealed FROM outbox_global_letter WHERE kind = %s", (kind,))
            return sum(sealing.unseal(*row)["to"] == to for row in rows if row[2])

    return count


def test_the_letter_goes_to_whom_it_concerns_alone(
    app: Flask, browser: FlaskClient, municipality: Municipality, letters
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    counts = [letters("accounts.password_reset", who.email)]
    for address in (who.email, who.email.upper(), f"nobody-{who.email}"):
        assert ask(browser, address) == 200
        counts.append(letters("accounts.password_reset", who.email))
    assert [after - before for before, after in pairwise(counts)] == [1, 1, 0]


def test_letters_to_one_address_do_not_rain(
    app: Flask, browser: FlaskClient, municipality: Municipality, letters
) -> None:
    who, kind = accounts.somebody(app, municipality, "job_coach"), "accounts.password_reset"
    before = letters(kind, who.email)
    for _ in range(8):
        assert ask(browser, who.email) == 200
    assert letters(kind, who.email) - before == rules.PATIENCE_LETTERS.free


def test_the_link_works_once_and_ends_every_session(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    elsewhere = accounts.another(app)
    accounts.enter(elsewhere, app, who)
    path = link(app, who)
    assert browser.get(path).status_code == 200
    assert send(browser, path, TYPED | {"password_confirm": "toinen"}).status_code == 422
    assert send(browser, path, TYPED).location == "/sign-in"
    assert not accounts.is_in(browser)
    assert not accounts.is_in(elsewhere)
    assert browser.get(path).location == "/forgotten-password"
    assert accounts.password_step(browser, who).status_code == 422
    assert accounts.password_step(browser, who, NEW).status_code == 302


def test_the_link_does_not_stand_in_for_the_second_factor(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    """ASVS v5.0.0-6.4.3."""
    who = accounts.somebody(app, real, "finance", second=True)
    assert send(browser, link(app, who), TYPED).location == "/sign-in"
    assert accounts.password_step(browser, who, NEW).location.startswith("/sign-in/code")
    assert not accounts.is_in(browser)


def test_the_link_is_over_after_an_hour(
    app: Flask, browser: FlaskClient, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    now = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now(self) - 3605)
    old = link(app, who)
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now(self) - 3500)
    good = link(app, who)
    monkeypatch.undo()
    assert browser.get(old).location == "/forgotten-password"
    assert browser.get(good).status_code == 200


def test_a_made_up_link_is_refused(browser: FlaskClient) -> None:
    for token in ("x", "a.b.c", "%00", "x" * 3000):
        assert browser.get(f"/forgotten-password/{token}").status_code in (302, 404)


def test_the_letter_leads_to_our_own_address_whatever_the_host_says(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    with app.test_request_context(base_url="https://evil.example"):
        path = recovery.path(accounts.row(who.id))
    assert re.match(r"/forgotten-password/", path)


def test_a_changed_password_is_told_by_letter(
    app: Flask, browser: FlaskClient, municipality: Municipality, letters
) -> None:
    who, kind = accounts.somebody(app, municipality, "job_coach"), "accounts.password_changed"
    accounts.enter(browser, app, who)
    before = letters(kind, who.email)
    typed = {"password": accounts.PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    send(browser, "/me/password", typed)
    assert letters(kind, who.email) > before
