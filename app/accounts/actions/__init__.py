"""What can be done with people: they begin, are invited, join, end, and look after what opens their account."""

from app.accounts.actions.invitations import (
    Invitee,
    accept_invitation,
    claim_person,
    invite_people,
    invite_person,
    resend_invitation,
    withdraw_invitation,
)
from app.accounts.actions.joint import choose_first_code, hand_screen_over, take_screen
from app.accounts.actions.members import end_membership
from app.accounts.actions.operators import leave_municipality, note_operator_act, read_operator_act
from app.accounts.actions.own import end_other_sessions, end_session, set_language, set_short_code, unlink_identity
from app.accounts.actions.people import create_client_person, create_person
from app.accounts.actions.providers import add_provider, link_identity, remove_provider

__all__ = [
    "Invitee",
    "accept_invitation",
    "add_provider",
    "choose_first_code",
    "claim_person",
    "create_client_person",
    "create_person",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "hand_screen_over",
    "invite_people",
    "invite_person",
    "leave_municipality",
    "link_identity",
    "note_operator_act",
    "read_operator_act",
    "remove_provider",
    "resend_invitation",
    "set_language",
    "set_short_code",
    "take_screen",
    "unlink_identity",
    "withdraw_invitation",
]
