"""OpenID providers of a municipality, and the accounts there that open accounts here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.accounts.models import Identity, Provider
from app.values.ids import new_id
from app.values.missing import Missing
from tenants import context, database


def add_provider(*, issuer: str, client_id: str, sealed_secret: str, label: str, by: UUID, at: datetime) -> UUID:
    """Staff may sign in through this provider; `sealed_secret` is encrypted already."""
    provider_id = new_id()
    database.session().add(
        Provider(
            id=provider_id,
            issuer=issuer,
            client_id=client_id.strip(),
            client_secret=sealed_secret,
            label=label.strip(),
            added_at=at,
            added_by=by,
        )
    )
    database.session().flush()
    record.write("accounts.provider_added", subject=provider_id, by=by, at=at)
    return provider_id


def remove_provider(*, provider_id: UUID, by: UUID, at: datetime) -> None:
    """Nobody signs in through it any more; links to it stay, and open nothing."""
    here = (Provider.municipality_id == context.current()) & (Provider.id == provider_id)
    if database.session().scalar(delete(Provider).where(here).returning(Provider.id)) is None:
        raise Missing(provider_id)
    record.write("accounts.provider_removed", subject=provider_id, by=by, at=at)


def link_identity(*, issuer: str, subject: str, person_id: UUID, at: datetime) -> bool:
    """This account at the provider opens this person's account; False when it opens somebody else's already."""
    statement = (
        insert(Identity)
        .values(issuer=issuer, subject=subject, person_id=person_id, linked_at=at)
        .on_conflict_do_nothing()
        .returning(Identity.person_id)
    )
    return database.session().scalar(statement) is not None
