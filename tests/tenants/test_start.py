"""The house does not start on unsound walls or under a dangerous role; a database that is away is no reason."""

import psycopg
import pytest
from flask import Flask
from pydantic import SecretStr

from app.config import Settings
from app.factory import create_app
from tenants import database, policies
from tests import conftest as house


@pytest.fixture
def start(app: Flask, settings: Settings):
    """Start another house with this address of the database; the tests' own stands again afterwards."""

    def start_at(url: str) -> Flask:
        return create_app(settings.model_copy(update={"database_url": SecretStr(url)}))

    yield start_at
    database.configure(settings.database_url.get_secret_value(), settings.signer)


def test_a_fault_in_the_walls_stops_the_start(start, scratch_url: str) -> None:
    with psycopg.connect(scratch_url, autocommit=True) as admin:
        admin.execute("ALTER TABLE goals_rung DISABLE ROW LEVEL SECURITY")
        try:
            with pytest.raises(policies.UnsoundWalls, match="goals_rung: row-level security is off"):
                start(house._url(scratch_url, "kumina_web"))
        finally:
            admin.execute("ALTER TABLE goals_rung ENABLE ROW LEVEL SECURITY")
    assert start(house._url(scratch_url, "kumina_web"))


def test_a_dangerous_role_stops_the_start(start, url_of) -> None:
    with pytest.raises(policies.DangerousRole, match="kumina_owner"):
        start(url_of("kumina_owner"))


def test_a_database_that_is_away_does_not(start) -> None:
    assert start("postgresql://kumina_web:x@127.0.0.1:1/nowhere")
