"""Where associations work, and whom one calls or writes to."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import bindparam, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.accounts.models import Invitation, Membership
from app.associations import models
from app.associations.rules import ContactPerson, Site
from app.values.missing import Missing
from tenants import database

_S, _C = models.Site, models.Contact
_SITE = (_S.id, _S.association_id, _S.name, _S.street, _S.postal_code, _S.town)
_CONTACT = (_C.id, _C.association_id, _C.name, _C.role, _C.phone, _C.email)
_IDS = func.any(bindparam("ids", type_=ARRAY(Uuid())))
_SITES = database.scoped(
    select(*_SITE).where(_S.association_id == _IDS, _S.closed_at.is_(None)).order_by(_S.name, _S.id)
)
_ONE_SITE = database.scoped(select(*_SITE).where(_S.id == bindparam("id")))
_CONTACTS = database.scoped(select(*_CONTACT).where(_C.association_id == _IDS).order_by(_C.name, _C.id))
_ONE_CONTACT = database.scoped(select(*_CONTACT).where(_C.id == bindparam("id")))
_ADDRESSES = union(
    select(_C.association_id, func.lower(func.btrim(_C.email)).label("address")).where(
        _C.municipality_id == database.here, _C.association_id == _IDS, _C.email.is_not(None)
    ),
    select(Invitation.association_id, Invitation.email.label("address"))
    .join(
        Membership,
        (Membership.municipality_id == Invitation.municipality_id)
        & (Membership.person_id == Invitation.accepted_by)
        & (Membership.association_id == Invitation.association_id)
        & Membership.ended_at.is_(None),
    )
    .where(Invitation.municipality_id == database.here, Invitation.association_id == _IDS),
)


def sites_of(association_ids: Collection[UUID]) -> tuple[Site, ...]:
    """The open sites of these associations, by name."""
    return tuple(Site(*row) for row in database.session().execute(_SITES, {"ids": list(association_ids)}))


def site(site_id: UUID) -> Site:
    """One site, also a closed one."""
    row = database.session().execute(_ONE_SITE, {"id": site_id}).one_or_none()
    if row is None:
        raise Missing(site_id)
    return Site(*row)


def contact_people(association_ids: Collection[UUID]) -> tuple[ContactPerson, ...]:
    """Whom one reaches in these associations, by name."""
    rows = database.session().execute(_CONTACTS, {"ids": list(association_ids)})
    return tuple(ContactPerson(*row) for row in rows)


def contact(contact_id: UUID) -> ContactPerson:
    """One of them."""
    row = database.session().execute(_ONE_CONTACT, {"id": contact_id}).one_or_none()
    if row is None:
        raise Missing(contact_id)
    return ContactPerson(*row)


def addresses_of(association_ids: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Where letters to each association go: its contact people, and those who joined by an invitation and still act."""
    found: dict[UUID, list[str]] = {}
    for association_id, address in database.session().execute(_ADDRESSES, {"ids": list(association_ids)}):
        found.setdefault(association_id, []).append(address)
    return {association_id: tuple(sorted(addresses)) for association_id, addresses in found.items()}
