"""Associations of the network and the people who act for them."""

from uuid import UUID

from app.associations import actions
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)


def association(
    where: Municipality,
    name: str = "Rannan Martat ry",
    *,
    business_id: str | None = None,
    kind: str = "association",
    language: str = "fi",
) -> UUID:
    """An association taken into the network by an admin."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        return actions.register_association(
            name=name, business_id=business_id, kind=kind, language=language, by=by, at=NOW
        )


def volunteer(where: Municipality, association_id: UUID, *, name: str = "Veikko Talkoolainen") -> UUID:
    """Somebody who acts for the association."""
    return people.member(where, "association_member", name=name, association_id=association_id)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    made = association(where)
    return (Sample("associations_association", made, people.member(where, *ADMIN), ADMIN),)
