"""What the record says of people, as sentences."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

EVENTS: Final[dict[str, LazyString]] = {
    "accounts.person_invited": _l("Somebody was invited"),
    "accounts.people_invited": _l("Several people were invited at once"),
    "accounts.invitation_sent_again": _l("An invitation was sent again"),
    "accounts.invitation_withdrawn": _l("An invitation was withdrawn"),
    "accounts.invitation_accepted": _l("An invitation was accepted"),
    "accounts.client_given_sign_in": _l("A client was given a way to sign in"),
    "accounts.client_joined": _l("Somebody became a client on their own yes"),
    "accounts.member_added": _l("Somebody was given a role"),
    "accounts.membership_ended": _l("Somebody’s role ended"),
    "accounts.person_disabled": _l("The installation stopped somebody’s account"),
    "accounts.person_enabled": _l("The installation let somebody’s account go on"),
    "accounts.operator_acted": _l("An operator of the service acted here, with a reason"),
    "accounts.operator_act_read": _l("Somebody read what an operator did"),
    "accounts.operator_left": _l("An operator stopped looking in"),
    "accounts.operator_saw": _l("An operator read settings, network, team and failed letters"),
    "accounts.provider_added": _l("A provider was chosen for signing in"),
    "accounts.provider_removed": _l("A provider for signing in was removed"),
    "accounts.client_named": _l("A client was named on the page where a screen is handed over"),
    "accounts.screen_handed_over": _l("The screen was handed over to a client"),
    "accounts.screen_taken": _l("A client took the screen with their own code"),
    "accounts.short_code_chosen": _l("A client chose their code for shared screens"),
}
