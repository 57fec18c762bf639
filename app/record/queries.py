"""Reading the record: for the officer's desk and for whoever checks the chain. No feature may."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Row, Select, any_, bindparam, func, literal, select

from app.record.chain import Head
from app.record.entries import Entry, Written
from app.record.models import RecordEntry, RecordHead
from tenants import database

_E, _H = RecordEntry, RecordHead
_COLUMNS = (_E.number, _E.at, _E.person_id, _E.roles, _E.event, _E.subjects, _E.facts, _E.trace, _E.mac)
_LAST = select(func.coalesce(func.max(_E.number), 0)).where(_E.municipality_id == database.here)
_ENDS = select(_H.number, _H.mac, _H.seal, _LAST.scalar_subquery()).where(_H.municipality_id == database.here)
_FROM = (
    select(*_COLUMNS)
    .where(_E.municipality_id == database.here, _E.number > bindparam("after"))
    .order_by(_E.number)
    .limit(bindparam("many", type_=BigInteger))
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the officer looks for; None means any."""

    person_id: UUID | None = None
    subject: UUID | None = None
    event: str | None = None


def ends() -> tuple[Head | None, int]:
    """Where the chain says it ends, and where it does, both at one moment."""
    row = database.session().execute(_ENDS).one_or_none()
    if row is None:
        return None, database.session().execute(_LAST).scalar_one()
    number, mac, seal, last = row
    return Head(number, bytes(mac), bytes(seal)), last


def batch(*, after: int, many: int) -> tuple[Written, ...]:
    """The next entries by number."""
    rows = database.session().execute(_FROM, {"after": after, "many": many})
    return tuple(_written(row) for row in rows)


def newest(sought: Sought, *, offset: int, limit: int) -> tuple[Written, ...]:
    """Entries from the newest back."""
    asked = _sought(select(*_COLUMNS), sought).order_by(_E.number.desc()).offset(offset).limit(limit)
    return tuple(_written(row) for row in database.session().execute(asked))


def count(sought: Sought) -> int:
    """How many entries there are of what is sought."""
    total: int = database.session().execute(_sought(select(func.count()).select_from(_E), sought)).scalar_one()
    return total


def _sought(statement: Select[Any], sought: Sought) -> Select[Any]:
    statement = statement.where(_E.municipality_id == database.here)
    if sought.person_id is not None:
        statement = statement.where(_E.person_id == sought.person_id)
    if sought.subject is not None:
        statement = statement.where(literal(sought.subject) == any_(_E.subjects))
    if sought.event is not None:
        statement = statement.where(_E.event == sought.event)
    return statement


def _written(row: Row[Any]) -> Written:
    entry = Entry(row.event, row.at, row.person_id, tuple(row.roles), tuple(row.subjects), row.facts, row.trace)
    return Written(row.number, entry, bytes(row.mac))
