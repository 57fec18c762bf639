"""The associations themselves, who acts for them, and which kinds may be one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.accounts.models import Membership
from app.associations import models
from app.associations.rules import Association, HostRule, Speaker
from app.values.missing import Missing
from app.values.wording import Wording
from tenants import database, settings

_A = models.Association
_COLUMNS = (
    _A.id,
    _A.name,
    _A.business_id,
    _A.kind,
    _A.language,
    _A.registered_at,
    _A.ended_at,
    _A.register_number,
    _A.languages,
    _A.soteri,
    _A.soteri_reason,
    _A.einvoice_address,
    _A.einvoice_operator,
    _A.filled_in_at,
)
_ONE = database.scoped(select(*_COLUMNS).where(_A.id == bindparam("id")))
_LOCKED = database.scoped(select(*_COLUMNS).where(_A.id == bindparam("id")).with_for_update())
_EVER = database.scoped(select(*_COLUMNS).order_by(_A.id))
_ALL = database.scoped(select(*_COLUMNS).where(_A.ended_at.is_(None)).order_by(_A.name, _A.id))
_THESE = database.scoped(
    select(*_COLUMNS).where(_A.id == func.any(bindparam("ids", type_=ARRAY(Uuid())))).order_by(_A.name, _A.id)
)
_SPEAKERS = database.scoped(
    select(Membership.person_id, Membership.name, Membership.role)
    .where(
        Membership.municipality_id == database.here,
        Membership.association_id == bindparam("id"),
        Membership.ended_at.is_(None),
    )
    .order_by(Membership.name, Membership.role)
)
_LIMITS: Final = ("rule_sets", "own_rule_sets", "further_rule_sets")
"""Where the playbook says who may host: the law, the municipality's own service, and what it was told itself."""


def association(association_id: UUID, *, locked: bool = False) -> Association:
    """One association, also one that has left; `locked` holds it until the transaction ends."""
    row = database.session().execute(_LOCKED if locked else _ONE, {"id": association_id}).one_or_none()
    if row is None:
        raise Missing(association_id)
    return _association(row)


def associations() -> tuple[Association, ...]:
    """All that belong to the network now, by name."""
    return tuple(map(_association, database.session().execute(_ALL)))


def associations_ever() -> tuple[Association, ...]:
    """All there have been, also those that have left, in the order they came."""
    return tuple(map(_association, database.session().execute(_EVER)))


def these(association_ids: frozenset[UUID]) -> tuple[Association, ...]:
    """The associations with these ids, by name."""
    return tuple(map(_association, database.session().execute(_THESE, {"ids": list(association_ids)})))


def speakers(association_id: UUID) -> tuple[Speaker, ...]:
    """Those who act for the association here, by name."""
    return tuple(Speaker(*row) for row in database.session().execute(_SPEAKERS, {"id": association_id}))


def host_rules(today: date) -> tuple[HostRule, ...]:
    """Who may host the services in use today; a service whose limits nobody knows yet lets nobody in."""
    said = settings.section("placements")
    used = set(said["services_in_use"])
    rows = (row for name in _LIMITS for row in said.rows(name))
    return tuple(_host_rule(row) for row in rows if row["service_type"] in used and _in_force(row, today))


def _in_force(row: Mapping[str, Any], today: date) -> bool:
    begun = "valid_from" in row and row["valid_from"] <= today
    return begun and "host_kinds" in row and (row.get("valid_to") is None or today <= row["valid_to"])


def _host_rule(row: Mapping[str, Any]) -> HostRule:
    return HostRule(frozenset(row["host_kinds"]), Wording.of(row["name"]), Wording.of(row["law"]))


def _association(row: Any) -> Association:
    return Association(**row._asdict() | {"languages": tuple(row.languages)})
