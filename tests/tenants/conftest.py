"""The ground alone, without the house on it: what stands here must hold whatever the house does."""

from collections.abc import Iterator

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
def scratch_url(admin_url: str, worker_id: str) -> Iterator[str]:
    """A migrated database of this worker's own, for planting faults."""
    name = f"kumina_scratch_{worker_id}"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(drop)
        house._make(admin_url, name)
        yield admin_url.replace("/postgres?", f"/{name}?")
        admin.execute(drop)
