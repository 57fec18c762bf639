"""Signing the induction list: each side for itself, in its own sign-in (K16)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from app import record
from app.placements import models, queries
from app.placements.queries import induction as lists
from app.placements.rules import Placement
from app.placements.rules.induction import Side, may_sign
from app.values.missing import Missing
from app.values.refusal import refuse_if
from tenants import database


def sign_as_supervisor(*, placement_id: UUID, seen: str, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Somebody of the association says that the list was gone through; `seen` is the digest of the list shown."""
    placement = queries.placement(placement_id)
    if placement.association_id not in own:
        raise Missing(placement_id)
    _sign(placement, "supervisor", seen, by, at)
    _written(placement, "supervisor", by, at)


def sign_as_participant(*, placement_id: UUID, seen: str, by: UUID, at: datetime) -> None:
    """The client says the same, of their own placement alone."""
    placement = queries.placement(placement_id)
    if placement.client_person_id != by:
        raise Missing(placement_id)
    _sign(placement, "participant", seen, by, at)
    _written(placement, "participant", by, at)


def _sign(placement: Placement, side: Side, seen: str, by: UUID, at: datetime) -> None:
    induction = lists.induction(placement)
    refuse_if(may_sign(placement, induction, side=side, seen=seen))
    db, person_id = database.session(), placement.client_person_id
    induction_id = induction.id
    if induction_id is None:
        items = [dict(item) for item in induction.items]
        row = models.Induction(
            placement_id=placement.id, client_person_id=person_id, items=items, frozen_at=at, frozen_by=by
        )
        db.add(row)
        db.flush()
        induction_id = row.id
    signature = models.InductionSignature(
        induction_id=induction_id, client_person_id=person_id, side=side, signed_at=at, signed_by=by
    )
    db.add(signature)
    db.flush()


def _written(placement: Placement, side: Side, by: UUID, at: datetime) -> None:
    subject = [placement.id, placement.client_person_id]
    record.write("placements.induction_signed", subject=subject, by=by, at=at, side=side)
