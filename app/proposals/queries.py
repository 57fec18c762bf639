"""Reads proposals whose address has been confirmed."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.proposals import models
from app.proposals.rules import Proposal
from app.values.missing import Missing
from tenants import database

_P = models.Proposal
_COLUMNS = (
    _P.id,
    _P.name,
    _P.business_id,
    _P.kind,
    _P.language,
    _P.contact_name,
    _P.email,
    _P.offer,
    _P.proposed_at,
    _P.confirmed_at,
    _P.decided_at,
    _P.outcome,
    _P.association_id,
)
_CONFIRMED = _P.confirmed_at.is_not(None)
_ALL = database.scoped(
    select(*_COLUMNS).where(_CONFIRMED).order_by(_P.decided_at.desc().nulls_first(), _P.proposed_at).limit(100)
)
_ONE = database.scoped(select(*_COLUMNS).where(_P.id == bindparam("id"), _CONFIRMED))


def proposals() -> tuple[Proposal, ...]:
    """What waits for a decision, the oldest first, then what was decided."""
    return tuple(map(_proposal, database.session().execute(_ALL)))


def proposal(proposal_id: UUID) -> Proposal:
    """One proposal."""
    row = database.session().execute(_ONE, {"id": proposal_id}).one_or_none()
    if row is None:
        raise Missing(proposal_id)
    return _proposal(row)


def _proposal(row: Any) -> Proposal:
    return Proposal(*row)
