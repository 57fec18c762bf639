"""Reads whose names are known here, so that none of them leaves with the municipality's version of the model."""

from sqlalchemy import select

from app.accounts.models import Membership
from tenants import database

_NAMES = select(Membership.name).where(Membership.municipality_id == database.here).distinct()


def known_names() -> frozenset[str]:
    """Everybody's whole name; a first name alone is a word like any other."""
    return frozenset(name for name in database.session().scalars(_NAMES) if " " in name.strip())
