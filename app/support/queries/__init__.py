"""Reads how the associations are supported, what is open with them, and what they answered."""

from app.support.queries.calls import needs_a_call, support_of, supported
from app.support.queries.matters import closed_matters_of, matter, matters_of, open_matters, steps_of
from app.support.queries.network import contacts_of, counsellors
from app.support.queries.pulse import (
    latest_pulse,
    open_pulses_of,
    pulse,
    pulse_set_up,
    pulses,
    reasons_not_hosting,
    replies,
    reply,
)

__all__ = [
    "closed_matters_of",
    "contacts_of",
    "counsellors",
    "latest_pulse",
    "matter",
    "matters_of",
    "needs_a_call",
    "open_matters",
    "open_pulses_of",
    "pulse",
    "pulse_set_up",
    "pulses",
    "reasons_not_hosting",
    "replies",
    "reply",
    "steps_of",
    "support_of",
    "supported",
]
