"""One real PostgreSQL for all tests, one database per state of the migrations, one municipality per test."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskClient

from app.config import Settings
from app.factory import create_app
from tenants import cluster, context, database, embedded
from tenants.policies.token import Signer
from tenants.registry import Municipality
from tests.factories import municipalities

ROOT = Path(__file__).parents[1]
PLACE = Path(os.environ.get("KUMINA_TEST_PLACE", ROOT / "var" / "test"))
PASSWORD = "only-in-tests"
SIGNER = Signer("1", hashlib.sha256(b"the token key of tests").digest())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The server stays for the next run; `./deploy/test` asks for it to be stopped."""
    asked = os.environ.get("KUMINA_TEST_STOP") and not hasattr(session.config, "workerinput")
    if asked and (PLACE / "server").exists():
        embedded.start(PLACE, throwaway=True).stop()


@pytest.fixture(scope="session")
def server() -> embedded.Server:
    """The embedded PostgreSQL, without fsync; started once, attached to by every worker."""
    PLACE.mkdir(parents=True, exist_ok=True)
    return embedded.start(PLACE, throwaway=True)


@pytest.fixture(scope="session")
def admin_url(server: embedded.Server) -> str:
    """The cluster's superuser, for planting faults and making scratch databases."""
    return server.url("postgres", "postgres")


@pytest.fixture
def superuser(admin_url: str, database_name: str) -> Iterator[psycopg.Connection]:
    """Somebody in the test database whom no policy and no grant holds back: looks behind the house, and tampers."""
    with psycopg.connect(admin_url, dbname=database_name, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def database_name(admin_url: str) -> str:
    """A database at the head of the migrations as they are now, made once and shared by all workers."""
    name = f"kumina_test_{_state_of_migrations()}"
    with (PLACE / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(admin_url, autocommit=True) as admin:
            exists = admin.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if exists is None:
            _make(admin_url, name)
    return name


@pytest.fixture(scope="session")
def url_of(server: embedded.Server, database_name: str):
    """`url_of("kumina_web")`: how a role reaches the test database, or another one by name."""

    def of(role: str, database: str = database_name) -> str:
        return _url(server.url("postgres", database), role)

    return of


@pytest.fixture(scope="session")
def settings(url_of) -> Settings:
    """What an installation would decide, for tests."""
    return Settings(
        DATABASE_URL=url_of("kumina_web"),
        DATABASE_CLOCK_URL=url_of("kumina_clock"),
        environment="test",
        base_url="http://localhost",
        secret_key="only-in-tests-" + "s" * 40,
        token_key=SIGNER.key.hex(),
        record_key=hashlib.sha256(b"the record key of tests").hexdigest(),
        totp_key="only-in-tests-" + "t" * 40,
        password_salt="only-in-tests-" + "p" * 40,
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    """The whole house."""
    return create_app(settings)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A fresh browser; https, because our cookie is Secure."""
    client = app.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


@pytest.fixture
def municipality(app: Flask) -> Municipality:
    """A municipality of this test's own."""
    return municipalities.municipality()


@pytest.fixture
def neighbour(app: Flask) -> Municipality:
    """Another municipality, for what must not be seen."""
    return municipalities.municipality(name="Naapurila")


@pytest.fixture(autouse=True)
def door_closed() -> Iterator[None]:
    """No test leaves a municipality entered."""
    yield
    assert not context.is_open()


@pytest.fixture
def own_database(app: Flask, admin_url: str, url_of) -> Iterator[psycopg.Connection]:
    """A database of this test's own, for processes that are killed and jobs that are worked; and a look into it."""
    name, settings = f"kumina_own_{os.getpid()}", app.config["KUMINA"]
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _make(admin_url, name)
    database.configure(url_of("kumina_web", name), settings.signer)
    with psycopg.connect(admin_url, dbname=name, autocommit=True) as connection:
        yield connection
    database.configure(url_of("kumina_web"), settings.signer)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _state_of_migrations() -> str:
    made_by = (ROOT / "tenants" / "cluster.py", ROOT / "tenants" / "policies" / "texts.py")
    files = sorted([*(ROOT / "migrations").rglob("*.py"), *made_by])
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _make(admin_url: str, name: str) -> None:
    building = f"{name}_{secrets.token_hex(3)}"
    cluster.prepare(admin_url, building, dict.fromkeys(cluster.LOGINS, PASSWORD))
    owner_url = _url(admin_url.replace("/postgres?", f"/{building}?"), "kumina_owner")
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = owner_url
    command.upgrade(config, "head")
    cluster.install_token_key(owner_url, SIGNER)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')


def _url(superuser_url: str, role: str) -> str:
    return f"postgresql://{role}:{PASSWORD}@{superuser_url.split('@', 1)[1]}"
