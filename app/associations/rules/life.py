"""The life of an association in the network, worked out from dated facts: nothing switches a state over at night."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

from app.values.refusal import Refusal

State = Literal["invited", "filled_in", "approved", "grace", "lapsed", "suspended", "ended"]
STATES: Final[tuple[State, ...]] = ("invited", "filled_in", "approved", "grace", "lapsed", "suspended", "ended")
HOSTS: Final = frozenset({"approved", "grace"})
"""In which a new placement may begin; what runs already goes on in every state."""
DECISIONS: Final = ("approved", "suspended", "resumed", "ended")
REMINDED_BEFORE: Final = timedelta(days=30)
"""How long before the yearly check its people are reminded."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What has happened, with its days; `turn` is the latest of suspended, resumed and ended."""

    filled_in_on: date | None
    approved_on: date | None
    due_on: date | None
    """By when statements and details are to be renewed; there since the approval."""
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an association stands today."""

    association_id: UUID
    name: str
    state: State
    agreement_accepted_on: date | None
    """When the agreement in force was accepted; None while it is not."""
    agreement_version: int | None
    """Its number, or that of the last one accepted when a newer one waits."""
    statements_until: date | None
    renewal_due_on: date | None
    filled_in: bool = False

    @property
    def has_valid_agreement(self) -> bool:
        """Whether it has accepted the agreement as it stands now."""
        return self.agreement_accepted_on is not None

    @property
    def waits_for_claims(self) -> bool:
        """Whether the next claim waits for its yes to the agreement."""
        return not self.has_valid_agreement and self.state != "ended"

    @property
    def may_host(self) -> bool:
        """Whether somebody new may be placed there."""
        return self.state in HOSTS


def state(facts: Facts, *, today: date, grace_days: int) -> State:
    """Suspended and ended stand above everything; the yearly check lapses by itself, after its grace."""
    if facts.turn == "ended":
        return "ended"
    if facts.turn == "suspended":
        return "suspended"
    if facts.approved_on is None or facts.due_on is None:
        return "filled_in" if facts.filled_in_on else "invited"
    if today <= facts.due_on:
        return "approved"
    return "grace" if today <= facts.due_on + timedelta(days=grace_days) else "lapsed"


def missing(standing: Standing, *, approval: str, today: date) -> Iterator[str]:
    """What the association still has to do, in the order it does it; a light approval asks for none of it first."""
    if standing.state in {"suspended", "ended"}:
        return
    if not standing.filled_in:
        yield "details"
    if not standing.has_valid_agreement:
        yield "agreement" if standing.agreement_version is None else "new_agreement"
    if standing.statements_until is None:
        if standing.has_valid_agreement:  # else they come with the agreement
            yield "statements"
    elif today + REMINDED_BEFORE >= standing.statements_until:
        yield "renewal"
    if standing.state == "filled_in" and (approval == "light" or not set(_asked_first(standing, today))):
        yield "approval"


def may_decide(kind: str, standing: Standing, *, approval: str, reason: str, today: date) -> Refusal | None:
    """Each decision follows on a state that it can follow on, and an unwelcome one says why."""
    if kind not in DECISIONS or standing.state not in FOLLOWS[kind]:
        return Refusal("associations.decision_not_now", {"name": standing.name})
    if kind in {"suspended", "ended"} and not reason.strip():
        return Refusal("associations.reason_missing", field_name="reason")
    if kind == "approved" and approval == "full" and (asked := tuple(_asked_first(standing, today))):
        return Refusal(f"associations.approval_needs_{asked[0]}", {"name": standing.name})
    return None


FOLLOWS: Final = {
    "approved": frozenset({"invited", "filled_in", "grace", "lapsed"}),
    "suspended": frozenset({"invited", "filled_in", "approved", "grace", "lapsed"}),
    "resumed": frozenset({"suspended", "ended"}),
    "ended": frozenset({"invited", "filled_in", "approved", "grace", "lapsed", "suspended"}),
}
"""After which states a decision may come."""


def decisions(standing: Standing) -> tuple[str, ...]:
    """What the municipality may decide about it now; an approved one is not approved again."""
    return tuple(kind for kind in DECISIONS if standing.state in FOLLOWS[kind])


def reminders(standing: Standing, *, today: date, grace_days: int) -> Iterable[str]:
    """Which letters about the yearly check are due: one before the day, one when grace has begun."""
    due_on = standing.renewal_due_on
    if due_on is None or standing.state not in {"approved", "grace"}:
        return ()
    if due_on - REMINDED_BEFORE <= today <= due_on:
        return ("before",)
    return ("grace",) if due_on < today <= due_on + timedelta(days=grace_days) else ()


def _asked_first(standing: Standing, today: date) -> Iterator[str]:
    if not standing.filled_in:
        yield "details"
    if not standing.has_valid_agreement:
        yield "agreement"
    if standing.statements_until is None or standing.statements_until < today:
        yield "statements"
