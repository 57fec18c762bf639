"""What an operator does in a municipality, always with a reason, and always told: recorded, by letter, on the desks."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from app import record
from app.accounts import letters, queries, rules
from app.accounts.models import OperatorAct, OperatorActRead, Person
from app.values.missing import Missing
from app.values.refusal import refuse_if
from tenants import context, database

_REACHED: Final = select(Person.email, Person.language)


def note_operator_act(*, what: str, reason: str, name: str, by: UUID, at: datetime) -> UUID:
    """An operator suspends, reopens or looks in: at this moment the municipality's admins and officer are told.

    Looking in ends by itself after an hour at most (design § 7).
    """
    refuse_if(rules.may_act_as_operator(reason))
    ends_at = at + rules.LOOKING_IN if what == rules.LOOKED_IN else None
    row = OperatorAct(what=what, reason=reason.strip(), name=name, person_id=by, acted_at=at, ends_at=ends_at)
    database.session().add(row)
    database.session().flush()
    record.write("accounts.operator_acted", subject=row.id, by=by, at=at, what=what)
    _tell(at)
    return row.id


def leave_municipality(*, by: UUID, at: datetime) -> None:
    """The operator has seen enough: looking in ends now."""
    act = queries.looking_in(by, at=at)
    if act is None:
        raise Missing("looking in")
    here = (OperatorAct.municipality_id == context.current()) & (OperatorAct.id == act.id)
    database.session().execute(update(OperatorAct).where(here).values(ends_at=max(act.acted_at, at)))
    record.write("accounts.operator_left", subject=act.id, by=by, at=at)


def read_operator_act(*, act_id: UUID, by: UUID, at: datetime) -> None:
    """An admin or the data-protection officer has read of it; it leaves their home page."""
    queries.operator_act(act_id)
    database.session().add(OperatorActRead(act_id=act_id, person_id=by, read_at=at))
    database.session().flush()
    record.write("accounts.operator_act_read", subject=act_id, by=by, at=at)


def _tell(at: datetime) -> None:
    """To each of those who answer for the municipality; the address is read under their own token and not shown."""
    for person_id in dict.fromkeys(member.person_id for member in queries.members(rules.TOLD_OF_OPERATORS)):
        with database.standing_in(person_id=person_id) as db:
            reached = db.execute(_REACHED.where(Person.id == person_id)).one()
        if reached.email:
            letters.operator_acted(to=reached.email, language=reached.language, at=at)
