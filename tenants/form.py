"""What kind of tenant this is: who organises, produces, pays for and controls what, and whose people it serves.

Four separate facts, each with its first day, its last and its basis, because they need not be the same body: since 2023
a wellbeing services county organises rehabilitative work activity that a municipality may produce. A tenant may cover
several municipalities, and one that ends lives on in its successor.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import bindparam, select, update

from tenants import database, models, reference
from tenants.reference import Place

Role = Literal["organiser", "producer", "payer", "controller"]
Kind = Literal["municipality", "employment_area", "wellbeing_services_county", "joint_body"]
ROLES: Final[tuple[Role, ...]] = ("organiser", "producer", "payer", "controller")
KINDS: Final[tuple[Kind, ...]] = ("municipality", "employment_area", "wellbeing_services_county", "joint_body")
ANY: Final = "any"
"""Every service that is not named itself."""
ONE_DAY: Final = timedelta(days=1)

_F, _A = models.Responsibility, models.Area
_FACTS = database.scoped(
    select(_F.id, _F.role, _F.kind, _F.name, _F.service_type, _F.valid_from, _F.valid_to, _F.basis).order_by(
        _F.role, _F.service_type, _F.valid_from
    )
)
_AREAS = database.scoped(select(_A.id, _A.code, _A.valid_from, _A.valid_to, _A.basis).order_by(_A.code, _A.valid_from))
_OPEN_FACT = database.scoped(
    select(_F.id, _F.valid_from).where(
        _F.role == bindparam("role"), _F.service_type == bindparam("service_type"), _F.valid_to.is_(None)
    )
)


class Refused(ValueError):
    """A fact that cannot be: a code, figures for a sentence, and the field it is about."""

    def __init__(self, code: str, field: str | None = None, /, **facts: object) -> None:
        self.code, self.field, self.facts = code, field, facts
        super().__init__(f"{code}: {', '.join(f'{key} {value}' for key, value in facts.items())}")


@dataclass(frozen=True, slots=True)
class Fact:
    """Who has one role, from when to when and on what basis."""

    id: UUID
    role: Role
    kind: Kind
    name: str
    service_type: str
    valid_from: date
    valid_to: date | None
    basis: str

    def is_in_force_on(self, day: date) -> bool:
        """Whether the day lies between its first and its last."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Covered:
    """One municipality of Finland whose people are served, as it was written down."""

    id: UUID
    place: Place
    valid_from: date
    valid_to: date | None
    basis: str

    def is_in_force_on(self, day: date) -> bool:
        """Whether its people are served on this day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Served:
    """A municipality served on a day; `merged` are those that have become part of it since they were written down."""

    place: Place
    merged: tuple[Place, ...] = ()


def facts() -> tuple[Fact, ...]:
    """Everything known, by role, service and first day."""
    found = [Fact(*row) for row in database.session().execute(_FACTS)]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda fact: (ROLES.index(fact.role), fact.service_type, fact.valid_from)))


def in_force(day: date, *, service_type: str = ANY) -> dict[Role, Fact]:
    """Who has each role on a day; a fact of the service itself goes before one of any service."""
    return holding(facts(), day, service_type=service_type)


def holding(known: Iterable[Fact], day: date, *, service_type: str = ANY) -> dict[Role, Fact]:
    """The same, of facts that are known already."""
    there = [fact for fact in known if fact.is_in_force_on(day)]
    found: dict[Role, Fact] = {}
    for wanted in (ANY, service_type):
        found |= {fact.role: fact for fact in there if fact.service_type == wanted}
    return found


def enter_fact(
    *,
    role: Role,
    kind: Kind,
    name: str,
    service_type: str,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    by: UUID | None,
    at: datetime,
) -> UUID:
    """Write down who has a role; whoever had it until further notice has it until the day before. Raises Refused."""
    _check(name, valid_from, valid_to, basis)
    before = database.session().execute(_OPEN_FACT, {"role": role, "service_type": service_type}).one_or_none()
    if before is not None and before.valid_from < valid_from:
        _change(before.id, valid_to=valid_from - ONE_DAY, entered_at=at, entered_by=by)
    row = _F(
        role=role,
        kind=kind,
        name=name.strip(),
        service_type=service_type,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis.strip(),
        entered_at=at,
        entered_by=by,
    )
    database.session().add(row)
    database.session().flush()
    return row.id


def correct_fact(
    *,
    fact_id: UUID,
    kind: Kind,
    name: str,
    valid_from: date,
    valid_to: date | None,
    basis: str,
    by: UUID | None,
    at: datetime,
) -> None:
    """Put right what was written down; the role itself and its service stay. Raises Refused."""
    _check(name, valid_from, valid_to, basis)
    said = {"kind": kind, "name": name.strip(), "basis": basis.strip(), "valid_from": valid_from, "valid_to": valid_to}
    _change(fact_id, **said, entered_at=at, entered_by=by)


def areas() -> tuple[Covered, ...]:
    """Every municipality that is or was served, by name."""
    found = (_covered(*row) for row in database.session().execute(_AREAS))
    return tuple(sorted(found, key=lambda one: (one.place.name_fi, one.valid_from)))


def served_on(day: date, known: Iterable[Covered]) -> tuple[Served, ...]:
    """Of what is written down, the municipalities served on a day; one that has ended is its successor, once."""
    found: dict[str, list[Place]] = {}
    for one in known:
        if one.is_in_force_on(day):
            today = reference.standing_on(one.place.code, day)
            found.setdefault(today.code, []).extend([one.place] if one.place.code != today.code else [])
    return tuple(Served(reference.place(code), tuple(merged)) for code, merged in found.items())


def cover(
    *, code: str, valid_from: date, valid_to: date | None, basis: str, by: UUID | None, at: datetime
) -> tuple[UUID, ...]:
    """Serve a municipality's people. One that ends within the time goes on as its successor from the next day on."""
    _check("-", valid_from, valid_to, basis)
    rows = [
        _A(code=place.code, valid_from=first, valid_to=last, basis=basis.strip(), entered_at=at, entered_by=by)
        for place, first, last in _parts(code, valid_from, valid_to)
    ]
    database.session().add_all(rows)
    database.session().flush()
    return tuple(row.id for row in rows)


def stop_covering(*, area_id: UUID, valid_to: date, by: UUID | None, at: datetime) -> None:
    """The last day on which a municipality's people are served here. Raises Refused."""
    now = next((one for one in areas() if one.id == area_id), None)
    if now is None:
        raise LookupError(area_id)
    if valid_to < now.valid_from:
        raise Refused("ends_before_it_begins", "valid_to", first=now.valid_from)
    said = {"valid_to": valid_to, "entered_at": at, "entered_by": by}
    database.session().execute(update(_A).where(_A.id == area_id).values(said).returning(_A.id)).one()


def _parts(code: str, first: date, last: date | None) -> Iterator[tuple[Place, date, date | None]]:
    """The same people under the municipality they belonged to at each time."""
    try:
        place = reference.place(code)
    except reference.UnknownPlace:
        raise Refused("place_unknown", "code", code=code) from None
    if not place.is_there_on(first):
        raise Refused("place_has_ended", "code", **_ended(place))
    while place.valid_to is not None and (last is None or place.valid_to < last):
        yield place, first, place.valid_to
        first, place = place.valid_to + ONE_DAY, reference.standing_on(place.code, place.valid_to + ONE_DAY)
    yield place, first, last


def _ended(place: Place) -> dict[str, object]:
    now = reference.place(place.successor_code) if place.successor_code else place
    return {"code": place.code, "name": place.name_fi, "last": place.valid_to, "now": now.name_fi, "now_code": now.code}


def _check(name: str, valid_from: date, valid_to: date | None, basis: str) -> None:
    if not name.strip():
        raise Refused("name_missing", "name")
    if not basis.strip():
        raise Refused("basis_missing", "basis")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("ends_before_it_begins", "valid_to", first=valid_from)


def _change(fact_id: UUID, **said: object) -> None:
    changed = database.session().execute(update(_F).where(_F.id == fact_id).values(said).returning(_F.id)).one_or_none()
    if changed is None:
        raise LookupError(fact_id)


def _covered(area_id: UUID, code: str, valid_from: date, valid_to: date | None, basis: str) -> Covered:
    return Covered(area_id, reference.place(code), valid_from, valid_to, basis)
