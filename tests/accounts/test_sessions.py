"""Sessions live in the database alone: what was ended opens nothing any more, however often it is tried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update

from app.accounts import rules, sessions
from app.accounts.models import Membership
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import accounts, people
from tests.factories.browsing import send

REPLAYS = 250


def replays_that_open(app: Flask, secret: str, path: str = "/me") -> int:
    """How many of many tries with an old cookie still open a page."""
    client, opened = accounts.another(app), 0
    for _ in range(REPLAYS):
        client.set_cookie(sessions.COOKIE, secret, path="/", secure=True)
        opened += client.get(path).status_code == 200
    return opened


def test_nothing_opens_after_signing_out(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    old = accounts.cookie(browser)
    assert old is not None
    assert accounts.is_in(browser)
    send(browser, "/sign-out", page="/me")
    assert replays_that_open(app, old) == 0
    assert accounts.sessions_of(who.id) == 0


def test_nothing_opens_after_being_disabled(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    old = accounts.cookie(browser)
    accounts.change(who.id, active=False)
    assert old is not None
    assert replays_that_open(app, old) == 0


def test_a_new_password_ends_every_session_but_the_one_it_was_chosen_in(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    elsewhere = accounts.another(app)
    accounts.enter(elsewhere, app, who)
    olds = accounts.cookie(browser), accounts.cookie(elsewhere)
    new = "neljä tuulta ja yksi kanto"
    typed = {"password": accounts.PASSWORD, "new_password": new, "new_password_confirm": new}
    assert send(browser, "/me/password", typed).status_code == 302
    assert accounts.is_in(browser)
    assert accounts.cookie(browser) not in olds
    for old in olds:
        assert old is not None
        assert replays_that_open(app, old) == 0
    assert accounts.sessions_of(who.id) == 1


def test_a_role_that_ended_opens_nothing(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "municipality_admin")
    accounts.enter(browser, app, who)
    path = f"/{municipality.slug}/team/"
    secret = accounts.cookie(browser)
    assert browser.get(path).status_code == 200
    with context.entering(municipality.id, roles=("municipality_admin",)), database.writing() as db:
        db.execute(update(Membership).where(Membership.person_id == who.id).values(ended_at=now(), ended_by=who.id))
    assert secret is not None
    assert replays_that_open(app, secret, path) == 0


def test_signing_in_begins_a_session_under_a_new_id(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    """Session fixation: a cookie planted before is worthless after (ASVS v5.0.0-7.2.4)."""
    who = accounts.somebody(app, municipality, "job_coach")
    browser.get("/sign-in")
    planted = accounts.cookie(browser)
    accounts.enter(browser, app, who)
    assert planted is not None
    assert accounts.cookie(browser) != planted
    assert replays_that_open(app, planted) == 0


def test_a_step_up_begins_a_new_id_too(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    before = accounts.cookie(browser)
    assert send(browser, "/verify", {"password": accounts.PASSWORD}).status_code == 302
    assert accounts.cookie(browser) != before
    assert before is not None
    assert replays_that_open(app, before) == 0
    assert accounts.is_in(browser)


def test_an_ended_session_is_not_revived_by_a_request_on_its_way(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    secret = accounts.cookie(browser)
    assert secret
    with app.test_request_context(headers={"Cookie": f"{sessions.COOKIE}={secret}"}):
        on_its_way = app.session_interface.open_session(app, app.request_class(_environ(app, secret)))
        assert on_its_way is not None
        with context.globally(), database.writing() as db:
            db.execute(text("SELECT sec.session_end(:hash)"), {"hash": sessions.hash_of(secret)})
        on_its_way["late"] = "change"
        response = app.response_class()
        app.session_interface.save_session(app, on_its_way, response)
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert replays_that_open(app, secret) == 0
    assert accounts.sessions_of(who.id) == 0


def test_a_session_ends_when_nobody_uses_it_and_at_the_latest_after_its_time(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    hashed = sessions.hash_of(accounts.cookie(browser) or "")
    idle, longest = rules.LIMITS_STAFF.idle, rules.LIMITS_STAFF.absolute
    assert opens(hashed, after=idle - timedelta(seconds=5))
    assert not opens(hashed, after=idle + timedelta(seconds=1))
    with context.globally(person_id=who.id), database.writing() as db:
        facts = {"hash": hashed, "data": {}, "at": now() + longest, "proved": now(), "idle": 3600, "new_hash": hashed}
        assert db.execute(sessions._KEEP, facts).scalar()
    assert not opens(hashed, after=longest + timedelta(seconds=1))


def opens(hashed: bytes, *, after: timedelta) -> bool:
    """Whether the session would still open then."""
    with context.globally(), database.reading() as db:
        question = text("SELECT sec.session_open(:hash, :at)")
        return db.scalar(question, {"hash": hashed, "at": now() + after}) is not None


@pytest.mark.parametrize(
    ("roles", "idle_h", "absolute_h"),
    [
        (("job_coach",), 1, 12),
        (("client", "job_coach"), 1, 12),
        (("association_member",), 4, 24),
        (("client",), 1, 24),
        (("operator",), 1, 12),
    ],
)
def test_the_strictest_role_decides(roles: tuple[str, ...], idle_h: int, absolute_h: int) -> None:
    limits = rules.session_limits(roles, joint=False)
    assert (limits.idle, limits.absolute) == (timedelta(hours=idle_h), timedelta(hours=absolute_h))


def test_the_cookie_holds_nothing_and_is_kept_close(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    answer = accounts.enter(browser, app, who)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kumina=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie
    assert len(accounts.cookie(browser) or "") == 43


def test_one_sees_and_ends_ones_sessions(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    agents = {"browser": browser, "phone": accounts.another(app), "library": accounts.another(app)}
    for name, client in agents.items():
        client.environ_base["HTTP_USER_AGENT"] = f"Mozilla/5.0 (Android) Firefox/{len(name)}"
        accounts.enter(client, app, who)
    page = browser.get("/me/sessions")
    assert page.text.count("Firefox, Android") >= 3
    phone = sessions.hash_of(accounts.cookie(agents["phone"]) or "").hex()
    assert send(browser, f"/me/sessions/{phone}/end", page="/me/sessions").status_code == 302
    assert not accounts.is_in(agents["phone"])
    assert accounts.is_in(agents["library"])
    send(browser, "/me/sessions/end-others", page="/me/sessions")
    assert not accounts.is_in(agents["library"])
    assert accounts.is_in(browser)


def test_one_ends_nobody_elses_session(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    other, mine = (accounts.somebody(app, municipality, "job_coach") for _ in range(2))
    theirs = accounts.another(app)
    accounts.enter(theirs, app, other)
    accounts.enter(browser, app, mine)
    target = sessions.hash_of(accounts.cookie(theirs) or "").hex()
    send(browser, f"/me/sessions/{target}/end", page="/me/sessions")
    assert accounts.is_in(theirs)
    assert send(browser, "/me/sessions/zz/end", page="/me/sessions").status_code == 404


def test_many_at_once_never_mix_people_up(app: Flask, municipality: Municipality) -> None:
    crowd = []
    for number in range(6):
        client, who = accounts.another(app), people.person(f"Henkilö {number}")
        people.sign_in(client, who)
        crowd.append((client, f"Henkilö {number}"))
    with ThreadPoolExecutor(6) as pool:

        def look(pair: tuple[FlaskClient, str]) -> bool:
            return all(pair[1] in pair[0].get("/me").text for _ in range(8))

        assert all(pool.map(look, crowd))


def _environ(app: Flask, secret: str) -> dict[str, object]:
    headers = {"Cookie": f"{sessions.COOKIE}={secret}"}
    with app.test_request_context("/me", base_url="https://localhost", headers=headers) as made:
        return made.request.environ
