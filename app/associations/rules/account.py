"""A bank account changes through four eyes, and the old one is paid to until then."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus

from app.values.refusal import Refusal

_OVT: Final = re.compile(r"0037([0-9]{8})[0-9A-Z]{0,5}")
"""0037, the business id without its dash, and what the holder adds (ISO 6523 as used in Finland)."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account number and through whose hands it went."""

    id: UUID
    association_id: UUID
    iban: str
    proposed_at: datetime
    proposed_by: UUID
    confirmed_at: datetime | None
    confirmed_by: UUID | None
    withdrawn_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether nobody has confirmed it yet."""
        return self.confirmed_at is None and self.withdrawn_at is None


def in_force(accounts: Iterable[Account]) -> str | None:
    """The number that is paid to: the last one confirmed, whatever waits."""
    confirmed = [(one.confirmed_at, one.iban) for one in accounts if one.confirmed_at]
    return max(confirmed)[1] if confirmed else None


def written_iban(typed: str) -> str | None:
    """The number without blanks when its check digits fit, else None."""
    try:
        return str(IBAN(typed.strip(), allow_invalid=False).compact)
    except (SchwiftyException, ValueError):
        return None


def in_groups(iban: str) -> str:
    """As it stands on paper: in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """Enough to tell two accounts apart."""
    return f"{iban[:2]}… {iban[-4:]}"


def bic(iban: str) -> str | None:
    """The bank's code, where the list of banks knows it."""
    found = IBAN(iban).bic
    return str(found) if found else None


def may_propose(typed: str, *, in_force: str | None, waiting: bool) -> Refusal | None:
    """A true number, another than the one in force, and one at a time."""
    if waiting:
        return Refusal("associations_account_waits_alone")
    written = written_iban(typed)
    if written is None:
        return Refusal("associations.iban_wrong", field_name="iban")
    return Refusal("associations.iban_is_in_force", field_name="iban") if written == in_force else None


def may_confirm(account: Account, *, by: UUID, own: Collection[UUID]) -> Refusal | None:
    """Four eyes: never by who proposed it, nor by who speaks for the association (`own`) it belongs to."""
    if not account.waits:
        return Refusal("associations.account_settled")
    if account.proposed_by == by:
        return Refusal("associations_account_has_two_people")
    return Refusal("associations.own_account") if account.association_id in own else None


def written_einvoice(typed: str) -> str | None:
    """An OVT with a true business id in it, or an IBAN; None for anything else."""
    plain = re.sub(r"\s", "", typed).upper()
    if found := _OVT.fullmatch(plain):
        try:
            ytunnus.validate(found.group(1))
        except ValidationError:
            return None
        return plain
    return written_iban(plain)


def may_send_einvoices(address: str | None, operator: str | None) -> Refusal | None:
    """An address without its operator reaches nobody."""
    if not (address or operator):
        return None
    if not address or written_einvoice(address) is None:
        return Refusal("associations.einvoice_wrong", field_name="einvoice_address")
    return None if operator else Refusal("associations.einvoice_operator_missing", field_name="einvoice_operator")
