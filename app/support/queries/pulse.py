"""The seasons that were asked, and what the associations answered."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.associations.models import Association
from app.support import models
from app.support.rules.pulse import Pulse, Reply
from app.values.missing import Missing
from app.values.wording import Wording
from tenants import database, settings

_P, _R, _A = models.Pulse, models.Reply, Association
_PULSE = (_P.id, _P.season, _P.open_until_on, _P.started_at)
_ALL = database.scoped(select(*_PULSE).order_by(_P.started_at.desc(), _P.id.desc()))
_ONE = database.scoped(select(*_PULSE).where(_P.id == bindparam("id")))


def _replies() -> Select[*tuple[Any, ...]]:
    here = (_A.municipality_id == _R.municipality_id) & (_A.id == _R.association_id)
    return select(
        _R.id,
        _R.pulse_id,
        _R.association_id,
        _A.name,
        _R.places,
        _R.reason,
        _R.wish,
        _R.wants_contact,
        _R.answered_at,
    ).join(_A, here)


_REPLIES = database.scoped(_replies().where(_R.pulse_id == bindparam("pulse")).order_by(_A.name, _A.id))
_REPLY = database.scoped(_replies().where(_R.id == bindparam("id")))
_ASKED = database.scoped(
    select(*_PULSE, _R.id, _A.name, _R.answered_at)
    .join(_R, (_R.municipality_id == _P.municipality_id) & (_R.pulse_id == _P.id))
    .join(_A, (_A.municipality_id == _R.municipality_id) & (_A.id == _R.association_id))
    .where(
        _R.association_id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
        _P.open_until_on >= bindparam("today"),
    )
    .order_by(_P.open_until_on, _A.name)
)


def pulses() -> tuple[Pulse, ...]:
    """Every season that was asked, the newest first."""
    return tuple(Pulse(*row) for row in database.session().execute(_ALL))


def latest_pulse() -> Pulse | None:
    """The newest one, open or over."""
    return next(iter(pulses()), None)


def pulse(pulse_id: UUID) -> Pulse:
    """One season."""
    row = database.session().execute(_ONE, {"id": pulse_id}).one_or_none()
    if row is None:
        raise Missing(pulse_id)
    return Pulse(*row)


def replies(pulse_id: UUID) -> tuple[Reply, ...]:
    """Everybody who was asked, by name."""
    return tuple(Reply(*row) for row in database.session().execute(_REPLIES, {"pulse": pulse_id}))


def reply(reply_id: UUID) -> Reply:
    """What one association was asked and answered."""
    row = database.session().execute(_REPLY, {"id": reply_id}).one_or_none()
    if row is None:
        raise Missing(reply_id)
    return Reply(*row)


def open_pulses_of(association_ids: Collection[UUID], today: date) -> tuple[tuple[Pulse, UUID, str, bool], ...]:
    """What these associations can answer now: the season, the reply to fill, for whom, and whether it is answered."""
    rows = database.session().execute(_ASKED, {"ids": list(association_ids), "today": today})
    return tuple((Pulse(*row[:4]), row[4], row[5], row[6] is not None) for row in rows)


def reasons_not_hosting() -> dict[str, Wording]:
    """Why an association may have no room, as the municipality words it."""
    rows = settings.value("associations", "reasons_not_hosting")
    return {row["code"]: Wording.of(row["words"]) for row in rows}


def pulse_set_up() -> bool:
    """Whether the network has been asked, or can be: there are reasons to choose from and a season has begun."""
    return bool(pulses()) and bool(reasons_not_hosting())
