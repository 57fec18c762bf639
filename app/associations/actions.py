"""What can be done with the network."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.accounts import actions as accounts
from app.associations import models, queries, rules
from app.values.refusal import refuse_if
from tenants import context, database


def register_association(
    *, name: str, business_id: str | None, kind: str, language: str, by: UUID, at: datetime
) -> UUID:
    """Take an association into the network."""
    refuse_if(rules.may_register(name=name, business_id=business_id, kind=kind))
    row = models.Association(
        name=name.strip(),
        business_id=rules.written_business_id(business_id) if business_id else None,
        kind=kind,
        language=language,
        registered_at=at,
        registered_by=by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("associations.association_registered", subject=row.id, by=by, at=at, kind=kind)
    return row.id


def invite_contact_person(
    *,
    association_id: UUID,
    name: str,
    email: str,
    role: str,
    language: str,
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """Send somebody of the association the link with which they join; `own` are those the inviter leads."""
    refuse_if(rules.may_take_in(queries.association(association_id)))
    accounts.invite_person(
        email=email,
        name=name,
        language=language,
        role=role,
        association_id=association_id,
        own_association=association_id in own,
        by=by,
        by_roles=context.door().roles,
        at=at,
    )
    record.write("associations.person_invited", subject=association_id, by=by, at=at, role=role)


def change_association(
    *, association_id: UUID, name: str, business_id: str | None, kind: str, language: str, by: UUID, at: datetime
) -> None:
    """Correct what is known of an association."""
    refuse_if(rules.may_register(name=name, business_id=business_id, kind=kind))
    queries.association(association_id, locked=True)
    written = rules.written_business_id(business_id) if business_id else None
    row = models.Association
    database.session().execute(
        update(row)
        .where(row.id == association_id)
        .values(name=name.strip(), kind=kind, language=language, business_id=written)
    )
    record.write("associations.association_changed", subject=association_id, by=by, at=at)
