"""Who knocks: a stranger, each role, the operator, people of another municipality, and one who has left."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

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
    globally: tuple[str, ...] = ()
    """Roles outside of any municipality."""
    again: Callable[[], object] = lambda: None
    _token: str = field(default="", repr=False)

    def renew(self) -> None:
        """Sign in anew, for when a fault has ended the session."""
        self.again()
        self._token = ""

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
        made[role] = _entered(app, role, person_id, (role,), home=house.where.slug)
    for name in NEIGHBOURS:
        made[name] = _entered(app, name, neighbour.people()[name.removeprefix("neighbour_")])
    made[OPERATOR] = _entered(app, OPERATOR, house.operator_id)
    made[OPERATOR].globally = (rules.OPERATOR,)
    made[LEFT] = _entered(app, LEFT, house.left_id)
    everything = tuple(role for role in rules.ROLES if role != rules.OPERATOR)
    made[STALE] = _entered(app, STALE, house.everything_id, everything, fresh=False, home=house.where.slug)
    return made


def _entered(
    app: Flask, name: str, person_id: UUID, roles: tuple[str, ...] = (), *, fresh: bool = True, home: str = ""
) -> Actor:
    """Signed in, and already in their municipality, so that no page counts keeping where one came from."""
    browser = _browser(app)
    proved_at = None if fresh else now() - rules.FRESH - timedelta(seconds=1)

    def enter() -> object:
        return people.sign_in(
            browser, person_id, roles=roles, proved_at=proved_at, data={"came_from": home} if home else {}
        )

    enter()
    return Actor(name, roles, browser, fresh=fresh, again=enter)


def _browser(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fi"
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
    return client
