"""What the tests of the record need: somebody who acts, and the superuser who tampers."""

from collections.abc import Callable, Iterator
from uuid import UUID

import psycopg
import pytest

from app import record
from tenants.registry import Municipality
from tests.factories import municipalities, people
from tests.factories.municipalities import NOW

ROLES = ("municipality_admin", "social_counsellor")
Acts = Callable[..., None]


@pytest.fixture
def admin(municipality: Municipality) -> UUID:
    return people.member(municipality, *ROLES)


@pytest.fixture
def act(municipality: Municipality, admin: UUID) -> Acts:
    """Do something that is recorded, in a transaction of its own."""

    def done(event: str = "tests.thing_done", **facts: object) -> None:
        with municipalities.inside(municipality, person_id=admin, roles=ROLES):
            record.write(event, subject=admin, by=admin, at=NOW, **facts)

    return done


@pytest.fixture
def superuser(admin_url: str, database_name: str, app: object) -> Iterator[psycopg.Connection]:
    """Somebody no policy and no grant holds back."""
    with psycopg.connect(admin_url, dbname=database_name, autocommit=True) as connection:
        yield connection
