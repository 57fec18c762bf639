"""What a refusal of accounts says; the code is the key, the facts are the figures in it."""

from typing import Final

from flask_babel import lazy_gettext as _l

SENTENCES: Final[dict[str, object]] = {
    "accounts.password_too_short": _l("Choose a password of at least %(least)s characters."),
    "accounts.password_too_long": _l("Choose a password of at most %(most)s characters."),
    "accounts.password_known": _l("This password is known from leaks. Choose another that nobody would guess."),
    "accounts.password_guessable": _l(
        "This password is easy to guess: it is made of your name, of the service's, or of the same signs again and"
        " again. Choose several words that do not belong together."
    ),
    "accounts.invitation_over": _l("This invitation no longer works. Ask for a new one."),
    "accounts.already_invited": _l("This person has an open invitation to this role. Send it again instead."),
    "accounts.may_not_invite": _l("You cannot invite to this role."),
    "accounts.already_member": _l("You already have this role here."),
    "accounts.address_taken": _l("There is an account with this e-mail address already: sign in to go on."),
    "accounts.factor_needed": _l("Set up a second factor first."),
    "accounts.membership_over": _l("This role has ended already."),
    "accounts.last_admin": _l("A municipality always has an admin. Invite another one first."),
    "accounts.reason_missing": _l("Say why in at least %(least)s characters."),
    "accounts_operator_act_read_once_by_each": _l("You have read of this already."),
    "accounts.own_role": _l("Somebody else must end your own role."),
    "accounts.short_code_malformed": _l("Choose a code of %(least)s digits or more."),
    "accounts.short_code_obvious": _l("This code is easy to guess. Choose digits without a pattern."),
    "accounts.cannot_hand_over": _l("The screen can be handed over to clients of this municipality only."),
    "accounts.not_their_counsellor": _l(
        "The client has no code of their own yet. Only their own counsellor or the team lead can hand the screen over"
        " for the first time."
    ),
    "accounts.no_code_yet": _l(
        "The client has a way of their own to sign in. They choose the code for shared screens themselves, on their"
        " own page."
    ),
    "accounts_provider_municipality_id_issuer_key": _l("This provider is in use already."),
}
