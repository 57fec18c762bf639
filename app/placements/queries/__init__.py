"""Reads rule sets and placements; a placement comes with its names, and with the counsellor the client has now."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased
from sqlalchemy.types import Uuid

from app.accounts.models import Membership
from app.associations.models import Association
from app.intake.models import Client
from app.placements import models
from app.placements.rules import Placement, Plan, RuleSet, Terms
from app.values.missing import Missing
from app.values.wording import Wording
from app.worktasks.models import Task
from tenants import database

_P, _R = models.Placement, models.RuleSet


def _counsellor_name() -> ScalarSelect[Any]:
    of = aliased(Membership)
    named = select(of.name).where(of.municipality_id == Client.municipality_id, of.person_id == Client.counsellor_id)
    return named.order_by(of.started_at, of.id).limit(1).scalar_subquery()


def _placements() -> Select[*tuple[Any, ...]]:
    return (
        select(
            _P.id,
            _P.client_id,
            _P.client_person_id,
            Client.calling_name,
            _P.task_id,
            Task.name.label("task_name"),
            _P.association_id,
            Association.name.label("association_name"),
            _R.service_type,
            _P.first_on,
            _P.last_on,
            _P.weekdays,
            _P.minutes_a_day,
            _P.plan_basis,
            _P.plan_on,
            Client.counsellor_id,
            _counsellor_name().label("counsellor_name"),
            _P.supervisor,
            _P.ended_on,
        )
        .join(Client, (Client.municipality_id == _P.municipality_id) & (Client.id == _P.client_id))
        .join(Task, (Task.municipality_id == _P.municipality_id) & (Task.id == _P.task_id))
        .join(Association, (Association.municipality_id == _P.municipality_id) & (Association.id == _P.association_id))
        .join(_R, (_R.municipality_id == _P.municipality_id) & (_R.id == _P.rule_set_id))
    )


_NEWEST_FIRST = (_P.first_on.desc(), _P.id.desc())
_ONE = database.scoped(_placements().where(_P.id == bindparam("id")))
_THESE = database.scoped(_placements().where(_P.id == func.any(bindparam("ids", type_=ARRAY(Uuid())))))
_ALL = database.scoped(_placements().order_by(*_NEWEST_FIRST))
_OF_COUNSELLOR = database.scoped(
    _placements().where(Client.counsellor_id == bindparam("counsellor")).order_by(*_NEWEST_FIRST)
)
_OF_CLIENT = database.scoped(_placements().where(_P.client_id == bindparam("client")).order_by(*_NEWEST_FIRST))
_OF_PERSON = database.scoped(_placements().where(_P.client_person_id == bindparam("person")).order_by(*_NEWEST_FIRST))
_AT = database.scoped(
    _placements()
    .where(
        _P.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
        _P.first_on <= bindparam("until"),
        func.coalesce(_P.ended_on, _P.last_on) >= bindparam("since"),
    )
    .order_by(Client.calling_name, _P.id)
)
_IN_TASK = database.scoped(
    select(_P.first_on, func.coalesce(_P.ended_on, _P.last_on), _P.weekdays, _P.minutes_a_day).where(
        _P.task_id == bindparam("task"), func.coalesce(_P.ended_on, _P.last_on) >= bindparam("since")
    )
)
_TAKEN = database.scoped(
    select(_P.task_id, func.count().label("taken"))
    .where(_P.first_on <= bindparam("day"), func.coalesce(_P.ended_on, _P.last_on) >= bindparam("day"))
    .group_by(_P.task_id)
)
_CLIENT = database.scoped(select(Client.id).where(Client.id == bindparam("client")).with_for_update())
_RULE_SETS = database.scoped(
    select(
        _R.id,
        _R.service_type,
        _R.name_fi,
        _R.name_sv,
        _R.name_en,
        _R.valid_from,
        _R.valid_to,
        _R.min_days_a_week,
        _R.max_days_a_week,
        _R.min_minutes_a_day,
        _R.max_minutes_a_day,
        _R.max_minutes_a_week,
        _R.min_months,
        _R.max_months,
        _R.host_kinds,
        _R.plan_bases,
        _R.law_fi,
        _R.law_sv,
        _R.law_en,
    )
    .where(
        _R.retired_at.is_(None),
        _R.valid_from <= bindparam("day"),
        or_(_R.valid_to.is_(None), _R.valid_to >= bindparam("day")),
    )
    .order_by(_R.service_type, _R.valid_from.desc())
)


def placement(placement_id: UUID) -> Placement:
    """One placement."""
    row = database.session().execute(_ONE, {"id": placement_id}).one_or_none()
    if row is None:
        raise Missing(placement_id)
    return _placement(row)


def these(placement_ids: Collection[UUID]) -> dict[UUID, Placement]:
    """The placements with these ids that there are."""
    rows = database.session().execute(_THESE, {"ids": list(placement_ids)})
    return {row.id: _placement(row) for row in rows}


def placements() -> tuple[Placement, ...]:
    """All placements of the municipality, for the team lead."""
    return tuple(map(_placement, database.session().execute(_ALL)))


def placements_of_counsellor(counsellor_id: UUID) -> tuple[Placement, ...]:
    """The placements of a counsellor's own clients, whoever agreed on them."""
    return tuple(map(_placement, database.session().execute(_OF_COUNSELLOR, {"counsellor": counsellor_id})))


def placements_of_client(client_id: UUID) -> tuple[Placement, ...]:
    """Everything a client has been placed in, the newest first."""
    return tuple(map(_placement, database.session().execute(_OF_CLIENT, {"client": client_id})))


def placements_of_person(person_id: UUID) -> tuple[Placement, ...]:
    """A person's own placements, the newest first."""
    return tuple(map(_placement, database.session().execute(_OF_PERSON, {"person": person_id})))


def running_at(association_ids: Collection[UUID], *, since: date, until: date) -> tuple[Placement, ...]:
    """Who is in these associations on any day between the two, by name."""
    asked = {"ids": list(association_ids), "since": since, "until": until}
    return tuple(map(_placement, database.session().execute(_AT, asked)))


def terms_in_task(task_id: UUID, *, since: date) -> tuple[Terms, ...]:
    """When the task is taken from this day on."""
    rows = database.session().execute(_IN_TASK, {"task": task_id, "since": since})
    return tuple(_terms(*row) for row in rows)


def taken_on(day: date) -> dict[UUID, int]:
    """How many are in each task on this day."""
    return {row.task_id: row.taken for row in database.session().execute(_TAKEN, {"day": day})}


def lock_client(client_id: UUID) -> None:
    """Hold the client until the transaction ends, so that two placements of theirs are agreed one after the other."""
    database.session().execute(_CLIENT, {"client": client_id})


def rule_sets_on(day: date) -> dict[str, RuleSet]:
    """The limits in force on a day, by service type."""
    rows = database.session().execute(_RULE_SETS, {"day": day})
    found: dict[str, RuleSet] = {}
    for row in rows:
        found.setdefault(row.service_type, _rule_set(row))
    return found


def _placement(row: Any) -> Placement:
    return Placement(
        id=row.id,
        client_id=row.client_id,
        client_person_id=row.client_person_id,
        calling_name=row.calling_name,
        task_id=row.task_id,
        task_name=row.task_name,
        association_id=row.association_id,
        association_name=row.association_name,
        service_type=row.service_type,
        agreed=_terms(row.first_on, row.last_on, row.weekdays, row.minutes_a_day),
        plan=Plan(row.plan_basis, row.plan_on) if row.plan_basis else None,
        counsellor_id=row.counsellor_id,
        counsellor_name=row.counsellor_name,
        supervisor=row.supervisor,
        ended_on=row.ended_on,
    )


def _terms(first_on: date, last_on: date, weekdays: Sequence[int], minutes_a_day: int) -> Terms:
    return Terms(first_on, last_on, frozenset(weekdays), minutes_a_day)


def _rule_set(row: Any) -> RuleSet:
    return RuleSet(
        id=row.id,
        service_type=row.service_type,
        name=Wording(row.name_fi, row.name_sv, row.name_en),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        min_days_a_week=row.min_days_a_week,
        max_days_a_week=row.max_days_a_week,
        min_minutes_a_day=row.min_minutes_a_day,
        max_minutes_a_day=row.max_minutes_a_day,
        max_minutes_a_week=row.max_minutes_a_week,
        min_months=row.min_months,
        max_months=row.max_months,
        host_kinds=tuple(row.host_kinds),
        plan_bases=tuple(row.plan_bases),
        law=Wording(row.law_fi, row.law_sv, row.law_en),
    )
