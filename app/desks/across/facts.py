"""What waits for one person in each of their municipalities, asked one by one and never across (design § 6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from app import record
from app.accounts import permission_table
from app.attendance import permissions as attendance_permissions
from app.attendance import queries as attendance
from app.attendance import rules as attendance_rules
from app.intake import permissions as intake_permissions
from app.intake import queries as intake
from app.intake import rules as intake_rules
from app.values.period import Month
from app.web.visitor import Visitor
from tenants import context, database, registry
from tenants.registry import Municipality

log = structlog.get_logger()
What = Literal["visit", "call", "first_appointment", "days", "months"]
State = Literal["asked", "suspended", "failed"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: since or until when, whom it is about, and the page that opens it."""

    what: What
    due_on: date
    slug: str
    name: str = ""
    thing_id: UUID | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """One of the person's municipalities: what they are there, and what came of asking."""

    where: Municipality
    roles: tuple[str, ...]
    state: State
    waiting: tuple[Waiting, ...] = ()
    clients: int | None = None
    """How many clients one has there; None for who has none by role."""


def places(who: Visitor, *, today: date) -> tuple[Place, ...]:
    """Each municipality in turn, under its own token, with the roles held there and no others."""
    known = {one.id: one for one in registry.municipalities()}
    mine = dict.fromkeys(one.municipality_id for one in who.belongings)
    return tuple(_place(who, known[municipality_id], today) for municipality_id in mine if municipality_id in known)


def _place(who: Visitor, where: Municipality, today: date) -> Place:
    """What a municipality that fails does not answer is said so; the others are asked all the same."""
    roles = who.roles_in(where.id)
    if where.state == "suspended":
        return Place(where, roles, "suspended")
    try:
        with context.entering(where.id, person_id=who.person_id, roles=roles), database.reading():
            return _asked(who, where, roles, today)
    except (SQLAlchemyError, psycopg.Error) as fault:
        log.warning("municipality_not_asked", municipality=where.slug, error=type(fault).__name__)
        return Place(where, roles, "failed")


def _asked(who: Visitor, where: Municipality, roles: tuple[str, ...], today: date) -> Place:
    def may(permission: str) -> bool:
        return permission_table.roles_hold(roles, permission)

    waiting = [one for permission, part in PARTS if may(permission) for one in part(who, where, today)]
    clients = intake.clients_of(who.person_id, today=today) if may(intake_permissions.CLIENTS) else None
    if clients is not None:
        waiting += _first_appointments(clients, where, today)
        record.saw("intake.clients_seen", subjects=[one.person_id for one in clients])
    return Place(where, roles, "asked", tuple(waiting), None if clients is None else len(clients))


def _contacts(_who: Visitor, where: Municipality, _today: date) -> Iterator[Waiting]:
    contacts = intake.contacts()
    record.saw("intake.contacts_seen", subjects=[one.id for one in contacts])
    for one in contacts:
        clock = intake_rules.clock(one)
        yield Waiting(clock.what, clock.due_on, where.slug, one.calling_name, one.id)


def _first_appointments(clients: tuple[intake_rules.Client, ...], where: Municipality, today: date) -> list[Waiting]:
    return [
        Waiting("first_appointment", one.first_appointment_on, where.slug, one.calling_name, one.id)
        for one in clients
        if one.first_appointment_on >= today
    ]


def _days(who: Visitor, where: Municipality, today: date) -> Iterator[Waiting]:
    mine = who.associations_in(where.id)
    monday, _sunday = attendance_rules.week_of(today)
    people = attendance.participants(mine, first_on=monday, last_on=today)
    record.saw("attendance.days_seen", subjects=[one.placement.client_person_id for one in people])
    unanswered = [day.on for one in people for day in one.days if day.answer is None]
    if unanswered:
        yield Waiting("days", min(unanswered), where.slug, count=len(unanswered))
    last_on = Month.of(today).first_on - timedelta(days=1)
    months = [one.sheet.month for one in attendance.waiting_months(mine, last_on=last_on)]
    if months:
        yield Waiting("months", min(months).last_on, where.slug, count=len(months))


Part = Callable[[Visitor, Municipality, date], Iterator[Waiting]]
PARTS: Final[tuple[tuple[str, Part], ...]] = (
    (intake_permissions.RECEIVE, _contacts),
    (attendance_permissions.MARK, _days),
)
