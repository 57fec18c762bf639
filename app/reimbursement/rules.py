"""Who decides, what a line comes to, and who may approve: all in whole cents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.values.money import ZERO, Cents
from app.values.period import Month
from app.values.refusal import Refusal
from app.values.wording import Wording


@dataclass(frozen=True, slots=True)
class Decision:
    """What the municipality decided: the rate, for how long, and which body put it in writing where and when."""

    service_type: str
    day: Cents
    valid_from: date
    valid_to: date | None
    body: str
    section: str
    decided_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Policy(Decision):
    """A decision that is, was or will be in force; it may have been ended by a later one."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Template:
    """A rate that some municipality decided, with where that can be read: an example, never in force by itself."""

    id: UUID
    code: str
    service_type: str
    name: Wording
    day: Cents
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """The attended days of one placement under one rate; the sum is exact, nothing is rounded (C15)."""

    id: UUID
    placement_id: UUID
    policy: Policy
    days: int

    @property
    def total(self) -> Cents:
        """Days times rate, in cents."""
        return self.policy.day * self.days


@dataclass(frozen=True, slots=True)
class Claim:
    """One association's claim for a month: how many days, what they come to, and through whose hands it went."""

    id: UUID
    association_id: UUID
    association_name: str
    month: Month
    number: int
    days: int
    total: Cents
    prepared_at: datetime
    prepared_by: UUID
    prepared_by_name: str | None
    approved_at: datetime | None
    approved_by_name: str | None

    @property
    def is_approved(self) -> bool:
        """Whether a second person has approved it."""
        return self.approved_at is not None


def claim_total(of: Iterable[Line]) -> Cents:
    """What the lines come to together."""
    return sum((line.total for line in of), ZERO)


def may_decide(
    decision: Decision, *, others: Iterable[Policy], settled: Iterable[Month], today: date
) -> Refusal | None:
    """A rate is above nothing, already decided, alone on each of its days, and touches no month already settled.

    `others` are the policies of the same service type, `settled` the months that claims have been made for.
    """
    if decision.day <= ZERO:
        return Refusal("reimbursement.rate_is_nothing", field_name="day")
    if decision.decided_on > today:
        return Refusal("reimbursement.not_decided_yet", field_name="decided_on")
    if decision.valid_to is not None and decision.valid_to < decision.valid_from:
        return Refusal("reimbursement.ends_before_it_begins", {"first": decision.valid_from}, "valid_to")
    if touched := [month for month in settled if _touches(decision, month)]:
        return Refusal("reimbursement.month_is_settled", {"month": max(touched)}, "valid_from")
    for other in others:
        if not _is_ended_by(other, decision) and _overlap(other, decision):
            facts = {"rate": other.day, "first": other.valid_from}
            return Refusal("reimbursement.policy_overlaps", facts, "valid_from")
    return None


def ended_by(decision: Decision, others: Iterable[Policy]) -> tuple[Policy | None, date]:
    """The policy without an end that this decision takes over from, and that policy's last day."""
    last_on = decision.valid_from - timedelta(days=1)
    return next((other for other in others if _is_ended_by(other, decision)), None), last_on


def may_prepare(month: Month, *, today: date) -> Refusal | None:
    """Claims are made in arrears, when the month is over."""
    if today <= month.last_on:
        return Refusal("reimbursement.month_not_over", {"month": month, "last": month.last_on})
    return None


def may_hold_back(names: Collection[str]) -> Refusal | None:
    """When nothing could be claimed because agreements are missing, it is said whose."""
    return Refusal("reimbursement.agreement_missing", {"names": ", ".join(names)}) if names else None


def may_approve(claim: Claim, *, by: UUID, own: Collection[UUID], agreed: bool = True) -> Refusal | None:
    """Four eyes: whoever prepared a claim never approves it, nor whoever speaks for the association (`own`) it pays.

    Nothing is paid to an association that never accepted an agreement.
    """
    if claim.is_approved:
        return Refusal("reimbursement.already_approved")
    if not agreed:
        return Refusal("reimbursement.agreement_missing", {"names": claim.association_name})
    if claim.prepared_by == by:
        return Refusal("reimbursement_claim_has_two_people")
    if claim.association_id in own:
        return Refusal("reimbursement.own_association", {"association": claim.association_name})
    return None


def _is_ended_by(other: Policy, decision: Decision) -> bool:
    return other.valid_to is None and other.valid_from < decision.valid_from


def _touches(decision: Decision, month: Month) -> bool:
    return decision.valid_from <= month.last_on and (decision.valid_to is None or month.first_on <= decision.valid_to)


def _overlap(other: Policy, decision: Decision) -> bool:
    return (decision.valid_to is None or other.valid_from <= decision.valid_to) and (
        other.valid_to is None or decision.valid_from <= other.valid_to
    )
