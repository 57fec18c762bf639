"""Proposing oneself, proving the address, and the municipality's answer."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update

from app import outbox, record
from app.accounts import letters, sealing
from app.associations import actions as associations
from app.associations.rules import written_business_id
from app.proposals import models, queries, rules
from app.values.ids import new_id
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import database


def propose(
    *,
    name: str,
    business_id: str | None,
    kind: str,
    language: str,
    contact_name: str,
    email: str,
    offer: str,
    by: UUID | None,
    at: datetime,
) -> str:
    """Keep the proposal unseen and send its address a link; answers the secret, which only the letter knows.

    Whether the association or the address is known here already makes no difference to what happens now.
    """
    refuse_if(rules.may_propose(name=name, business_id=business_id, kind=kind, email=email, offer=offer))
    secret, address = secrets.token_urlsafe(24), email.strip().lower()
    row = models.Proposal(
        id=new_id(),
        name=name.strip(),
        business_id=written_business_id(business_id) if business_id else None,
        kind=kind,
        language=language,
        contact_name=contact_name.strip(),
        email=address,
        offer=offer.strip(),
        secret_hash=sealing.hash_of(secret),
        proposed_at=at,
    )
    database.session().add(row)
    database.session().flush()
    link = letters.link(f"/propose/confirm/{secret}")
    outbox.post("proposals.confirm", to=address, language=language, facts={"link": link}, at=at)
    record.write("proposals.proposed", subject=row.id, by=by, at=at)
    return secret


def confirm(*, secret: str, by: UUID | None, at: datetime) -> bool:
    """The address has proved itself: now the municipality sees the proposal. Answers whether there was one."""
    row = models.Proposal
    with database.standing_in(person_id=by or new_id(), roles=("proposer",)) as db:
        waiting = (
            row.secret_hash == sealing.hash_of(secret),
            row.confirmed_at.is_(None),
            row.proposed_at > at - rules.CONFIRMED_WITHIN,
        )
        found = db.execute(update(row).where(*waiting).values(confirmed_at=at).returning(row.id)).scalar_one_or_none()
    if found is not None:
        record.write("proposals.confirmed", subject=found, by=by, at=at)
    return found is not None


def take_in(*, proposal_id: UUID, by: UUID, at: datetime) -> UUID:
    """It joins the network as invited, and whoever proposed gets the ordinary invitation."""
    found = queries.proposal(proposal_id)
    refuse_if(rules.may_decide(found))
    made = associations.invite_association(
        name=found.name,
        kind=found.kind,
        person=found.contact_name or "",
        email=found.email or "",
        language=found.language,
        by=by,
        at=at,
    )
    if found.business_id:
        associations.change_association(
            association_id=made,
            name=found.name,
            business_id=found.business_id,
            kind=found.kind,
            language=found.language,
            by=by,
            at=at,
        )
    _decide(proposal_id, "taken_in", association_id=made, by=by, at=at)
    record.write("proposals.taken_in", subject=proposal_id, by=by, at=at)
    return made


def decline(*, proposal_id: UUID, words: str, by: UUID, at: datetime) -> None:
    """Thank them, with a kind letter and the municipality's own words in it."""
    found = queries.proposal(proposal_id)
    refuse_if(rules.may_decide(found))
    facts = {"words": words.strip(), "link": letters.link("/")}
    outbox.post("proposals.declined", to=found.email or "", language=found.language, facts=facts, at=at)
    _decide(proposal_id, "declined", association_id=None, by=by, at=at)
    record.write("proposals.declined", subject=proposal_id, by=by, at=at)


def forget_unconfirmed(*, by: UUID | None, at: datetime) -> int:
    """What nobody has confirmed in a week is erased; answers how many. The clock does it."""
    row = models.Proposal
    before = at - rules.CONFIRMED_WITHIN
    gone = delete(row).where(row.confirmed_at.is_(None), row.proposed_at <= before).returning(row.id)
    count = len(database.session().execute(gone).all())
    if count:
        record.write("proposals.forgotten", subject=None, by=by, at=at, count=count)
    return count


def _decide(proposal_id: UUID, outcome: str, *, association_id: UUID | None, by: UUID, at: datetime) -> None:
    """Once; the name and address of whoever proposed are not kept any longer."""
    row = models.Proposal
    values = {"decided_at": at, "decided_by": by, "outcome": outcome, "association_id": association_id}
    waiting = (row.id == proposal_id, row.decided_at.is_(None))
    decided = update(row).where(*waiting).values(contact_name=None, email=None, **values).returning(row.id)
    if database.session().execute(decided).first() is None:
        raise Refused(Refusal("proposals.already_decided"))
