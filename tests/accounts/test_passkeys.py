"""Passkeys: alone they are two factors, after a password the second; and an answer counts once, where it was asked."""

import html
import json
import re
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web.clock import now
from tenants.registry import Municipality
from tests.factories import accounts, people
from tests.factories.browsing import ORIGIN, send
from tests.fakes.authenticator import Device


def asked(page: str) -> tuple[dict[str, Any], str, str]:
    """What a page asks the device, where its answer goes, and the form's token."""
    form = re.search(r'<form class="kumina-passkey"[^>]*action="([^"]+)"[^>]*data-options="([^"]+)"', page)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.partition("kumina-passkey")[2])
    assert form, page[:2000]
    assert token
    return json.loads(html.unescape(form.group(2))), html.unescape(form.group(1)), token.group(1)


def answer_to(browser: FlaskClient, page: str, device: Device, act: str) -> TestResponse:
    """Let the device answer what the page asks."""
    options, address, token = asked(page)
    credential = device.create(options) if act == "create" else device.get(options)
    typed = {"csrf_token": token, "credential": credential}
    return browser.post(address, data=typed, headers={"Referer": ORIGIN + "/"})


def add(browser: FlaskClient, device: Device, *, name: str = "Puhelin", usage: str = "first") -> TestResponse:
    """Add a passkey to whoever is signed in."""
    page = send(browser, "/me/factors/passkeys", {"name": name, "usage": usage})
    return answer_to(browser, page.text, device, "create")


def use(browser: FlaskClient, device: Device, path: str = "/sign-in/passkey") -> TestResponse:
    """Sign in with the device."""
    return answer_to(browser, send(browser, path).text, device, "get")


def test_a_passkey_signs_in_alone_also_to_a_real_municipality(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    assert add(browser, device).status_code == 302
    assert "Puhelin" in browser.get("/me/factors").text
    other = accounts.another(app)
    answer = use(other, device)
    assert (answer.status_code, answer.location) == (302, "/")
    assert accounts.is_in(other)


def test_a_device_that_does_not_check_its_owner_signs_nobody_in_alone(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    add(browser, device)
    device.checks_owner = False
    other = accounts.another(app)
    use(other, device)
    assert not accounts.is_in(other)


def test_a_passkey_is_asked_for_after_the_password(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who, device = accounts.somebody(app, real, "finance"), Device(checks_owner=False)
    people.sign_in(browser, who.id)
    assert add(browser, device, usage="secondary").status_code == 302
    other = accounts.another(app)
    step = accounts.password_step(other, who)
    assert step.location.startswith("/sign-in/passkey")
    assert not accounts.is_in(other)
    assert use(other, device, step.location).status_code == 302
    assert accounts.is_in(other)


def test_a_stolen_password_cannot_set_up_a_new_factor_beside_a_passkey(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    who, device = accounts.somebody(app, real, "finance"), Device()
    people.sign_in(browser, who.id)
    add(browser, device, usage="first")
    thief = accounts.another(app)
    step = accounts.password_step(thief, who)
    assert step.location.startswith("/sign-in/passkey")
    assert thief.get("/sign-in/authenticator").status_code == 302
    assert not accounts.is_in(thief)
    owner = accounts.another(app)
    step = accounts.password_step(owner, who)
    assert use(owner, device, step.location).status_code == 302
    assert accounts.is_in(owner)


def test_a_second_step_with_somebody_elses_passkey_is_refused(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    victim, thief = (accounts.somebody(app, real, "finance") for _ in range(2))
    theirs, own = Device(checks_owner=False), Device(checks_owner=False)
    for who, device in ((victim, theirs), (thief, own)):
        client = accounts.another(app)
        people.sign_in(client, who.id)
        add(client, device, usage="secondary")
    step = accounts.password_step(browser, thief)
    use(browser, theirs, step.location)
    assert not accounts.is_in(browser)


def test_an_answer_counts_once_and_only_in_the_browser_that_was_asked(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    add(browser, device)
    asking = accounts.another(app)
    options, address, token = asked(send(asking, "/sign-in/passkey").text)
    typed = {"csrf_token": token, "credential": device.get(options)}
    eavesdropper = accounts.another(app)
    _options, _address, own_token = asked(send(eavesdropper, "/sign-in/passkey").text)
    eavesdropper.post(address, data=typed | {"csrf_token": own_token}, headers={"Referer": ORIGIN + "/"})
    assert not accounts.is_in(eavesdropper)
    asking.post(address, data=typed, headers={"Referer": ORIGIN + "/"})
    assert accounts.is_in(asking)
    send(asking, "/sign-out", page="/me")
    token = asked(send(asking, "/sign-in/passkey").text)[2]
    asking.post(address, data=typed | {"csrf_token": token}, headers={"Referer": ORIGIN + "/"})
    assert not accounts.is_in(asking)


def test_an_answer_made_for_another_address_is_refused(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    """Phishing: the page of another address gets an answer that opens nothing here."""
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    add(browser, device)
    device.origin = "http://localhost.evil.example"
    other = accounts.another(app)
    use(other, device)
    assert not accounts.is_in(other)


def test_a_disabled_person_is_not_let_in_by_their_passkey(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    add(browser, device)
    accounts.change(who, active=False)
    other = accounts.another(app)
    use(other, device)
    assert not accounts.is_in(other)


def test_one_proves_oneself_with_ones_own_passkey_only(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    owner, other = (people.member(real, "job_coach") for _ in range(2))
    own, theirs = Device(), Device()
    for who, device in ((owner, own), (other, theirs)):
        client = accounts.another(app)
        people.sign_in(client, who)
        add(client, device)
    stale = now() - timedelta(hours=1)
    people.sign_in(browser, owner, proved_at=stale)
    use(browser, theirs, "/verify/passkey?next=/me/password")
    assert browser.get("/me/password").status_code == 302
    answer = use(browser, own, "/verify/passkey?next=/me/password")
    assert answer.location == "/me/password"
    assert browser.get("/me/password").status_code == 200


def test_a_passkey_taken_away_opens_nothing(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who, device = people.member(real, "job_coach"), Device()
    people.sign_in(browser, who)
    add(browser, device)
    answer = send(browser, "/me/factors/passkeys/remove", {"name": "Puhelin"}, page="/me/factors")
    assert answer.status_code == 302
    other = accounts.another(app)
    use(other, device)
    assert not accounts.is_in(other)


def test_the_page_works_in_words_without_a_script(browser: FlaskClient) -> None:
    page = send(browser, "/sign-in/passkey").text
    assert "kumina-passkey__plain" in page
    assert "<script>" not in page
    assert " onclick" not in page
    assert 'style="' not in page
