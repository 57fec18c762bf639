"""Signing in: one factor where it may be one, two where it must be, and never a code twice."""

from flask import Flask
from flask.testing import FlaskClient

from tenants.registry import Municipality
from tests.accounts.conftest import network
from tests.factories import accounts, people
from tests.factories.browsing import send


def test_a_password_alone_opens_a_practice_municipality(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    answer = accounts.password_step(browser, who, next_address=f"/{municipality.slug}/team/")
    assert (answer.status_code, answer.location) == (302, f"/{municipality.slug}/team/")
    assert accounts.is_in(browser)


def test_signing_in_leads_nowhere_else(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = send(browser, "/sign-in", {"email": who.email, "password": accounts.PASSWORD, "next": elsewhere})
        assert not (answer.location or "/").startswith(("//", "/\\", "h", "j"))
        browser.delete_cookie("__Host-kumina")


def test_a_real_municipality_asks_for_a_second_factor(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who = accounts.somebody(app, real, "job_coach", second=True)
    answer = accounts.password_step(browser, who)
    assert answer.location.startswith("/sign-in/code")
    assert not accounts.is_in(browser)
    answer = send(browser, answer.location, {"code": who.code(app)})
    assert answer.status_code == 302
    assert accounts.is_in(browser)


def test_who_has_a_second_factor_is_asked_for_it_everywhere(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach", second=True)
    assert accounts.password_step(browser, who).location.startswith("/sign-in/code")
    assert not accounts.is_in(browser)


def test_a_practice_membership_does_not_weaken_a_real_one(
    app: Flask, browser: FlaskClient, municipality: Municipality, real: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    people.membership(real, who.id, "client")
    assert accounts.password_step(browser, who).location == "/sign-in/authenticator"
    assert not accounts.is_in(browser)


def test_an_operator_needs_a_second_factor_once_a_real_municipality_exists(
    app: Flask, browser: FlaskClient, real: Municipality, url_of
) -> None:
    who = accounts.somebody(app, None)
    people.make_operator(who.id, url_of("kumina_owner"))
    assert accounts.password_step(browser, who).location == "/sign-in/authenticator"


def test_who_needs_a_second_factor_sets_it_up_on_the_way_in(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    who = accounts.somebody(app, real, "approver")
    answer = accounts.password_step(browser, who, next_address=f"/{real.slug}/")
    page = browser.get(answer.location)
    assert page.status_code == 200
    picture = browser.get("/sign-in/authenticator.svg")
    assert picture.mimetype == "image/svg+xml"
    assert "style" not in picture.text
    assert send(browser, answer.location, {"code": "000000"}).status_code == 422
    key = _key_on(browser.get(answer.location).text)
    answer = send(browser, answer.location, {"code": key})
    assert answer.status_code == 200
    assert answer.text.count("<code>") == 10
    assert f'href="/{real.slug}/"' in answer.text
    assert accounts.is_in(browser)
    kept = accounts.row(who.id)
    assert (kept.tf_totp_secret or "").startswith("{")  # encrypted
    assert all(code.startswith("$argon2") for code in kept.mf_recovery_codes or [])


def test_a_code_works_once(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    """ASVS v5.0.0-6.5.1; the library's default forgets."""
    who = accounts.somebody(app, real, "finance", second=True)
    used = who.code(app)
    step = accounts.password_step(browser, who)
    assert send(browser, step.location, {"code": used}).status_code == 302
    other = accounts.another(app)
    step = accounts.password_step(other, who)
    answer = send(other, step.location, {"code": used})
    assert answer.status_code == 422
    assert not accounts.is_in(other)


def test_a_code_set_up_with_does_not_sign_in(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who = accounts.somebody(app, real, "finance")
    step = accounts.password_step(browser, who)
    code = _key_on(browser.get(step.location).text)
    assert send(browser, step.location, {"code": code}).status_code == 200
    other = accounts.another(app)
    step = accounts.password_step(other, who)
    assert send(other, step.location, {"code": code}).status_code == 422


def test_a_code_of_two_minutes_ago_is_too_old(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    """ASVS v5.0.0-6.5.5; the library's default takes 120 s."""
    who = accounts.somebody(app, real, "finance", second=True)
    step = accounts.password_step(browser, who)
    for steps in (-4, -3, 3, 4):
        assert send(browser, step.location, {"code": who.code(app, steps=steps)}).status_code == 422
        browser.environ_base["REMOTE_ADDR"] = network()


def test_a_recovery_code_lets_in_once(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    who = accounts.somebody(app, real, "finance", second=True)
    with app.test_request_context():
        codes = app.extensions["security"].mf_recovery_codes_util.create_recovery_codes(accounts.row(who.id))
    accounts.password_step(browser, who)
    assert send(browser, "/sign-in/recovery-code", {"code": "aaaa-bbbb-cccc"}).status_code == 422
    answer = send(browser, "/sign-in/recovery-code", {"code": codes[3].upper().replace("-", " ")})
    assert answer.status_code == 302
    assert accounts.is_in(browser)
    assert len(accounts.row(who.id).mf_recovery_codes or []) == 9
    other = accounts.another(app)
    accounts.password_step(other, who)
    assert send(other, "/sign-in/recovery-code", {"code": codes[3]}).status_code == 422
    assert not accounts.is_in(other)


def test_the_second_step_is_nothing_without_the_first(app: Flask, browser: FlaskClient, real: Municipality) -> None:
    for path in ("/sign-in/code", "/sign-in/recovery-code", "/sign-in/step", "/sign-in/authenticator"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (302, "/sign-in"), path
    assert browser.get("/sign-in/authenticator.svg").status_code == 404


def test_somebody_disabled_does_not_sign_in(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.change(who.id, active=False)
    assert accounts.password_step(browser, who).status_code == 422
    assert not accounts.is_in(browser)


def test_no_token_and_no_basic_authentication_opens_anything(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    with app.test_request_context():
        token = accounts.row(who.id).get_auth_token()
    assert browser.get("/me", headers={"Authentication-Token": token}).status_code == 302
    assert browser.get(f"/me?auth_token={token}").status_code == 302
    assert browser.get("/me/password", auth=(who.email, accounts.PASSWORD)).status_code == 302


def test_programs_get_no_answers_of_their_own(browser: FlaskClient) -> None:
    for body in ({"email": "a@b.example", "password": "x"}, [1], "x"):
        answer = browser.post("/sign-in", json=body)
        assert answer.status_code == 400
        assert answer.mimetype == "text/html"


def _key_on(page: str) -> str:
    """The code of the key that the page shows."""
    return accounts.code_of(_key_in(page))


def _key_in(page: str) -> str:
    return page.partition('class="kumina-key">')[2].partition("<")[0]


def test_two_people_at_one_browser_are_offered_different_keys(
    app: Flask, browser: FlaskClient, real: Municipality
) -> None:
    """Whoever began and left would otherwise know the next one's second factor."""
    shown = []
    for who in (accounts.somebody(app, real, "finance") for _ in range(2)):
        answer = accounts.password_step(browser, who)
        assert answer.location.startswith("/sign-in/authenticator")
        shown.append(_key_in(browser.get(answer.location).text))
        assert _key_in(browser.get(answer.location).text) == shown[-1]
    assert shown[0] != shown[1]


def test_a_new_second_factor_ends_the_sessions_begun_without_it(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    """A session that a password alone began, in practice, is none in a real municipality once one joins it."""
    who, other = accounts.somebody(app, municipality, "municipality_admin"), accounts.another(app)
    accounts.password_step(other, who)
    accounts.password_step(browser, who)
    assert accounts.is_in(other)
    page = browser.get("/me/factors/authenticator").text
    send(browser, "/me/factors/authenticator", {"code": _key_on(page)})
    assert accounts.is_in(browser)
    assert not accounts.is_in(other)
