"""What the tests of the record need: somebody who acts."""

from collections.abc import Callable
from uuid import UUID

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
