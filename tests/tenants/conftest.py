"""The ground alone, without the house on it: what stands here must hold whatever the house does."""

import os
from collections.abc import Iterator

import psutil
import psycopg
import pytest

from tenants import database
from tenants.registry import Municipality
from tests import conftest as house
from tests.factories import municipalities


@pytest.fixture(scope="session")
def ground(url_of) -> None:
    """The database as the web reaches it."""
    database.configure(url_of("kumina_web"), house.SIGNER)


@pytest.fixture
def municipality(ground: None) -> Municipality:
    """A municipality of this test's own."""
    return municipalities.municipality()


@pytest.fixture
def neighbour(ground: None) -> Municipality:
    """Another municipality, for what must not be seen."""
    return municipalities.municipality(name="Naapurila")


@pytest.fixture(scope="session")
def scratch_url(admin_url: str) -> Iterator[str]:
    """A migrated database of this process's own, for planting faults; those of processes that died are cleared away."""
    name = f"kumina_walls_{os.getpid()}"
    with psycopg.connect(admin_url, autocommit=True) as admin:
        found = admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^kumina_walls_[0-9]+$'").fetchall()
        for (other,) in found:
            if other == name or not psutil.pid_exists(int(other.rpartition("_")[2])):
                admin.execute(f'DROP DATABASE IF EXISTS "{other}" WITH (FORCE)')
        house._make(admin_url, name)
        yield admin_url.replace("/postgres?", f"/{name}?")
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
