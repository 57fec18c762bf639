"""What operators did in this municipality, and whether one looks in now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, select

from app.accounts import rules
from app.accounts.models import OperatorAct, OperatorActRead
from app.values.missing import Missing
from tenants import database


@dataclass(frozen=True, slots=True)
class Act:
    """What an operator did, with the reason they gave; `ends_at` when they looked in."""

    id: UUID
    what: str
    reason: str
    name: str
    acted_at: datetime
    ends_at: datetime | None
    read: bool = False
    """Whether the reader has said that they have read of it."""


_A, _R = OperatorAct, OperatorActRead
_COLUMNS = (_A.id, _A.what, _A.reason, _A.name, _A.acted_at, _A.ends_at)
_READ = exists().where(
    _R.municipality_id == _A.municipality_id, _R.act_id == _A.id, _R.person_id == bindparam("reader")
)
_ALL = database.scoped(select(*_COLUMNS, _READ).order_by(_A.acted_at.desc(), _A.id))
_ONE = database.scoped(select(*_COLUMNS).where(_A.id == bindparam("id")))
_NOW = database.scoped(
    select(*_COLUMNS)
    .where(
        _A.what == rules.LOOKED_IN,
        _A.person_id == bindparam("person"),
        _A.acted_at <= bindparam("at"),
        _A.ends_at > bindparam("at"),
    )
    .order_by(_A.ends_at.desc())
    .limit(1)
)


def operator_acts(reader: UUID) -> tuple[Act, ...]:
    """All of them, newest first."""
    return tuple(Act(*row) for row in database.session().execute(_ALL, {"reader": reader}))


def operator_act(act_id: UUID) -> Act:
    """One of them."""
    row = database.session().execute(_ONE, {"id": act_id}).one_or_none()
    if row is None:
        raise Missing(act_id)
    return Act(*row)


def looking_in(person_id: UUID, *, at: datetime) -> Act | None:
    """The operator's own looking in that has not ended yet."""
    row = database.session().execute(_NOW, {"person": person_id, "at": at}).one_or_none()
    return None if row is None else Act(*row)
