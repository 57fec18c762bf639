"""People who can sign in, and the steps of signing in as a browser takes them."""

import time
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from passlib.totp import TOTP
from sqlalchemy import select, text, update
from werkzeug.test import TestResponse

from app.accounts import factors, sessions
from app.accounts.models import Person
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.browsing import send

PASSWORD = "kolme pientä porsasta niityllä"


@dataclass(frozen=True)
class Somebody:
    """A person with an address and a password, and perhaps an authenticator app."""

    id: UUID
    email: str
    key: str | None = None

    def code(self, app: Flask, *, steps: int = 0) -> str:
        """What their app shows now, or `steps` of 30 s from now."""
        assert self.key is not None
        with app.app_context():
            source = factors.totp()._totp.from_source(self.key)
        return TOTP(key=source.key, format="raw").generate(_now() + 30 * steps).token


def somebody(app: Flask, where: Municipality | None, *roles: str, second: bool = False, email: str = "") -> Somebody:
    """Somebody new with these roles; `second` gives them an authenticator app."""
    person_id = people.person(email=email or None)
    for role in roles:
        assert where is not None
        people.membership(where, person_id, role)
    with app.app_context():
        key = factors.totp().generate_totp_secret() if second else None
        change(
            person_id, password=hash_password(PASSWORD), tf_totp_secret=key, tf_primary_method=key and "authenticator"
        )
    with context.globally(person_id=person_id), database.reading() as db:
        address = db.scalar(select(Person.email).where(Person.id == person_id))
    return Somebody(person_id, str(address), key)


def change(person_id: UUID, **facts: object) -> None:
    """Write on the person's own row."""
    with context.globally(person_id=person_id), database.writing() as db:
        db.execute(update(Person).where(Person.id == person_id).values(**facts))


def row(person_id: UUID) -> Person:
    """The person's own row."""
    with context.globally(person_id=person_id), database.reading() as db:
        found = db.get(Person, person_id)
        assert found is not None
        return found


def password_step(
    browser: FlaskClient, who: Somebody, password: str = PASSWORD, next_address: str = ""
) -> TestResponse:
    """Address and password, typed on the sign-in page."""
    path = f"/sign-in?next={next_address}" if next_address else "/sign-in"
    return send(browser, path, {"email": who.email, "password": password})


def enter(browser: FlaskClient, app: Flask, who: Somebody, *, steps: int = 0) -> TestResponse:
    """Both steps."""
    answer = password_step(browser, who)
    return send(browser, answer.location, {"code": who.code(app, steps=steps)}) if who.key else answer


def cookie(browser: FlaskClient) -> str | None:
    """The session's secret that the browser holds."""
    found = browser.get_cookie(sessions.COOKIE)
    return found.value if found else None


def is_in(browser: FlaskClient) -> bool:
    """Whether the browser is signed in."""
    return browser.get("/me").status_code == 200


def sessions_of(person_id: UUID) -> int:
    """How many sessions the person has."""
    with context.globally(person_id=person_id), database.reading() as db:
        return int(db.scalar(text("SELECT count(*) FROM accounts_session")) or 0)


def another(app: Flask) -> FlaskClient:
    """One more browser."""
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def _now() -> int:
    return int(time.time())


def code_of(key: str) -> str:
    """The code that an app with this key, as typed from a page, shows now."""
    return TOTP(key=key, format="base32").generate(_now()).token
