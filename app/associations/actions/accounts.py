"""A new account number: proposed, confirmed by the municipality, told to the association."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import outbox, record
from app.accounts import letters
from app.associations import models, queries
from app.associations.rules import account as rules
from app.values.missing import Missing
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import database

CHANGED = "associations.account_changed"
"""The letter to the contact people; it says that, and never which."""


def propose_account(
    *, association_id: UUID, iban: str, by: UUID, at: datetime, own: Collection[UUID] | None = None
) -> UUID:
    """A number that waits for a second person; the one in force stays until then."""
    _theirs(association_id, own)
    queries.association(association_id, locked=own is None)
    found = queries.accounts_of(association_id)
    waiting = any(one.waits for one in found)
    refuse_if(rules.may_propose(iban, in_force=rules.in_force(found), waiting=waiting))
    row = models.Account(association_id=association_id, iban=rules.written_iban(iban), proposed_at=at, proposed_by=by)
    database.session().add(row)
    database.session().flush()
    record.write("associations.account_proposed", subject=[association_id, row.id], by=by, at=at)
    return row.id


def confirm_account(
    *, association_id: UUID, account_id: UUID, by: UUID, at: datetime, own: Collection[UUID] = ()
) -> None:
    """A second person of the municipality puts it in force, and the association is told by letter.

    `own` are the associations that person speaks for: for those somebody else confirms.
    """
    found = _of(association_id, account_id)
    refuse_if(rules.may_confirm(found, by=by, own=own))
    _settle(account_id, confirmed_at=at, confirmed_by=by)
    record.write("associations.account_confirmed", subject=[association_id, account_id], by=by, at=at)
    language = queries.association(association_id).language
    for address in queries.addresses_of([association_id]).get(association_id, ()):
        facts = {"link": letters.link(f"/associations/{association_id}/account")}
        key = f"{CHANGED}:{account_id}:{address}"
        outbox.post(CHANGED, to=address, language=language, facts=facts, at=at, key=key)


def withdraw_account(
    *, association_id: UUID, account_id: UUID, by: UUID, at: datetime, own: Collection[UUID] | None = None
) -> None:
    """A proposal that was a mistake, or that nobody should confirm."""
    _theirs(association_id, own)
    found = _of(association_id, account_id)
    if not found.waits:
        raise Refused(Refusal("associations.account_settled"))
    _settle(account_id, withdrawn_at=at, withdrawn_by=by)
    record.write("associations.account_withdrawn", subject=[association_id, account_id], by=by, at=at)


def _settle(account_id: UUID, **values: object) -> None:
    row = models.Account
    waits = (row.id == account_id) & row.confirmed_at.is_(None) & row.withdrawn_at.is_(None)
    if database.session().execute(update(row).where(waits).values(**values).returning(row.id)).first() is None:
        raise Refused(Refusal("associations.account_settled"))


def _of(association_id: UUID, account_id: UUID) -> rules.Account:
    found = queries.account(account_id)
    if found.association_id != association_id:
        raise Missing(account_id)
    return found


def _theirs(association_id: UUID, own: Collection[UUID] | None) -> None:
    if own is not None and association_id not in own:
        raise Missing(association_id)
