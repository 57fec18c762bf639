"""People of the municipality by the name of their membership."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Membership


def name_of(table: Any, person: Any) -> Any:
    """The name of the person a row points at; one person may hold several roles, and has one name."""
    of = aliased(Membership)
    return (
        select(of.name)
        .where(of.municipality_id == table.municipality_id, of.person_id == person)
        .order_by(of.started_at, of.id)
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
