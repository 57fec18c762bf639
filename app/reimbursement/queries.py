"""Reads what was decided, what has been claimed, and what is confirmed but not claimed yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased
from sqlalchemy.types import Uuid

from app.accounts.models import Membership
from app.associations import models as agreements
from app.associations import queries as associations
from app.associations.models import Association
from app.attendance import models as attendance
from app.placements.models import Placement, RuleSet
from app.reimbursement import models
from app.reimbursement.rules import Claim, Line, Policy, Template
from app.values.missing import Missing
from app.values.money import ZERO, Cents
from app.values.period import Month
from app.values.wording import Wording
from tenants import database

_C, _L, _P, _T = models.Claim, models.Line, models.Policy, models.Template
_M, _D = attendance.ConfirmedMonth, attendance.Day
_POLICY = (
    _P.service_type,
    _P.day_cents,
    _P.valid_from,
    _P.valid_to,
    _P.decision_body,
    _P.decision_section,
    _P.decided_on,
    _P.source,
    _P.id.label("policy_id"),
)


def _agreed(association_id: Any, *, in_force: bool = True) -> ColumnElement[bool]:
    """Whether the association has accepted the agreement in force, or any version of it."""
    version, yes = agreements.AgreementVersion, agreements.Acceptance
    said = (
        exists()
        .where(yes.municipality_id == database.here, yes.association_id == association_id)
        .where(version.municipality_id == yes.municipality_id, version.id == yes.version_id)
    )
    return said.where(version.fingerprint == bindparam("agreement")) if in_force else said


def due(*, of_month: bool = False) -> Select[*tuple[Any, ...]]:
    """Confirmed, attended days that no claim holds yet, counted by month, placement and the rate of the day (C10).

    What is claimed for a month is asked of associations alone that have accepted the agreement in force (`agreement`).
    """
    claimed = exists().where(
        _L.municipality_id == _M.municipality_id, _L.placement_id == _M.placement_id, _L.month_on == _M.month_on
    )
    keys = (_M.month_on, Placement.association_id, _M.placement_id, _P.id, _P.day_cents)
    asked = (_M.month_on == bindparam("month"), _agreed(Placement.association_id)) if of_month else ()
    return (
        select(
            _M.municipality_id,
            _M.month_on,
            Placement.association_id,
            _M.placement_id,
            _P.id.label("policy_id"),
            _P.day_cents,
            func.count().label("days"),
        )
        .join(_D, (_D.municipality_id == _M.municipality_id) & (_D.month_id == _M.id) & (_D.answer == "present"))
        .join(Placement, (Placement.municipality_id == _M.municipality_id) & (Placement.id == _M.placement_id))
        .join(RuleSet, (RuleSet.municipality_id == _M.municipality_id) & (RuleSet.id == Placement.rule_set_id))
        .join(
            _P,
            (_P.municipality_id == _M.municipality_id)
            & (_P.service_type == RuleSet.service_type)
            & (_P.valid_from <= _D.day_on)
            & or_(_P.valid_to.is_(None), _D.day_on <= _P.valid_to),
        )
        .where(_M.municipality_id == database.here, ~claimed, *asked)
        .group_by(_M.municipality_id, *keys)
    )


def _name_of(person: Any) -> ColumnElement[Any]:
    of = aliased(Membership)
    named = select(of.name).where(of.municipality_id == _C.municipality_id, of.person_id == person)
    return named.order_by(of.started_at, of.id).limit(1).scalar_subquery()


def _claims() -> Select[*tuple[Any, ...]]:
    days = select(func.sum(_L.attended_days)).where(_L.municipality_id == _C.municipality_id, _L.claim_id == _C.id)
    return select(
        _C.id,
        _C.association_id,
        Association.name.label("association_name"),
        _C.month_on,
        _C.number,
        days.scalar_subquery().label("days"),
        _C.total_cents,
        _C.prepared_at,
        _C.prepared_by,
        _name_of(_C.prepared_by).label("prepared_by_name"),
        _C.approved_at,
        _name_of(_C.approved_by).label("approved_by_name"),
    ).join(Association, (Association.municipality_id == _C.municipality_id) & (Association.id == _C.association_id))


_HAS_POLICY = database.scoped(select(_P.id).limit(1))
_POLICIES = database.scoped(select(*_POLICY).order_by(_P.valid_from.desc(), _P.id))
_TEMPLATES = database.scoped(
    select(_T.id, _T.code, _T.service_type, _T.name_fi, _T.name_sv, _T.name_en, _T.day_cents, _T.source)
    .where(_T.retired_at.is_(None))
    .order_by(_T.code)
)
_SETTLED = database.scoped(
    select(_L.month_on)
    .join(_P, (_P.municipality_id == _L.municipality_id) & (_P.id == _L.policy_id))
    .where(_P.service_type == bindparam("service_type"))
    .distinct()
)
_CLAIM = database.scoped(_claims().where(_C.id == bindparam("id")))
_CLAIMS_OF_MONTH = database.scoped(
    _claims().where(_C.month_on == bindparam("month")).order_by(Association.name, _C.number)
)
_CLAIMS_OF = database.scoped(
    _claims()
    .where(_C.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))))
    .order_by(_C.month_on.desc(), Association.name, _C.number)
)
_LINES = database.scoped(
    select(_L.id, _L.placement_id, _L.attended_days, *_POLICY)
    .join(_P, (_P.municipality_id == _L.municipality_id) & (_P.id == _L.policy_id))
    .where(_L.claim_id == bindparam("claim"))
    .order_by(_L.placement_id, _P.valid_from)
)
_DAYS = database.scoped(
    select(_D.day_on, _M.confirmed_at)
    .select_from(_L)
    .join(_P, (_P.municipality_id == _L.municipality_id) & (_P.id == _L.policy_id))
    .join(
        _M,
        (_M.municipality_id == _L.municipality_id)
        & (_M.placement_id == _L.placement_id)
        & (_M.month_on == _L.month_on),
    )
    .join(_D, (_D.municipality_id == _L.municipality_id) & (_D.month_id == _M.id) & (_D.answer == "present"))
    .where(
        _L.id == bindparam("line"),
        _D.day_on >= _P.valid_from,
        or_(_P.valid_to.is_(None), _D.day_on <= _P.valid_to),
    )
    .order_by(_D.day_on)
)
_MADE = database.scoped(
    select(
        _C.month_on,
        func.count().label("claims"),
        func.count().filter(_C.state == "draft").label("drafts"),
        func.sum(_C.total_cents).label("cents"),
    ).group_by(_C.month_on)
)
_AGREED_ONCE = database.scoped(
    select(_C.id).where(_C.id == bindparam("id"), _agreed(_C.association_id, in_force=False))
)
_due = due().subquery()
_HELD_BACK = database.scoped(
    select(Association.id, Association.name)
    .join(_due, (_due.c.municipality_id == Association.municipality_id) & (_due.c.association_id == Association.id))
    .where(_due.c.month_on == bindparam("month"), ~_agreed(Association.id))
    .distinct()
    .order_by(Association.name, Association.id)
)
_DUE = select(
    _due.c.month_on,
    func.count(func.distinct(_due.c.association_id)).label("associations"),
    func.count(func.distinct(_due.c.placement_id)).label("placements"),
).group_by(_due.c.month_on)


@dataclass(frozen=True, slots=True)
class MonthOfMoney:
    """What a month has come to so far, and how much of it is confirmed but in no claim yet."""

    month: Month
    claims: int = 0
    drafts: int = 0
    total: Cents = ZERO
    due_associations: int = 0
    due_placements: int = 0


@dataclass(frozen=True, slots=True)
class PaidDay:
    """One attended day that a line pays for, and when the association confirmed it."""

    on: date
    confirmed_at: datetime


def has_policy() -> bool:
    """Whether the municipality has ever decided to pay; if not, there is no page about money (K18)."""
    return database.session().execute(_HAS_POLICY).first() is not None


def policies() -> tuple[Policy, ...]:
    """All decisions, the latest first."""
    return tuple(_policy(row) for row in database.session().execute(_POLICIES))


def templates() -> tuple[Template, ...]:
    """The rates that the playbook offers as examples."""
    return tuple(_template(row) for row in database.session().execute(_TEMPLATES))


def settled_months(service_type: str) -> tuple[Month, ...]:
    """The months in which something has already been claimed for this service type."""
    rows = database.session().execute(_SETTLED, {"service_type": service_type})
    return tuple(sorted(Month.of(month_on) for (month_on,) in rows))


def months() -> tuple[MonthOfMoney, ...]:
    """Every month with a claim or with confirmed days that wait for one, the latest first."""
    made = {row.month_on: row for row in database.session().execute(_MADE)}
    waiting = {row.month_on: row for row in database.session().execute(_DUE)}
    return tuple(_month(day, made.get(day), waiting.get(day)) for day in sorted({*made, *waiting}, reverse=True))


def claim(claim_id: UUID) -> Claim:
    """One claim."""
    row = database.session().execute(_CLAIM, {"id": claim_id}).one_or_none()
    if row is None:
        raise Missing(claim_id)
    return _claim(row)


def claims_of_month(month: Month) -> tuple[Claim, ...]:
    """The claims of a month, by association."""
    return tuple(_claim(row) for row in database.session().execute(_CLAIMS_OF_MONTH, {"month": month.first_on}))


def claims_of(association_ids: Collection[UUID]) -> tuple[Claim, ...]:
    """The claims of these associations, the latest month first."""
    return tuple(_claim(row) for row in database.session().execute(_CLAIMS_OF, {"ids": list(association_ids)}))


def held_back(month: Month) -> tuple[str, ...]:
    """The associations whose confirmed days of a month wait until they accept the agreement in force, by name."""
    facts = {"month": month.first_on, "agreement": associations.agreement_fingerprint()}
    return tuple(name for _id, name in database.session().execute(_HELD_BACK, facts))


def is_agreed(claim_id: UUID) -> bool:
    """Whether the claim's association has ever accepted an agreement: a claim made before a change goes on."""
    return database.session().execute(_AGREED_ONCE, {"id": claim_id}).first() is not None


def lines(claim_id: UUID) -> tuple[Line, ...]:
    """The lines of a claim, by placement."""
    rows = database.session().execute(_LINES, {"claim": claim_id})
    return tuple(Line(row.id, row.placement_id, _policy(row), row.attended_days) for row in rows)


def paid_days(line_id: UUID) -> tuple[PaidDay, ...]:
    """The days that a line pays for, in order."""
    return tuple(PaidDay(*row) for row in database.session().execute(_DAYS, {"line": line_id}))


def _month(day: date, made: Any, waiting: Any) -> MonthOfMoney:
    return MonthOfMoney(
        month=Month.of(day),
        claims=made.claims if made else 0,
        drafts=made.drafts if made else 0,
        total=Cents(int(made.cents)) if made else ZERO,
        due_associations=waiting.associations if waiting else 0,
        due_placements=waiting.placements if waiting else 0,
    )


def _policy(row: Any) -> Policy:
    return Policy(
        service_type=row.service_type,
        day=Cents(row.day_cents),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        body=row.decision_body,
        section=row.decision_section,
        decided_on=row.decided_on,
        source=row.source,
        id=row.policy_id,
    )


def _template(row: Any) -> Template:
    name = Wording(row.name_fi, row.name_sv, row.name_en)
    return Template(row.id, row.code, row.service_type, name, Cents(row.day_cents), row.source)


def _claim(row: Any) -> Claim:
    return Claim(
        id=row.id,
        association_id=row.association_id,
        association_name=row.association_name,
        month=Month.of(row.month_on),
        number=row.number,
        days=int(row.days),
        total=Cents(row.total_cents),
        prepared_at=row.prepared_at,
        prepared_by=row.prepared_by,
        prepared_by_name=row.prepared_by_name,
        approved_at=row.approved_at,
        approved_by_name=row.approved_by_name,
    )
