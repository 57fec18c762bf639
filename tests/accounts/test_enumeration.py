"""Whether an address has an account is told by nothing: not by status, words, headers or time (ASVS v5.0.0-6.3.8)."""

import re
import secrets
import statistics
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tenants import database
from tenants.registry import Municipality
from tests.accounts.conftest import network
from tests.factories import accounts
from tests.factories.accounts import Somebody
from tests.factories.browsing import send

WRONG = "väärä salasana tämä on"
CHANGING = re.compile(r'(name="csrf_token"[^>]*value="|value=")[^"]*"')


def seen(answer: TestResponse, address: str) -> tuple[int, str, dict[str, str]]:
    """All a stranger sees of an answer; what they typed themself and the form's token aside."""
    body = CHANGING.sub("", answer.text.replace(address, "ADDRESS"))
    kept = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Content-Length"}}
    return (
        answer.status_code,
        body,
        {k: v for k, v in kept.items() if "trace" not in k.lower() and "id" not in k.lower()},
    )


def addresses(app: Flask, municipality: Municipality) -> list[str]:
    """Of somebody, of somebody disabled, of somebody without a password, and of nobody; all equally long."""
    known, disabled, bare = (accounts.somebody(app, municipality, "job_coach") for _ in range(3))
    accounts.change(disabled.id, active=False)
    accounts.change(bare.id, password=None)
    return [known.email, disabled.email, bare.email, f"{secrets.token_hex(6)}@esimerkki.example"]


def test_a_failed_sign_in_says_the_same_to_all(app: Flask, municipality: Municipality) -> None:
    answers = []
    for address in addresses(app, municipality):
        browser = accounts.another(app)
        browser.environ_base["REMOTE_ADDR"] = network()
        answers.append(seen(send(browser, "/sign-in", {"email": address, "password": WRONG}), address))
    assert answers[0][0] == 422
    assert answers.count(answers[0]) == len(answers)


def test_a_disabled_account_with_the_right_password_looks_like_a_wrong_one(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.change(who.id, active=False)
    right = seen(send(browser, "/sign-in", {"email": who.email, "password": accounts.PASSWORD}), who.email)
    wrong = seen(send(browser, "/sign-in", {"email": who.email, "password": WRONG}), who.email)
    assert right == wrong


@pytest.mark.usefixtures("still")
def test_the_delay_comes_for_all_alike(app: Flask, municipality: Municipality) -> None:
    runs = []
    for address in addresses(app, municipality):
        browser = accounts.another(app)
        browser.environ_base["REMOTE_ADDR"] = network()
        typed = {"email": address, "password": WRONG}
        runs.append([send(browser, "/sign-in", typed).status_code for _ in range(6)])
    assert runs.count(runs[0]) == len(runs)
    assert 429 in runs[0]


def test_a_forgotten_password_says_the_same_to_all(app: Flask, municipality: Municipality) -> None:
    answers = []
    for address in addresses(app, municipality):
        browser = accounts.another(app)
        browser.environ_base["REMOTE_ADDR"] = network()
        answers.append(seen(send(browser, "/forgotten-password", {"email": address}), address))
    assert answers[0][0] == 200
    assert answers.count(answers[0]) == len(answers)


def test_it_takes_the_same_time_for_all(app: Flask, municipality: Municipality) -> None:
    """The same questions to the database and one Argon2 each: medians within a third of each other."""
    known = [accounts.somebody(app, municipality, "job_coach").email for _ in range(12)]
    unknown = [f"{secrets.token_hex(6)}@esimerkki.example" for _ in range(12)]
    times: dict[bool, list[float]] = {True: [], False: []}
    for pair in zip(known, unknown, strict=True):
        for address in pair:
            browser = accounts.another(app)
            browser.environ_base["REMOTE_ADDR"] = network()
            token = _token(browser)
            began = time.perf_counter()
            browser.post("/sign-in", data={"email": address, "password": WRONG, "csrf_token": token}, headers=_here())
            times[address in known].append(time.perf_counter() - began)
    there, nowhere = statistics.median(times[True]), statistics.median(times[False])
    assert abs(there - nowhere) < max(there, nowhere) / 3, (there, nowhere)


def test_both_ask_the_database_the_same(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    both = (who.email, f"{secrets.token_hex(6)}@esimerkki.example")
    counts = [_statements(browser, Somebody(who.id, address)) for address in both]
    assert counts[0] == counts[1]


def _statements(browser: FlaskClient, who: Somebody) -> int:
    token, said = _token(browser), []

    def count(*_facts: object) -> None:
        said.append(1)

    event.listen(database.engine(), "before_cursor_execute", count)
    try:
        typed = {"email": who.email, "password": WRONG, "csrf_token": token}
        browser.post("/sign-in", data=typed, headers=_here())
    finally:
        event.remove(database.engine(), "before_cursor_execute", count)
    return len(said)


def _token(browser: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/sign-in").text)
    assert found
    return found.group(1)


def _here() -> dict[str, str]:
    return {"Referer": "https://localhost/sign-in"}
