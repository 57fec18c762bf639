"""What an association may propose of itself, and for how long an address has time to prove itself."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.associations import rules as associations
from app.values import identity_code
from app.values.refusal import Refusal

CONFIRMED_WITHIN: Final = timedelta(days=7)
"""What nobody has confirmed by then is erased."""
KINDS: Final = tuple(kind for kind in associations.KINDS if kind != "company")
NAME_AT_MOST: Final = 120
PERSON_AT_MOST: Final = 80
OFFER_AT_MOST: Final = 600
WORDS_AT_MOST: Final = 300
_EMAIL: Final = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An association that has proposed itself; who wrote is forgotten once it is decided."""

    id: UUID
    name: str
    business_id: str | None
    kind: str
    language: str
    contact_name: str | None
    email: str | None
    offer: str
    proposed_at: datetime
    confirmed_at: datetime | None
    decided_at: datetime | None
    outcome: str | None
    association_id: UUID | None


def may_propose(*, name: str, business_id: str | None, kind: str, email: str, offer: str) -> Refusal | None:
    """A named association of a kind that may host, an address to write to, and what it would offer."""
    if not name.strip():
        return Refusal("proposals.name_missing", field_name="name")
    if kind not in KINDS:
        return Refusal("proposals.kind_unknown", field_name="kind")
    if business_id and associations.written_business_id(business_id) is None:
        return Refusal("proposals.business_id_wrong", {"given": business_id.strip()}, "business_id")
    if not _EMAIL.fullmatch(email.strip()):
        return Refusal("proposals.email_wrong", field_name="email")
    if identity_code.is_in(offer):
        return Refusal("proposals.identity_code_not_taken", field_name="offer")
    return None


def may_decide(proposal: Proposal) -> Refusal | None:
    """A confirmed one is decided once."""
    waits = proposal.confirmed_at is not None and proposal.decided_at is None
    return None if waits else Refusal("proposals.already_decided")
