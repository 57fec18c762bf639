"""What the house on this machine is opened with, and who learns which address."""

import click
import pytest

from app.cli import opening, supervision

ADDRESSES = {
    "DATABASE_URL": "postgresql://kumina_web:w@db/kumina",
    "DATABASE_OWNER_URL": "postgresql://kumina_owner:o@db/kumina",
    "DATABASE_CLOCK_URL": "postgresql://kumina_clock:c@db/kumina",
}


@pytest.fixture
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the municipality's own, named by the environment."""
    for name in (*ADDRESSES, *opening.OWNERS_ONLY, "KUMINA_SMTP_URL", "KUMINA_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, address in ADDRESSES.items():
        monkeypatch.setenv(name, address)


def test_a_database_of_ones_own_replaces_the_one_that_comes_along(own_database: None) -> None:
    ground = opening.ground()
    assert ground.server is None
    assert ground.addresses == ADDRESSES
    ground.tend()
    ground.end()


def test_an_address_that_is_missing_is_asked_for(own_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_CLOCK_URL")
    with pytest.raises(click.ClickException, match="DATABASE_CLOCK_URL must be as well"):
        opening.ground()


def test_the_web_never_learns_the_owners_address(own_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[supervision.Child] = []
    monkeypatch.setattr(supervision.Supervisor, "add", lambda _, child: started.append(child))
    monkeypatch.setattr(opening, "_has_command", lambda _: True)
    whole = ADDRESSES | {"KUMINA_DATABASE_ADMIN_URL": "x", "KUMINA_SMTP_URL": "smtp://127.0.0.1:2525"}
    opening._start_children(supervision.Supervisor(print), whole)
    known = {child.name: set(child.environment) & {*ADDRESSES, *opening.OWNERS_ONLY} for child in started}
    assert known == {
        "mailbox": {"DATABASE_URL"},
        "web": {"DATABASE_URL"},
        "worker": {"DATABASE_URL", "DATABASE_CLOCK_URL"},
    }


def test_letters_go_where_the_environment_says(own_database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = opening._settings(opening.ground(), 8123)
    assert ours["KUMINA_SMTP_URL"].startswith("smtp://127.0.0.1:")
    assert ours["KUMINA_BASE_URL"] == "http://localhost:8123"
    monkeypatch.setenv("KUMINA_SMTP_URL", "smtps://mail.example.fi:465")
    assert opening._settings(opening.ground(), 8123)["KUMINA_SMTP_URL"] == "smtps://mail.example.fi:465"
