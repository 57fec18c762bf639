"""Who knocks: a stranger, each role, the operator, people of another municipality, and one who has left."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import rules
from app.web.clock import now
from tests.factories import people
from tests.factories.house import House

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
STRANGER, OPERATOR, LEFT, STALE = "stranger", "operator", "left", "stale"
NEIGHBOURS = ("neighbour_team_lead", "neighbour_association_member", "neighbour_client")


@dataclass
class Actor:
    """Somebody with a browser; `roles` are those they hold in the municipality that is asked about."""

    name: str
    roles: tuple[str, ...]
    browser: FlaskClient
    signed_in: bool = True
    fresh: bool = True
    _token: str = field(default="", repr=False)

    def token(self) -> str:
        """A real anti-forgery token of this browser's session."""
        if not self._token:
            found = TOKEN.search(self.browser.get("/help").text)
            assert found, "the page /help has no form with a token: which page has?"
            self._token = found[1]
        return self._token


def actors(app: Flask, house: House, neighbour: House) -> dict[str, Actor]:
    """All of them, by name; the roles' own names for members of `house`."""
    made = {STRANGER: Actor(STRANGER, (), _browser(app), signed_in=False)}
    for role, person_id in house.people().items():
        made[role] = Actor(role, (role,), _browser(app))
        people.sign_in(made[role].browser, person_id, roles=(role,))
    for name in NEIGHBOURS:
        role = name.removeprefix("neighbour_")
        made[name] = Actor(name, (), _browser(app))
        people.sign_in(made[name].browser, neighbour.people()[role], roles=(role,))
    made[OPERATOR] = Actor(OPERATOR, (), _browser(app))
    people.sign_in(made[OPERATOR].browser, house.operator_id, roles=(rules.OPERATOR,))
    made[LEFT] = Actor(LEFT, (), _browser(app))
    people.sign_in(made[LEFT].browser, house.left_id)
    made[STALE] = Actor(STALE, tuple(rules.ROLES[:-1]), _browser(app), fresh=False)
    long_ago = now() - rules.FRESH - timedelta(seconds=1)
    people.sign_in(made[STALE].browser, house.everything_id, proved_at=long_ago)
    return made


def _browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fi"
    return client
