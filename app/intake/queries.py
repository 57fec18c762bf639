"""Reads contacts and clients."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, bindparam, case, func, null, select, union_all
from sqlalchemy.orm import aliased

from app.accounts.models import Membership
from app.intake import models
from app.intake.rules import Channel, Client, Contact
from app.team.models import Absence
from app.values.missing import Missing
from tenants import database

_N, _T, _C = models.Contact, models.Tally, models.Client
_CONTACT = (
    _N.id,
    _N.calling_name,
    _N.channel,
    _N.reach,
    _N.language,
    _N.way_in,
    _N.wishes,
    _N.contacted_at,
    _N.received_by,
    _N.visited_on,
    _N.more_time_until,
)
_CONTACTS = database.scoped(select(*_CONTACT).order_by(_N.contacted_at, _N.id))
_ONE_CONTACT = database.scoped(select(*_CONTACT).where(_N.id == bindparam("id")))
_LOCKED_CONTACT = database.scoped(select(*_CONTACT).where(_N.id == bindparam("id")).with_for_update())
_H = models.Channel
_CHANNELS = database.scoped(
    select(
        _H.way_in,
        _H.is_open,
        _H.unit,
        _H.contact_name,
        _H.email,
        _H.phone,
        _H.agreed_way,
        _H.agreed_on,
        _H.version,
        _H.saved_at,
        _H.saved_by,
    ).order_by(_H.way_in)
)
_TALLIES = database.scoped(select(_T.outcome, _T.count))


def _counsellors_name() -> ColumnElement[str | None]:
    """A counsellor is named as in their membership; one person may hold several roles, and has one name."""
    of = aliased(Membership)
    return (
        select(of.name)
        .where(of.municipality_id == _C.municipality_id, of.person_id == _C.counsellor_id)
        .order_by(of.started_at, of.id)
        .limit(1)
        .scalar_subquery()
    )


def _clients(counsellor: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(
        _C.id,
        _C.person_id,
        _C.calling_name,
        _C.channel,
        _C.reach,
        _C.language,
        _C.way_in,
        _C.wishes,
        _C.became_client_at,
        _C.counsellor_id,
        counsellor.label("counsellor_name"),
        _C.first_appointment_on,
        _C.ended_at,
    )


_ONE_CLIENT = database.scoped(_clients(_counsellors_name()).where(_C.id == bindparam("id")))
_OF_PERSON = database.scoped(_clients(_counsellors_name()).where(_C.person_id == bindparam("person")))
_OF_COUNSELLOR = database.scoped(
    _clients(null())
    .where(_C.counsellor_id == bindparam("counsellor"), _C.ended_at.is_(None))
    .order_by(_C.calling_name, _C.id)
)
_ABSENT = select(Absence.person_id).where(
    Absence.municipality_id == database.here,
    Absence.substitute_id == bindparam("counsellor"),
    Absence.first_on <= bindparam("today", type_=Date()),
    Absence.last_on >= bindparam("today", type_=Date()),
)
_WHOSE = union_all(select(bindparam("counsellor", type_=Uuid())), _ABSENT)
_IN_HAND = database.scoped(
    _clients(case((_C.counsellor_id == bindparam("counsellor"), null()), else_=_counsellors_name()))
    .where(_C.counsellor_id == func.any(func.array(_WHOSE.scalar_subquery())), _C.ended_at.is_(None))
    .order_by(_C.calling_name, _C.id)
)
_ALL_CLIENTS = database.scoped(
    _clients(_counsellors_name()).where(_C.ended_at.is_(None)).order_by(_C.calling_name, _C.id)
)


def contacts() -> tuple[Contact, ...]:
    """Everybody who has not decided yet, the longest waiting first."""
    return tuple(map(_contact, database.session().execute(_CONTACTS)))


def contact(contact_id: UUID, *, locked: bool = False) -> Contact:
    """One contact; `locked` holds it until the transaction ends."""
    row = database.session().execute(_LOCKED_CONTACT if locked else _ONE_CONTACT, {"id": contact_id}).one_or_none()
    if row is None:
        raise Missing(contact_id)
    return _contact(row)


def client(client_id: UUID) -> Client:
    """One client, also one whose time here has ended."""
    row = database.session().execute(_ONE_CLIENT, {"id": client_id}).one_or_none()
    if row is None:
        raise Missing(client_id)
    return _client(row)


def client_of_person(person_id: UUID) -> Client:
    """The client this person is."""
    row = database.session().execute(_OF_PERSON, {"person": person_id}).one_or_none()
    if row is None:
        raise Missing(person_id)
    return _client(row)


def is_led_by(person_id: UUID, counsellor_id: UUID) -> bool:
    """Whether this counsellor is the one the client has."""
    row = database.session().execute(_OF_PERSON, {"person": person_id}).one_or_none()
    return row is not None and row.ended_at is None and row.counsellor_id == counsellor_id


def clients_of(counsellor_id: UUID, *, today: date | None = None) -> tuple[Client, ...]:
    """A counsellor's own clients, by the name they are called; whose they are is known and not asked.

    With `today` those too of whom this counsellor stands in for on that day, each with the absent counsellor's name.
    """
    if today is None:
        return tuple(map(_client, database.session().execute(_OF_COUNSELLOR, {"counsellor": counsellor_id})))
    rows = database.session().execute(_IN_HAND, {"counsellor": counsellor_id, "today": today})
    return tuple(map(_client, rows))


def clients() -> tuple[Client, ...]:
    """All clients of the municipality, for the team lead."""
    return tuple(map(_client, database.session().execute(_ALL_CLIENTS)))


def decisions() -> dict[str, int]:
    """How many have said yes and no, all ways in and months together."""
    counted: dict[str, int] = {}
    for outcome, count in database.session().execute(_TALLIES):
        counted[outcome] = counted.get(outcome, 0) + count
    return counted


def channels() -> dict[str, Channel]:
    """The ways in that the municipality has answered for, by way (K1)."""
    return {row.way_in: Channel(*row) for row in database.session().execute(_CHANNELS)}


def public_page_is_on() -> bool:
    """Whether people may get in touch themselves on the public page; they may until the municipality says otherwise."""
    own = channels().get("self")
    return own is None or own.is_open


def _contact(row: Sequence[Any]) -> Contact:
    return Contact(*row)


def _client(row: Sequence[Any]) -> Client:
    return Client(*row)
