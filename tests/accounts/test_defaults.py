"""Each default of Flask-Security that is too weak is another here; none of these tests passes on the default."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.accounts import attempts
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.accounts.conftest import network
from tests.factories import accounts, people
from tests.factories.browsing import send


def changed(browser: FlaskClient, password: str, present: str = accounts.PASSWORD) -> int:
    """The status of choosing this password."""
    typed = {"password": present, "new_password": password, "new_password_confirm": password}
    return send(browser, "/me/password", typed).status_code


@pytest.mark.parametrize(
    "weak",
    [
        "lyhyt ja vain1",  # 14 characters
        "1qaz2wsx3edc4rfv",  # known from leaks
        "Passwordpassword",
        "kuminakuminakumina",
        "aaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrstuvwxyz",
        "123456789012345678",
    ],
)
def test_weak_passwords_are_refused(app: Flask, browser: FlaskClient, municipality: Municipality, weak: str) -> None:
    accounts.enter(browser, app, accounts.somebody(app, municipality, "job_coach"))
    assert changed(browser, weak) == 422


def test_own_words_alone_make_no_password(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = people.person("Aurora Kivelä-Rantanen", email=f"aurora.kivela@e{secrets.token_hex(5)}.example")
    people.membership(municipality, who, "job_coach")
    people.sign_in(browser, who)
    refused = ("AuroraKivelä-Rantanen1", f"{municipality.name_fi} 2026", "aurora.kivela@kumina")
    for own in refused:
        typed = {"password": "", "new_password": own, "new_password_confirm": own}
        assert send(browser, "/me/password", typed).status_code == 422, own


@pytest.mark.parametrize("length", [15, 64, 200])
def test_long_passwords_of_any_signs_are_taken(
    app: Flask, browser: FlaskClient, municipality: Municipality, length: int
) -> None:
    """ASVS v5.0.0-6.2.9; no rule about which signs."""
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    new = ("ärjy köysi 🦔 vatupassi tuohivirsu lumikko " * 6)[:length].rstrip() + "q"
    assert changed(browser, new) == 302
    send(browser, "/sign-out", page="/me")
    assert accounts.password_step(browser, who, new).status_code == 302
    assert accounts.is_in(browser)


def test_passwords_are_kept_as_argon2_with_a_pepper(app: Flask, municipality: Municipality) -> None:
    kept = accounts.row(accounts.somebody(app, municipality, "job_coach").id).password or ""
    assert kept.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
    with app.app_context():
        assert not app.extensions["security"].pwd_context.verify(accounts.PASSWORD, kept)


def test_no_letter_opens_an_account_by_itself(app: Flask) -> None:
    """ASVS v5.0.0-6.3.6: e-mail is no factor."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not endpoints & {
        "security.token_login",
        "security.us_signin",
        "security.us_verify_link",
        "security.register",
    }
    assert app.config["SECURITY_LOGIN_WITHIN"] <= timedelta(minutes=10)
    assert app.config["SECURITY_TWO_FACTOR_ENABLED_METHODS"] == ["authenticator"]
    assert not app.config["SECURITY_TWO_FACTOR_RESCUE_EMAIL"]


def test_a_lost_second_factor_is_not_replaced_by_a_letter(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who = accounts.somebody(app, real, "finance", second=True)
    accounts.password_step(browser, who)
    answer = browser.post("/sign-in/no-code", data={"help_setup": "email"})
    assert answer.status_code in (400, 405)


def test_after_fifteen_minutes_one_proves_oneself_again(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    for path in ("/me/password", "/me/factors/authenticator", "/me/factors/passkeys", "/me/factors/recovery-codes"):
        people.sign_in(browser, who.id, proved_at=now() - timedelta(minutes=14))
        assert browser.get(path).status_code == 200, path
        people.sign_in(browser, who.id, proved_at=now() - timedelta(minutes=16))
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (302, f"/verify?next={path}")


def test_using_a_sensitive_page_does_not_make_the_proof_last_longer(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    """The default has a grace period that every use extends."""
    who = accounts.somebody(app, municipality, "job_coach")
    people.sign_in(browser, who.id, proved_at=now() - timedelta(minutes=14, seconds=58))
    browser.get("/me/password")
    with context.globally(person_id=who.id), database.reading() as db:
        proved = db.scalar(text("SELECT max(proved_at) FROM accounts_session"))
    assert now() - proved > timedelta(minutes=14)


def test_proving_takes_every_factor_again(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    """ASVS v5.0.0-7.5.1: full re-authentication."""
    who = accounts.somebody(app, real, "finance", second=True)
    people.sign_in(browser, who.id, proved_at=now() - timedelta(hours=1))
    assert send(browser, "/verify", {"password": accounts.PASSWORD}).status_code == 422
    assert send(browser, "/verify", {"password": accounts.PASSWORD, "code": "000000"}).status_code == 422
    typed = {"password": accounts.PASSWORD, "code": who.code(app), "next": "/me/factors/authenticator"}
    answer = send(browser, "/verify", typed)
    assert (answer.status_code, answer.location) == (302, "/me/factors/authenticator")
    assert browser.get(answer.location).status_code == 200


def test_the_link_of_a_forgotten_password_is_good_for_an_hour(app: Flask) -> None:
    assert app.config["SECURITY_RESET_PASSWORD_WITHIN"] == timedelta(hours=1)


@pytest.mark.usefixtures("still")
def test_failures_delay_and_never_lock_out(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    statuses = [accounts.password_step(browser, who, "väärä salasana tämä on").status_code for _ in range(6)]
    assert statuses[:4] == [422] * 4
    assert 429 in statuses[4:]
    answer = accounts.password_step(browser, who)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 300
    _forget_time(app, attempts.address(who.email))
    assert accounts.password_step(browser, who).status_code == 302
    assert accounts.is_in(browser)


@pytest.mark.usefixtures("still")
def test_the_second_step_is_delayed_too(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who = accounts.somebody(app, real, "finance", second=True)
    step = accounts.password_step(browser, who)
    statuses = [send(browser, step.location, {"code": f"{n:06}"}).status_code for n in range(7)]
    assert 429 in statuses


@pytest.mark.usefixtures("still")
def test_one_network_cannot_try_many_addresses(app: Flask, browser: FlaskClient) -> None:
    browser.environ_base["REMOTE_ADDR"] = network()
    typed = {"password": "väärä salasana tämä on"}
    for number in range(62):
        with app.test_request_context(environ_base=browser.environ_base):
            last = attempts.seconds_to_wait((attempts.address(f"a{number}-{now().microsecond}@nowhere.example"),))
    assert last > 0
    assert send(browser, "/sign-in", typed | {"email": "new@nowhere.example"}).status_code == 429


def test_a_hundred_tries_at_once_count_as_a_hundred(app: Flask) -> None:
    """A check followed by an act would let them all through (ASVS v5.0.0-15.4.2)."""
    subject, at = attempts.person("code", network()), now()

    def attempt(_number: int) -> bool:
        return attempts.begin((subject,), secret="tests", at=at) == timedelta(0)

    with ThreadPoolExecutor(8) as pool:
        let_through = sum(pool.map(attempt, range(100)))
    assert let_through == subject.patience.free


def _forget_time(app: Flask, subject: attempts.Subject) -> None:
    """As if a day had passed for this subject."""
    secret = app.config["KUMINA"].secret_key.get_secret_value()
    attempts.forgive((subject,), secret=secret)
