"""Municipalities made for one test, so that no test needs to clean up after another."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from tenants import context, database, registry
from tenants.registry import Kind, Municipality, State

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def municipality(
    *, kind: Kind = "practice", name: str = "Kuvitela", first_language: str = "fi", state: State = "open"
) -> Municipality:
    """A municipality nobody else has, open or still being prepared."""
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
        return made if state == "preparing" else registry.move(made.id, state, at=NOW)


@contextmanager
def inside(where: Municipality, *, person_id: UUID | None = None, roles: tuple[str, ...] = ()) -> Iterator[None]:
    """Inside the municipality, in a writing transaction, as this person in these roles."""
    with context.entering(where.id, person_id=person_id, roles=roles), database.writing():
        yield
