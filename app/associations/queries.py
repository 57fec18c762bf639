"""Reads the network."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.accounts.models import Membership
from app.associations import models
from app.associations.rules import Association, ContactPerson
from app.values.missing import Missing
from tenants import database

_A = models.Association
_COLUMNS = (_A.id, _A.name, _A.business_id, _A.kind, _A.language, _A.registered_at, _A.ended_at)
_ONE = database.scoped(select(*_COLUMNS).where(_A.id == bindparam("id")))
_LOCKED = database.scoped(select(*_COLUMNS).where(_A.id == bindparam("id")).with_for_update())
_ALL = database.scoped(select(*_COLUMNS).where(_A.ended_at.is_(None)).order_by(_A.name, _A.id))
_THESE = database.scoped(
    select(*_COLUMNS).where(_A.id == func.any(bindparam("ids", type_=ARRAY(Uuid())))).order_by(_A.name, _A.id)
)
_PEOPLE = database.scoped(
    select(Membership.person_id, Membership.name, Membership.role)
    .where(
        Membership.municipality_id == database.here,
        Membership.association_id == bindparam("id"),
        Membership.ended_at.is_(None),
    )
    .order_by(Membership.name, Membership.role)
)


def association(association_id: UUID, *, locked: bool = False) -> Association:
    """One association, also one that has left; `locked` holds it until the transaction ends."""
    row = database.session().execute(_LOCKED if locked else _ONE, {"id": association_id}).one_or_none()
    if row is None:
        raise Missing(association_id)
    return _association(row)


def associations() -> tuple[Association, ...]:
    """All that belong to the network now, by name."""
    return tuple(map(_association, database.session().execute(_ALL)))


def these(association_ids: frozenset[UUID]) -> tuple[Association, ...]:
    """The associations with these ids, by name."""
    return tuple(map(_association, database.session().execute(_THESE, {"ids": list(association_ids)})))


def contact_people(association_id: UUID) -> tuple[ContactPerson, ...]:
    """Those who act for the association, by name."""
    return tuple(ContactPerson(*row) for row in database.session().execute(_PEOPLE, {"id": association_id}))


def _association(row: Sequence[Any]) -> Association:
    return Association(*row)
