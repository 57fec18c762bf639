"""Inviting: a link by letter, good for seven days and once; who has an account signs in, and joins as themself."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from app import record
from app.accounts import letters, queries, rules, sealing
from app.accounts.models import Invitation, Membership, Person
from app.accounts.queries import Invited
from app.values.ids import new_id
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import context, database


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation and its secret, which from here on only the letter knows."""

    invitation_id: UUID
    secret: str


def invite_person(
    *,
    email: str,
    name: str,
    language: str,
    role: str,
    by: UUID | None,
    by_roles: Iterable[str],
    at: datetime,
    association_id: UUID | None = None,
    own_association: bool = False,
    person_id: UUID | None = None,
) -> Sent:
    """Send a link that lets its holder join in this role.

    `own_association` says that the inviter speaks for that association; `person_id` is a client's person who exists
    already and is given a way to sign in. `by` is None for the installation itself, at the command line.
    """
    address = email.strip().lower()
    if not rules.may_invite(by_roles, role, own_association=own_association):
        raise Refused(Refusal("accounts.may_not_invite", field_name="role"))
    if queries.has_open_invitation(address, role, association_id, at=at):
        raise Refused(Refusal("accounts.already_invited", field_name="email"))
    secret = secrets.token_urlsafe(24)
    row = Invitation(
        email=address,
        name=name.strip(),
        language=language,
        role=role,
        association_id=association_id,
        person_id=person_id,
        secret_hash=sealing.hash_of(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=rules.INVITATION_DAYS),
    )
    database.session().add(row)
    database.session().flush()
    record.write("accounts.person_invited", subject=row.id, by=by, at=at, role=role)
    letters.invite(to=address, language=language, secret=secret, at=at)
    return Sent(row.id, secret)


@dataclass(frozen=True, slots=True)
class Invitee:
    """One of many who are invited, and when their letter leaves."""

    email: str
    name: str
    language: str
    role: str
    due: datetime
    association_id: UUID | None = None


def invite_people(*, invitees: Sequence[Invitee], by: UUID, by_roles: Iterable[str], at: datetime) -> tuple[UUID, ...]:
    """Many at once under the same rules as one; each link is good for seven days from when its letter leaves."""
    held, open_now = frozenset(by_roles), queries.open_invitations(at=at)
    for one in invitees:
        if not rules.may_invite(held, one.role):
            raise Refused(Refusal("accounts.may_not_invite", field_name="role"))
        if (one.email.strip().lower(), one.role, one.association_id) in open_now:
            raise Refused(Refusal("accounts.already_invited", field_name="email"))
    secrets_of = [secrets.token_urlsafe(24) for _ in invitees]
    rows = [_row(one, secret, by, at) for one, secret in zip(invitees, secrets_of, strict=True)]
    if rows:
        database.session().execute(insert(Invitation), rows)
        told = zip(rows, secrets_of, invitees, strict=True)
        letters.invite_all(((row["email"], row["language"], secret, one.due) for row, secret, one in told), at=at)
    made = tuple(row["id"] for row in rows)
    for some in record.portions(made):
        record.write("accounts.people_invited", subject=some, by=by, at=at, count=len(some))
    return made


def resend_invitation(*, invitation_id: UUID, by: UUID, at: datetime) -> Sent:
    """A new link for seven days from now; the link sent before stops working."""
    invited = queries.invitation(invitation_id)
    if invited.accepted_at or invited.withdrawn_at:
        raise Refused(Refusal("accounts.invitation_over"))
    secret = secrets.token_urlsafe(24)
    _change(
        invitation_id,
        secret_hash=sealing.hash_of(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=rules.INVITATION_DAYS),
    )
    record.write("accounts.invitation_sent_again", subject=invitation_id, by=by, at=at)
    letters.invite(to=invited.email, language=invited.language, secret=secret, at=at)
    return Sent(invitation_id, secret)


def withdraw_invitation(*, invitation_id: UUID, by: UUID, at: datetime) -> None:
    """The link stops working."""
    invited = queries.invitation(invitation_id)
    if invited.accepted_at or invited.withdrawn_at:
        raise Refused(Refusal("accounts.invitation_over"))
    _change(invitation_id, withdrawn_at=at, withdrawn_by=by)
    record.write("accounts.invitation_withdrawn", subject=invitation_id, by=by, at=at)


def accept_invitation(*, secret: str, person_id: UUID, name: str, may_enter: bool, at: datetime) -> str:
    """The person joins; answers with the role. `may_enter` says that they have all the factors this place asks for."""
    if not may_enter:
        raise Refused(Refusal("accounts.factor_needed"))
    with database.standing_in(person_id=person_id, roles=("invitee",)) as db:
        invited = _open(secret, at=at)
        if queries.holds_role(person_id, invited.role, invited.association_id):
            raise Refused(Refusal("accounts.already_member"))
        db.add(
            Membership(
                municipality_id=context.current(),
                person_id=person_id,
                role=invited.role,
                association_id=invited.association_id,
                name=name.strip(),
                started_at=at,
            )
        )
        _close(invited, person_id, at)
        record.write("accounts.invitation_accepted", subject=invited.id, by=person_id, at=at, role=invited.role)
    return invited.role


def claim_person(*, secret: str, person_id: UUID, password: str, at: datetime) -> None:
    """A client whose person exists already is given a way to sign in: the address of the letter and a password."""
    with database.standing_in(person_id=person_id, roles=("invitee",)) as db:
        invited = _open(secret, at=at)
        if invited.person_id != person_id:
            raise Refused(Refusal("accounts.invitation_over"))
        if queries.person_at(invited.email) is not None:
            raise Refused(Refusal("accounts.address_taken"))
        claimed = db.execute(
            update(Person)
            .where(Person.id == person_id, Person.password.is_(None), Person.email.is_(None))
            .values(email=invited.email, password=password, language=invited.language)
        )
        if not claimed.rowcount:  # type: ignore[attr-defined]
            raise Refused(Refusal("accounts.invitation_over"))
        _close(invited, person_id, at)
        record.write("accounts.client_given_sign_in", subject=person_id, by=person_id, at=at)


def _row(one: Invitee, secret: str, by: UUID, at: datetime) -> dict[str, Any]:
    return {
        "municipality_id": context.current(),
        "id": new_id(),
        "email": one.email.strip().lower(),
        "name": one.name.strip(),
        "language": one.language,
        "role": one.role,
        "association_id": one.association_id,
        "secret_hash": sealing.hash_of(secret),
        "invited_by": by,
        "invited_at": at,
        "expires_at": one.due + timedelta(days=rules.INVITATION_DAYS),
    }


def _open(secret: str, *, at: datetime) -> Invited:
    """The invitation behind this secret, held until the transaction ends, so that it works once.

    The database shows it for holding to who acts as an invitee (or as one who may invite) only.
    """
    invited = queries.invitation_behind(sealing.hash_of(secret), locked=True)
    refuse_if(
        rules.may_use_invitation(
            expires_at=invited.expires_at, accepted_at=invited.accepted_at, withdrawn_at=invited.withdrawn_at, at=at
        )
    )
    return invited


def _close(invited: Invited, person_id: UUID, at: datetime) -> None:
    _change(invited.id, accepted_at=at, accepted_by=person_id)


def _change(invitation_id: UUID, **facts: object) -> None:
    here = (Invitation.municipality_id == context.current()) & (Invitation.id == invitation_id)
    database.session().execute(update(Invitation).where(here).values(**facts))
