"""What the installation itself may do with people: first members and practice ones, who were invited by nobody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update

from app import record
from app.accounts.models import BrowserSession, Membership, Person
from tenants import context, database


def add_member(
    *, person_id: UUID, role: str, name: str, association_id: UUID | None, by: UUID | None, at: datetime
) -> UUID:
    """Give a person a role here; the database takes it from the operator's or an admin's token only."""
    row = Membership(
        municipality_id=context.current(),
        person_id=person_id,
        role=role,
        name=name,
        association_id=association_id,
        started_at=at,
    )
    database.session().add(row)
    database.session().flush()
    record.write("accounts.member_added", subject=person_id, by=by, at=at, role=role)
    return row.id


def give_sign_in(*, person_id: UUID, email: str, password: str, at: datetime) -> None:
    """Let a practice client sign in with an address and an already hashed password."""
    with database.standing_in(person_id=person_id) as db:
        db.execute(update(Person).where(Person.id == person_id).values(email=email, password=password))
    record.write("accounts.client_given_sign_in", subject=person_id, by=None, at=at)


def set_operator(*, person_id: UUID, is_operator: bool) -> None:
    """Who looks after the installation; only the owner of the database may write it."""
    database.session().execute(update(Person).where(Person.id == person_id).values(is_operator=is_operator))


def set_active(*, person_id: UUID, active: bool) -> None:
    """Whether the account opens at all; when not, its sessions are over and gone."""
    database.session().execute(update(Person).where(Person.id == person_id).values(active=active))
    if not active:
        database.session().execute(delete(BrowserSession).where(BrowserSession.person_id == person_id))


def put_on_record(*, person_id: UUID, active: bool, by: UUID | None, at: datetime) -> None:
    """A municipality of the person is told that the installation stopped the account, or let it go on."""
    record.write("accounts.person_enabled" if active else "accounts.person_disabled", subject=person_id, by=by, at=at)
