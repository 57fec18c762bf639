"""The municipality's logo, in the ground since its pages show it to everybody, also before anyone has signed in."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, insert, select

from tenants import context, database, models, registry

LOGO_AT_MOST = 256 * 1024
"""Bytes; the same figure is a constraint of the table."""

_LOGO = database.scoped(select(models.Logo.content))


def logo() -> bytes | None:
    """The logo as PNG, if the municipality has one."""
    return database.session().execute(_LOGO).scalar_one_or_none()


def set_logo(content: bytes | None, *, by: UUID | None, at: datetime) -> None:
    """A new logo in place of the old one, or none; only the municipality's admins may (a policy of the table)."""
    session, here = database.session(), context.current()
    registry.locked(here)
    session.execute(delete(models.Logo))
    if content is not None:
        row = {"municipality_id": here, "content": content, "uploaded_at": at, "uploaded_by": by}
        session.execute(insert(models.Logo).values(row))
    registry.set_logo(here, sha256(content).hexdigest() if content is not None else None)
