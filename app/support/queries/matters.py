"""What is open with the associations, and what was done about it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.associations.models import Association
from app.support import models
from app.support.queries.names import name_of
from app.support.rules import Matter, Step
from app.values.missing import Missing
from tenants import database

_M, _S, _A = models.Matter, models.Step, Association
_CLOSED_SHOWN = 20


def _matters() -> Select[*tuple[Any, ...]]:
    here = (_A.municipality_id == _M.municipality_id) & (_A.id == _M.association_id)
    return select(
        _M.id,
        _M.association_id,
        _A.name,
        _M.opened_for,
        _M.words,
        _M.opened_at,
        name_of(_M, _M.opened_by),
        _M.owner_id,
        name_of(_M, _M.owner_id),
        _M.first_action_at,
        _M.closed_at,
        name_of(_M, _M.closed_by),
    ).join(_A, here)


_THESE = _M.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid())))
_ONE = database.scoped(_matters().where(_M.id == bindparam("id")))
_OPEN = database.scoped(_matters().where(_M.closed_at.is_(None)).order_by(_M.opened_at, _M.id))
_OPEN_OF = database.scoped(_matters().where(_THESE, _M.closed_at.is_(None)).order_by(_M.opened_at, _M.id))
_CLOSED_OF = database.scoped(
    _matters().where(_THESE, _M.closed_at.is_not(None)).order_by(_M.closed_at.desc()).limit(_CLOSED_SHOWN)
)
_THEIRS = database.scoped(
    _matters()
    .where(_THESE, _M.opened_for == "association")
    .order_by(_M.closed_at.desc().nulls_first(), _M.opened_at.desc())
    .limit(bindparam("most"))
)
_STEPS = database.scoped(
    select(_S.words, _S.done_at, name_of(_S, _S.done_by))
    .where(_S.matter_id == bindparam("id"))
    .order_by(_S.done_at, _S.id)
)


def matter(matter_id: UUID) -> Matter:
    """One matter."""
    row = database.session().execute(_ONE, {"id": matter_id}).one_or_none()
    if row is None:
        raise Missing(matter_id)
    return Matter(*row)


def open_matters(association_id: UUID | None = None) -> tuple[Matter, ...]:
    """What is open, the oldest first; of one association or of the whole network."""
    if association_id is None:
        return tuple(Matter(*row) for row in database.session().execute(_OPEN))
    return tuple(Matter(*row) for row in database.session().execute(_OPEN_OF, {"ids": [association_id]}))


def closed_matters_of(association_id: UUID) -> tuple[Matter, ...]:
    """The last ones that were closed."""
    return tuple(Matter(*row) for row in database.session().execute(_CLOSED_OF, {"ids": [association_id]}))


def matters_of(association_ids: Collection[UUID], *, at_most: int = 50) -> tuple[Matter, ...]:
    """What the associations themselves have brought up, what is open first."""
    rows = database.session().execute(_THEIRS, {"ids": list(association_ids), "most": at_most})
    return tuple(Matter(*row) for row in rows)


def steps_of(matter_id: UUID) -> tuple[Step, ...]:
    """What was done about it, in order."""
    return tuple(Step(*row) for row in database.session().execute(_STEPS, {"id": matter_id}))
