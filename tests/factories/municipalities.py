"""Municipalities made for one test, so that no test needs to clean up after another."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from tenants import context, database, registry
from tenants.registry import Kind, Municipality

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def municipality(*, kind: Kind = "practice", name: str = "Kuvitela", first_language: str = "fi") -> Municipality:
    """An open municipality nobody else has."""
    slug = f"t{secrets.token_hex(6)}"
    with context.globally(roles=("operator",)), database.writing():
        made = registry.add(
            slug=slug,
            name_fi=f"{name} {slug}",
            name_sv=f"{name} {slug} sv",
            kind=kind,
            playbook="kumina_1",
            first_language=first_language,
        )
        return registry.move(made.id, "open", at=NOW)


@contextmanager
def inside(where: Municipality, *, person_id: UUID | None = None, roles: tuple[str, ...] = ()) -> Iterator[None]:
    """Inside the municipality, in a writing transaction, as this person in these roles."""
    with context.entering(where.id, person_id=person_id, roles=roles), database.writing():
        yield
