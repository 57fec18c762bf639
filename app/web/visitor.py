"""Who is on the line: read once per request with the session, kept on `g`, never asked of the database again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g

from tenants import resolution


@dataclass(frozen=True, slots=True)
class Belonging:
    """One membership of the visitor: where, as what, and for which association when there is one."""

    municipality_id: UUID
    slug: str
    municipality_name_fi: str
    municipality_name_sv: str
    role: str
    association_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person and where they belong."""

    person_id: UUID
    name: str
    language: str
    belongings: tuple[Belonging, ...]
    proved_at: datetime
    """When they last proved who they are; money, roles and factors want this to be recent."""
    is_operator: bool = False
    joint: bool = False
    """Whether this is a joint session: the screen was handed over, and only the client acts."""

    def roles_in(self, municipality_id: UUID) -> tuple[str, ...]:
        """All roles the person has in one municipality, sorted; a joint session has the client's alone."""
        roles = {b.role for b in self.belongings if b.municipality_id == municipality_id}
        return tuple(sorted(roles & {"client"} if self.joint else roles))

    def associations_in(self, municipality_id: UUID, *, role: str | None = None) -> frozenset[UUID]:
        """The associations the person speaks for in one municipality; with `role`, those they hold it in."""
        return frozenset(
            b.association_id
            for b in self.belongings
            if b.municipality_id == municipality_id and b.association_id and role in (None, b.role)
        )


def visitor() -> Visitor | None:
    """The person on the line, or None for a stranger."""
    found: Visitor | None = g.get("visitor")
    return found


def me() -> Visitor:
    """The person on the line; only for views whose guard lets nobody else in."""
    found = visitor()
    if found is None:
        raise RuntimeError("a view that asks for me() must be guarded by requires() or signed_in()")
    return found


def my_associations() -> frozenset[UUID]:
    """The associations I speak for in the municipality of this page."""
    return me().associations_in(resolution.here().id)
