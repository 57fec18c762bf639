"""What a decision must be to be written down: it was made, and it does not contradict another (K18)."""

from datetime import date
from typing import Final

from app.values.refusal import Refusal

NO_REIMBURSEMENT: Final = "no_reimbursement"


def may_decide(*, decided_on: date, today: date) -> Refusal | None:
    """A decision is written down once it has been made."""
    return Refusal("opening.decided_later", field_name="decided_on") if decided_on > today else None


def may_pay_nothing(*, valid_from: date, paid_until: date | None) -> Refusal | None:
    """K18: nobody can decide to pay and to pay nothing for the same days."""
    if paid_until is None or paid_until < valid_from:
        return None
    if paid_until == date.max:
        return Refusal("opening.rate_is_in_force", field_name="valid_from")
    return Refusal("opening.rate_until", {"day": paid_until}, "valid_from")
