"""How the support of each association stands, and who needs a call (K17)."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from app.associations.models import Association
from app.support import models, rules
from app.support.queries.names import name_of
from app.support.rules import Call, Supported
from app.values.missing import Missing
from tenants import database, settings

_A, _K, _C, _M, _R = Association, models.Counsellor, models.Contact, models.Matter, models.Reply
_ORDER: Final = ("matter_waits", "asked_for", "too_long", "never")


def _of_it(table: Any, what: Any, *further: Any) -> Any:
    here = (table.municipality_id == _A.municipality_id, table.association_id == _A.id)
    return select(what).where(*here, *further).correlate(_A).scalar_subquery()


def _supported() -> Select[*tuple[Any, ...]]:
    here = (_K.municipality_id == _A.municipality_id) & (_K.association_id == _A.id)
    untouched = (_M.closed_at.is_(None), _M.first_action_at.is_(None))
    return (
        select(
            _A.id,
            _A.name,
            _A.registered_at,
            _K.person_id,
            name_of(_K, _K.person_id),
            _of_it(_C, func.max(_C.met_on)),
            _of_it(_M, func.count(), _M.closed_at.is_(None)),
            _of_it(_M, func.min(_M.opened_at), *untouched),
            _of_it(_R, func.max(_R.answered_at), _R.wants_contact),
        )
        .outerjoin(_K, here)
        .where(_A.ended_at.is_(None))
    )


_ALL = database.scoped(_supported().order_by(_A.name, _A.id))
_ONE = database.scoped(_supported().where(_A.id == bindparam("id")))


def supported() -> tuple[Supported, ...]:
    """The support of every association in the network, by name."""
    return tuple(Supported(*row) for row in database.session().execute(_ALL))


def support_of(association_id: UUID) -> Supported:
    """The support of one association that is in the network."""
    row = database.session().execute(_ONE, {"id": association_id}).one_or_none()
    if row is None:
        raise Missing(association_id)
    return Supported(*row)


def needs_a_call(today: date) -> tuple[Call, ...]:
    """K17: every association that needs one, with its reasons; the most pressing and longest waiting first."""
    every_weeks = settings.value("associations", "support_every_weeks")
    found = (Call(one, rules.reasons(one, today=today, every_weeks=every_weeks)) for one in supported())
    return tuple(sorted((call for call in found if call.reasons), key=_pressing))


def _pressing(call: Call) -> tuple[int, date, str]:
    first = call.reasons[0]
    return _ORDER.index(first.why), first.since_on, call.support.name
