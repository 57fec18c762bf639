"""Where an association works and whom one calls there, kept by the association and by who runs the network."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update

from app import record
from app.associations import models, queries, rules
from app.values.missing import Missing
from app.values.refusal import refuse_if
from tenants import database


def add_site(
    *,
    association_id: UUID,
    name: str,
    street: str,
    postal_code: str,
    town: str,
    by: UUID,
    at: datetime,
    own: Collection[UUID] | None = None,
) -> UUID:
    """A further place; one without a name is called as its street. `own`: those one speaks for (None: anybody's)."""
    _theirs(association_id, own)
    row = models.Site(
        association_id=queries.association(association_id).id,
        **_address(name, street, postal_code, town),
        added_at=at,
        added_by=by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("associations.site_added", subject=[association_id, row.id], by=by, at=at)
    return row.id


def change_site(
    *,
    site_id: UUID,
    name: str,
    street: str,
    postal_code: str,
    town: str,
    by: UUID,
    at: datetime,
    own: Collection[UUID] | None = None,
) -> None:
    """Correct its name or address."""
    found = queries.site(site_id)
    _theirs(found.association_id, own)
    row = models.Site
    address = _address(name, street, postal_code, town)
    database.session().execute(update(row).where(row.id == site_id).values(**address))
    record.write("associations.site_changed", subject=[found.association_id, site_id], by=by, at=at)


def close_site(*, site_id: UUID, by: UUID, at: datetime, own: Collection[UUID] | None = None) -> None:
    """No new task is done there; those that point at it keep their address."""
    found = queries.site(site_id)
    _theirs(found.association_id, own)
    row = models.Site
    closing = update(row).where(row.id == site_id, row.closed_at.is_(None)).values(closed_at=at, closed_by=by)
    database.session().execute(closing)
    record.write("associations.site_closed", subject=[found.association_id, site_id], by=by, at=at)


def add_contact_person(
    *,
    association_id: UUID,
    name: str,
    role: str = "",
    phone: str | None = None,
    email: str | None = None,
    by: UUID,
    at: datetime,
    own: Collection[UUID] | None = None,
) -> UUID:
    """Somebody who can be reached; they need no account here."""
    _theirs(association_id, own)
    row = models.Contact(
        association_id=queries.association(association_id).id,
        **_reached(name, role, phone, email),
        added_at=at,
        added_by=by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("associations.contact_added", subject=[association_id, row.id], by=by, at=at)
    return row.id


def change_contact_person(
    *,
    contact_id: UUID,
    name: str,
    role: str,
    phone: str | None,
    email: str | None,
    by: UUID,
    at: datetime,
    own: Collection[UUID] | None = None,
) -> None:
    """Correct how they are reached."""
    found = queries.contact(contact_id)
    _theirs(found.association_id, own)
    row = models.Contact
    reached = _reached(name, role, phone, email)
    database.session().execute(update(row).where(row.id == contact_id).values(**reached))
    record.write("associations.contact_changed", subject=[found.association_id, contact_id], by=by, at=at)


def remove_contact_person(*, contact_id: UUID, by: UUID, at: datetime, own: Collection[UUID] | None = None) -> None:
    """Who no longer answers for the association is not kept."""
    found = queries.contact(contact_id)
    _theirs(found.association_id, own)
    row = models.Contact
    database.session().execute(delete(row).where(row.id == contact_id))
    record.write("associations.contact_removed", subject=[found.association_id, contact_id], by=by, at=at)


def _theirs(association_id: UUID, own: Collection[UUID] | None) -> None:
    if own is not None and association_id not in own:
        raise Missing(association_id)


def _address(name: str, street: str, postal_code: str, town: str) -> dict[str, str]:
    refuse_if(rules.may_be_site(street=street, postal_code=postal_code, town=town))
    return {
        "name": name.strip() or street.strip(),
        "street": street.strip(),
        "postal_code": postal_code.strip(),
        "town": town.strip(),
    }


def _reached(name: str, role: str, phone: str | None, email: str | None) -> dict[str, str | None]:
    refuse_if(rules.may_be_contact(name=name, phone=phone, email=email))
    return {
        "name": name.strip(),
        "role": role.strip(),
        "phone": (phone or "").strip() or None,
        "email": (email or "").strip() or None,
    }
