"""The shared screen: whoever sits at it, only one can act, and neither as the other (design § 7)."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import text
from werkzeug.test import TestResponse

from app.accounts import actions, attempts, sessions
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import accounts, intake, people
from tests.factories.browsing import send
from tests.factories.municipalities import inside

CODE = "482913"


def client_of(app: Flask, where: Municipality, *, code: str | None = CODE, name: str = "Asiakas Oma") -> UUID:
    """A client, with or without a code of their own."""
    counsellor = people.member(where, "social_counsellor")
    with inside(where, person_id=counsellor, roles=("social_counsellor",)):
        person_id = actions.create_client_person(name=name, language="fi", by=counsellor, at=now())
    if code:
        with app.app_context():
            accounts.change(person_id, short_code=hash_password(code))
    return person_id


def hand_over(browser: FlaskClient, where: Municipality, person_id: UUID) -> TestResponse:
    """The counsellor presses the button."""
    path = f"/{where.slug}/joint-sessions"
    return send(browser, path, {"person": str(person_id)}, page=f"{path}?person={person_id}")


def led_client(browser: FlaskClient, where: Municipality) -> UUID:
    """A client without a code, whose own counsellor sits at the browser."""
    joined = intake.client(where, calling_name="Asiakas Oma")
    people.sign_in(browser, joined.counsellor_id, roles=intake.COUNSELLOR)
    return joined.person_id


def counsellor_at(browser: FlaskClient, where: Municipality) -> str:
    """A counsellor signed in; answers with their cookie."""
    return people.sign_in(browser, people.member(where, "job_coach", "municipality_admin"), roles=("job_coach",))


def take(browser: FlaskClient, where: Municipality, code: str = CODE, **typed: str) -> TestResponse:
    """The client types their code."""
    return send(browser, f"/{where.slug}/joint-session", {"code": code} | typed)


def test_the_client_works_as_themself_and_the_counsellor_is_gone(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id, old = client_of(app, municipality), counsellor_at(browser, municipality)
    assert hand_over(browser, municipality, person_id).location == f"/{municipality.slug}/joint-session"
    assert not accounts.is_in(browser)
    assert take(browser, municipality).location == f"/{municipality.slug}/"
    assert "Asiakas Oma" in browser.get("/me").text
    assert browser.get(f"/{municipality.slug}/team/").status_code == 403
    for stolen in (accounts.another(app), browser):
        stolen.set_cookie(sessions.COOKIE, old, path="/", secure=True)
        assert stolen.get(f"/{municipality.slug}/team/").status_code == 302


def test_the_page_names_who_gets_the_screen(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    assert "Asiakas Oma" in browser.get(f"/{municipality.slug}/joint-sessions?person={person_id}").text


def test_a_shared_screen_offers_no_change_it_would_refuse(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    take(browser, municipality)
    page = browser.get("/me/factors").text
    for refused in ("/me/password", "/me/factors/authenticator", "/me/factors/short-code", "/me/factors/passkeys"):
        assert refused not in page, refused
    assert "kumina-tag--attention" not in browser.get("/me").text


def test_the_counsellor_can_do_nothing_while_the_screen_waits(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    for path in ("/me", "/me/factors", f"/{municipality.slug}/team/", "/permissions"):
        assert browser.get(path).status_code == 302, path
    assert take(browser, municipality, "111222").status_code == 422
    assert not accounts.is_in(browser)
    assert accounts.sessions_of(person_id) == 0


def test_leaving_makes_the_browser_nobodys_and_the_counsellor_signs_in_again(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    take(browser, municipality)
    joint = accounts.cookie(browser)
    assert send(browser, "/sign-out", page="/me").location == "/sign-in"
    assert not accounts.is_in(browser)
    assert browser.get(f"/{municipality.slug}/joint-session").location == "/sign-in"
    assert accounts.sessions_of(person_id) == 0
    browser.set_cookie(sessions.COOKIE, joint or "", path="/", secure=True)
    assert not accounts.is_in(browser)


@pytest.mark.usefixtures("still")
def test_five_wrong_codes_end_the_waiting(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    statuses = [take(browser, municipality, f"90817{number}").status_code for number in range(4)]
    subject = attempts.person("short_code", person_id)
    attempts.forgive((subject,), secret=app.config["KUMINA"].secret_key.get_secret_value())
    statuses.append(take(browser, municipality, "908179").status_code)
    assert statuses == [422] * 5
    assert browser.get(f"/{municipality.slug}/joint-session").location == "/sign-in"


def test_a_client_without_a_code_chooses_it_with_the_start_code(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = led_client(browser, municipality)
    page = hand_over(browser, municipality, person_id)
    start = re.search(r"<strong>(\d{6})</strong>", page.text)
    assert start
    assert not accounts.is_in(browser)
    own = {"own": "739105", "again": "739105"}
    assert take(browser, municipality, "000001", **own).status_code == 422
    assert take(browser, municipality, start.group(1), own="123456", again="123456").status_code == 422
    assert take(browser, municipality, start.group(1), **own).status_code == 302
    assert "Asiakas Oma" in browser.get("/me").text
    send(browser, "/sign-out", page="/me")
    counsellor_at(browser, municipality)
    assert hand_over(browser, municipality, person_id).status_code == 302
    assert take(browser, municipality, start.group(1)).status_code == 422
    assert take(browser, municipality, "739105").status_code == 302


@pytest.mark.parametrize(("role", "answer"), [("job_coach", 422), ("social_counsellor", 422), ("team_lead", 200)])
def test_only_their_own_counsellor_or_the_team_lead_gives_a_start_code(
    browser: FlaskClient, municipality: Municipality, role: str, answer: int
) -> None:
    person_id = led_client(browser, municipality)
    people.sign_in(browser, people.member(municipality, role), roles=(role,))
    shown = hand_over(browser, municipality, person_id)
    assert shown.status_code == answer
    assert ("ensimmäisen kerran" in shown.text.lower()) == (answer == 422)


def test_a_start_code_never_opens_the_account_of_who_signs_in_by_themself(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "client")
    counsellor_at(browser, municipality)
    assert hand_over(browser, municipality, who.id).status_code == 422
    assert accounts.is_in(browser)


def test_the_screen_is_handed_to_clients_of_this_municipality_only(
    app: Flask, browser: FlaskClient, municipality: Municipality, neighbour: Municipality
) -> None:
    counsellor_at(browser, municipality)
    others = (client_of(app, neighbour), people.member(municipality, "job_coach"), people.person())
    answers = {browser.get(f"/{municipality.slug}/joint-sessions?person={one}").status_code for one in others}
    assert answers == {404}
    for odd in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert browser.get(f"/{municipality.slug}/joint-sessions?person={odd}").status_code == 404
    people.sign_in(browser, people.member(municipality, "finance"))
    path = f"/{municipality.slug}/joint-sessions?person={client_of(app, municipality)}"
    assert browser.get(path).status_code == 403


def test_a_joint_session_is_the_clients_here_and_as_a_client_alone(
    app: Flask, browser: FlaskClient, municipality: Municipality, neighbour: Municipality, url_of
) -> None:
    """Even of a client who is staff elsewhere, and an operator besides."""
    person_id = client_of(app, municipality)
    people.membership(municipality, person_id, "municipality_admin")
    people.membership(neighbour, person_id, "municipality_admin")
    people.make_operator(person_id, url_of("kumina_owner"))
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    take(browser, municipality)
    assert browser.get("/me").status_code == 200
    assert browser.get(f"/{municipality.slug}/team/").status_code == 403
    assert browser.get(f"/{neighbour.slug}/team/").status_code == 404


def test_a_joint_session_changes_nothing_that_opens_the_account(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    take(browser, municipality)
    for path in ("/me/password", "/me/factors/passkeys", "/me/factors/authenticator", "/me/factors/short-code"):
        assert browser.get(path).status_code == 403, path
    assert browser.get("/verify").status_code in (302, 403)


def test_the_record_tells_who_handed_over_and_who_took(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    take(browser, municipality)
    with context.entering(municipality.id, roles=("data_protection_officer",)), database.reading() as db:
        said = db.execute(text("SELECT event, person_id FROM record_entry ORDER BY number")).all()
    events = [event for event, _by in said]
    assert events[-2:] == ["accounts.screen_handed_over", "accounts.screen_taken"]
    assert said[-1].person_id == person_id
    assert said[-2].person_id != person_id


def test_a_screen_waits_a_quarter_of_an_hour(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    person_id = client_of(app, municipality)
    counsellor_at(browser, municipality)
    hand_over(browser, municipality, person_id)
    with browser.session_transaction(base_url="https://localhost") as kept:
        past = (now() - timedelta(seconds=1)).isoformat()
        kept["joint_waiting"] = kept["joint_waiting"] | {"until": past}
    assert browser.get(f"/{municipality.slug}/joint-session").location == "/sign-in"
