"""Every test comes from a network of its own, so that one test's failures delay no other."""

import secrets

import pytest
from flask.testing import FlaskClient

from app.accounts import attempts
from app.web.clock import now
from tenants.registry import Municipality
from tests.factories import municipalities


@pytest.fixture(autouse=True)
def own_network(request: pytest.FixtureRequest) -> None:
    """Addresses reserved for documentation and tests (RFC 3849)."""
    if "browser" in request.fixturenames:
        browser: FlaskClient = request.getfixturevalue("browser")
        browser.environ_base["REMOTE_ADDR"] = network()


@pytest.fixture
def real(app: object) -> Municipality:
    """A municipality where people's true matters are handled."""
    return municipalities.municipality(kind="real", name="Todellinen")


def network() -> str:
    """An address nobody else uses."""
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tries at secrets time stands still, however slow the machine is."""
    at = now()
    monkeypatch.setattr(attempts, "now", lambda: at)
