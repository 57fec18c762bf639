"""What an operator does in a municipality: under their own token there, with a reason, and told at once."""

from contextlib import AbstractContextManager
from datetime import datetime

from app.accounts import actions as accounts
from app.accounts import rules as roles
from app.desks.operator.console import Health
from app.outbox import queries as outbox
from app.web import health as readiness
from app.web.visitor import Visitor
from tenants import context, database, policies, provisioning
from tenants.registry import Municipality


def suspend(where: Municipality, *, reason: str, by: Visitor, at: datetime) -> None:
    """Nobody enters; the reason is told in the same transaction. Raises registry.NotTaken."""
    provisioning.suspend(where.id, by=by.person_id, at=at, witness=_told("suspended", reason, by, at))


def reopen(where: Municipality, *, reason: str, by: Visitor, at: datetime) -> None:
    """Everybody enters again. Raises registry.NotTaken."""
    provisioning.reopen(where.id, by=by.person_id, at=at, witness=_told("reopened", reason, by, at))


def look_in(where: Municipality, *, reason: str, by: Visitor, at: datetime) -> None:
    """From now the operator sees settings, network, team and failed letters, until it ends by itself."""
    with _there(where, by), database.writing():
        accounts.note_operator_act(what=roles.LOOKED_IN, reason=reason, name=by.name, by=by.person_id, at=at)


def leave(where: Municipality, *, by: Visitor, at: datetime) -> None:
    """Looking in ends now."""
    with _there(where, by), database.writing():
        accounts.leave_municipality(by=by.person_id, at=at)


def health(*, at: datetime) -> Health:
    """Asked of the database and of the catalogue at this moment."""
    with database.inspecting() as connection:
        faults = policies.verify(connection)
    version = str(database.narrow("SELECT sec.schema_version()"))
    return Health(outbox.state(at=at).workers, version, readiness.newest_migration(), len(faults))


def _told(what: str, reason: str, by: Visitor, at: datetime) -> provisioning.Witness:
    def witness(_municipality: Municipality, _done: str) -> None:
        accounts.note_operator_act(what=what, reason=reason, name=by.name, by=by.person_id, at=at)

    return witness


def _there(where: Municipality, by: Visitor) -> AbstractContextManager[context.Door]:
    return context.entering(where.id, person_id=by.person_id, roles=(roles.OPERATOR,))
