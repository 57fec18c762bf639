"""What can be done to support the network."""

from app.support.actions.matters import act_on_matter, open_matter, open_own_matter, take_matter
from app.support.actions.network import name_counsellor, write_contact
from app.support.actions.pulse import answer_pulse, post_pulse, start_pulse

__all__ = [
    "act_on_matter",
    "answer_pulse",
    "name_counsellor",
    "open_matter",
    "open_own_matter",
    "post_pulse",
    "start_pulse",
    "take_matter",
    "write_contact",
]
