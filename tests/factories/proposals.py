"""Associations that have proposed themselves."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.proposals import actions, models
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

LEAD = ("team_lead",)


def proposed(
    where: Municipality,
    *,
    name: str = "Keksityn rannan kylätalo ry",
    business_id: str | None = None,
    email: str | None = None,
    offer: str = "Talkoita ja kahvilaa.",
    at: datetime = NOW,
) -> str:
    """A proposal nobody has confirmed; answers the secret of its letter."""
    with inside(where):
        return actions.propose(
            name=name,
            business_id=business_id,
            kind="association",
            language="fi",
            contact_name="Ehdottava Essi",
            email=email or f"{secrets.token_hex(6)}@yhdistys.example",
            offer=offer,
            by=None,
            at=at,
        )


def confirmed(where: Municipality, *, at: datetime = NOW, **said: str) -> UUID:
    """A proposal whose address has proved itself."""
    secret = proposed(where, at=at, **said)  # type: ignore[arg-type]
    with inside(where):
        assert actions.confirm(secret=secret, by=None, at=at)
    by = people.member(where, *LEAD)
    newest = select(models.Proposal.id).order_by(models.Proposal.id.desc()).limit(1)
    with context.entering(where.id, person_id=by, roles=LEAD), database.reading() as db:
        return db.scalars(newest).one()


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    return (Sample("proposals_proposal", confirmed(where), people.member(where, *LEAD), LEAD),)
