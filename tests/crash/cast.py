"""Who writes while the house is being killed: a process that furnishes a municipality and says how to come in."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from flask import Flask

from app import factory
from app.accounts import rules as roles
from app.config import Settings
from tenants.registry import Municipality
from tests.factories import house, municipalities, people

WRITERS = 2
"""People of each kind who write at the same time."""


@dataclass(frozen=True)
class Cast:
    """What the writers need to know."""

    slug: str
    municipality_id: str
    placement_id: str
    counsellors: list[str]
    admins: list[str]
    volunteers: list[str]


def gather(app: Flask) -> Cast:
    """A municipality with a placement, and signed-in people in three roles."""
    where = municipalities.municipality(name="Kaatola")
    there = house.placed(where)

    def signed_in(role: str, association_id: UUID | None = None) -> list[str]:
        return [_enter(app, where, role, association_id) for _ in range(WRITERS)]

    return Cast(
        slug=where.slug,
        municipality_id=str(where.id),
        placement_id=str(there.id),
        counsellors=signed_in(roles.SOCIAL_COUNSELLOR),
        admins=signed_in(roles.MUNICIPALITY_ADMIN),
        volunteers=signed_in(roles.ASSOCIATION_MEMBER, there.association_id),
    )


def _enter(app: Flask, where: Municipality, role: str, association_id: UUID | None) -> str:
    person_id = people.member(where, role, association_id=association_id)
    return people.sign_in(app.test_client(), person_id, roles=(role,))


if __name__ == "__main__":
    print(json.dumps(asdict(gather(factory.create_app(Settings())))))  # noqa: T201 - that is what it is for
