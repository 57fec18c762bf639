"""Reads the induction lists of placements and who has signed them (K16)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.intake.models import Client
from app.placements import models
from app.placements.rules import Placement
from app.placements.rules.induction import Induction, Signature, Unsigned
from app.worktasks import queries as worktasks
from app.worktasks.models import Task
from tenants import database

_P, _I, _S = models.Placement, models.Induction, models.InductionSignature
_SIGNED = database.scoped(
    select(_I.id, _I.items, _S.side, _S.signed_by, _S.signed_at)
    .outerjoin(_S, (_S.municipality_id == _I.municipality_id) & (_S.induction_id == _I.id))
    .where(_I.placement_id == bindparam("placement"))
    .order_by(_S.signed_at)
)
_OF_SIDE = exists(
    select(literal(1))
    .select_from(_I)
    .join(_S, (_S.municipality_id == _I.municipality_id) & (_S.induction_id == _I.id))
    .where(_I.municipality_id == _P.municipality_id, _I.placement_id == _P.id, _S.side == bindparam("side"))
)
_WAITING = (
    select(_P.id, _P.client_person_id, Client.calling_name, Task.name)
    .join(Client, (Client.municipality_id == _P.municipality_id) & (Client.id == _P.client_id))
    .join(Task, (Task.municipality_id == _P.municipality_id) & (Task.id == _P.task_id))
    .where(
        _P.first_on <= bindparam("day"),
        func.coalesce(_P.ended_on, _P.last_on) >= bindparam("day"),
        ~_OF_SIDE,
    )
    .order_by(_P.first_on, Client.calling_name, _P.id)
)
_AT = database.scoped(_WAITING.where(_P.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid())))))
_OF = database.scoped(_WAITING.where(_P.client_person_id == bindparam("person")))


def induction(placement: Placement) -> Induction:
    """The list as it was signed; until somebody has, the task's own as it is now."""
    rows = database.session().execute(_SIGNED, {"placement": placement.id}).all()
    if not rows:
        return Induction(worktasks.induction(placement.task_id))
    signatures = tuple(Signature(row.side, row.signed_by, row.signed_at) for row in rows if row.side)
    return Induction(tuple(rows[0].items), rows[0].id, signatures)


def unsigned_at(association_ids: Collection[UUID], *, day: date) -> tuple[Unsigned, ...]:
    """Those who work in these associations on this day and whose induction nobody there has signed."""
    facts = {"ids": list(association_ids), "day": day, "side": "supervisor"}
    return tuple(Unsigned(*row) for row in database.session().execute(_AT, facts))


def unsigned_of(person_id: UUID, *, day: date) -> tuple[Unsigned, ...]:
    """A person's own placements of this day whose induction they have not signed."""
    facts = {"person": person_id, "day": day, "side": "participant"}
    return tuple(Unsigned(*row) for row in database.session().execute(_OF, facts))
