"""What can be done with the network."""

from app.associations.actions.accounts import confirm_account, propose_account, withdraw_account
from app.associations.actions.agreements import accept_agreement, give_statements
from app.associations.actions.life import decide, remind
from app.associations.actions.many import (
    add_contact_people,
    add_sites,
    change_associations,
    invite_contact_people,
    register_associations,
)
from app.associations.actions.network import (
    change_association,
    fill_in,
    invite_association,
    invite_contact_person,
    register_association,
)
from app.associations.actions.places import (
    add_contact_person,
    add_site,
    change_contact_person,
    change_site,
    close_site,
    remove_contact_person,
)

__all__ = [
    "accept_agreement",
    "add_contact_people",
    "add_contact_person",
    "add_site",
    "add_sites",
    "change_association",
    "change_associations",
    "change_contact_person",
    "change_site",
    "close_site",
    "confirm_account",
    "decide",
    "fill_in",
    "give_statements",
    "invite_association",
    "invite_contact_people",
    "invite_contact_person",
    "propose_account",
    "register_association",
    "register_associations",
    "remind",
    "remove_contact_person",
    "withdraw_account",
]
