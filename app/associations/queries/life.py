"""Where each association stands today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from app.associations import models
from app.associations.queries.agreements import agreement_fingerprint
from app.associations.rules import life
from app.associations.rules.life import Facts, Standing
from app.values.missing import Missing
from app.values.period import day_in_finland
from tenants import database, settings

_A, _D, _S = models.Association, models.Decision, models.Statement
_V, _Y = models.AgreementVersion, models.Acceptance


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about an association, as it is shown."""

    kind: str
    reason: str
    approval: str | None
    decided_at: datetime
    decided_by_name: str


def _of_it(table: Any, what: Any, *further: ColumnElement[bool]) -> Any:
    """The value that is asked for of the rows of this association."""
    here = (table.municipality_id == _A.municipality_id, table.association_id == _A.id)
    return select(what).where(*here, *further).correlate(_A).scalar_subquery()


def _accepted(what: Any, *further: ColumnElement[bool]) -> Any:
    versions = (_V.municipality_id == _Y.municipality_id) & (_V.id == _Y.version_id)
    here = (_Y.municipality_id == _A.municipality_id, _Y.association_id == _A.id)
    return select(what).select_from(_Y).join(_V, versions).where(*here, *further).correlate(_A).scalar_subquery()


def _standings() -> Select[*tuple[Any, ...]]:
    in_force = _V.fingerprint == bindparam("fingerprint")
    turns = ("suspended", "resumed", "ended")
    last_turn = (
        select(_D.kind)
        .where(_D.municipality_id == _A.municipality_id, _D.association_id == _A.id, _D.kind.in_(turns))
        .order_by(_D.decided_at.desc(), _D.id.desc())
        .limit(1)
        .correlate(_A)
        .scalar_subquery()
    )
    return select(
        _A.id,
        _A.name,
        _A.filled_in_at,
        _of_it(_D, func.min(_D.decided_at), _D.kind == "approved").label("approved_at"),
        _of_it(_D, func.max(_D.until_on), _D.kind == "approved").label("approved_until"),
        _of_it(_S, func.max(_S.until_on)).label("statements_until"),
        last_turn.label("turn"),
        _accepted(func.max(_Y.accepted_at), in_force).label("accepted_at"),
        _accepted(func.max(_V.number).filter(in_force)).label("number"),
        _accepted(func.max(_V.number)).label("last_number"),
    ).order_by(_A.name, _A.id)


_ALL = database.scoped(_standings())
_ONE = database.scoped(_standings().where(_A.id == bindparam("id")))
_DECISIONS = database.scoped(
    select(_D.kind, _D.reason, _D.approval, _D.decided_at, _D.decided_by_name)
    .where(_D.association_id == bindparam("id"))
    .order_by(_D.decided_at.desc(), _D.id.desc())
)


def standings(today: date) -> tuple[Standing, ...]:
    """Every association of the municipality and where it stands, also those that have left, by name."""
    grace_days = settings.value("associations", "grace_days")
    facts = {"fingerprint": agreement_fingerprint()}
    return tuple(_standing(row, today, grace_days) for row in database.session().execute(_ALL, facts))


def standing(association_id: UUID, today: date) -> Standing:
    """Where one stands."""
    grace_days = settings.value("associations", "grace_days")
    facts: Mapping[str, object] = {"id": association_id, "fingerprint": agreement_fingerprint()}
    row = database.session().execute(_ONE, facts).one_or_none()
    if row is None:
        raise Missing(association_id)
    return _standing(row, today, grace_days)


def decisions_of(association_id: UUID) -> tuple[Decided, ...]:
    """What was decided about it, the latest first."""
    return tuple(Decided(*row) for row in database.session().execute(_DECISIONS, {"id": association_id}))


def _standing(row: Any, today: date, grace_days: int) -> Standing:
    due_on = max(filter(None, (row.approved_until, row.statements_until)), default=None) if row.approved_at else None
    facts = Facts(_day(row.filled_in_at), _day(row.approved_at), due_on, row.turn)
    return Standing(
        association_id=row.id,
        name=row.name,
        state=life.state(facts, today=today, grace_days=grace_days),
        agreement_accepted_on=_day(row.accepted_at),
        agreement_version=row.number or row.last_number,
        statements_until=row.statements_until,
        renewal_due_on=due_on,
        filled_in=row.filled_in_at is not None,
    )


def _day(at: datetime | None) -> date | None:
    return None if at is None else day_in_finland(at)
