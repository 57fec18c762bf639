"""What may be an association of the network, and how what is known of it is written."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus

from app.values.refusal import Refusal
from app.values.wording import Wording

KINDS: Final = ("association", "foundation", "religious_community", "municipality", "state", "company")
"""What a host can be; which of them may be one is said by the dated limits of each service (189/2001, 6 §)."""
LANGUAGES: Final = ("fi", "sv")
"""In which one writes to an association."""
WORK_LANGUAGES: Final = ("fi", "sv", "en", "se", "ru", "uk", "et", "ar", "so")
"""In which one can work there (ISO 639-1)."""
SOTERI: Final = ("registered", "not_needed")
NAME_AT_MOST: Final = 120
_REGISTER_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_POSTAL_CODE: Final = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class HostRule:
    """Who may host one service in use today, and the law that says so."""

    kinds: frozenset[str]
    name: Wording
    law: Wording


@dataclass(frozen=True, slots=True)
class Association:
    """One host of work tasks."""

    id: UUID
    name: str
    business_id: str | None
    kind: str
    language: str
    registered_at: datetime
    ended_at: datetime | None
    register_number: str | None = None
    languages: tuple[str, ...] = ()
    soteri: str | None = None
    soteri_reason: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None
    filled_in_at: datetime | None = None

    @property
    def is_in_network(self) -> bool:
        """Whether it may register tasks and take in clients."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who acts for an association here."""

    person_id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an association where tasks are done."""

    id: UUID
    association_id: UUID
    name: str
    street: str
    postal_code: str
    town: str


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Somebody of an association who can be reached; need not use the service."""

    id: UUID
    association_id: UUID
    name: str
    role: str
    phone: str | None
    email: str | None


def may_register(
    *, name: str, business_id: str | None, kind: str, hosts: Iterable[HostRule], register_number: str | None = None
) -> Refusal | None:
    """A named host of a kind that some service in use lets host; both numbers may be left out, but never be wrong."""
    if not name.strip():
        return Refusal("associations.name_missing", field_name="name")
    if refusal := may_host(kind, hosts):
        return refusal
    if business_id and written_business_id(business_id) is None:
        return Refusal("associations.business_id_wrong", {"given": business_id.strip()}, "business_id")
    if register_number and written_register_number(register_number) is None:
        return Refusal("associations.register_number_wrong", {"given": register_number.strip()}, "register_number")
    return None


def may_host(kind: str, hosts: Iterable[HostRule]) -> Refusal | None:
    """The ban on companies is the service's, not the network's: the refusal says whose law it is."""
    rules = tuple(hosts)
    if kind in KINDS and any(kind in rule.kinds for rule in rules):
        return None
    if kind not in KINDS or not rules:
        return Refusal("associations.kind_unknown", field_name="kind")
    return Refusal("associations.kind_may_not_host", {"service": rules[0].name, "law": rules[0].law}, "kind")


def may_be_site(*, street: str, postal_code: str, town: str) -> Refusal | None:
    """An address that one finds the way to."""
    if not street.strip():
        return Refusal("associations.street_missing", field_name="street")
    if not _POSTAL_CODE.fullmatch(postal_code.strip()):
        return Refusal("associations.postal_code_wrong", field_name="postal_code")
    return None if town.strip() else Refusal("associations.town_missing", field_name="town")


def may_be_contact(*, name: str, phone: str | None, email: str | None) -> Refusal | None:
    """Somebody with a name who can be reached in one way at least."""
    if not name.strip():
        return Refusal("associations.contact_name_missing", field_name="name")
    if not (phone or "").strip() and not (email or "").strip():
        return Refusal("associations.contact_not_reachable", field_name="email")
    return None


def may_say_soteri(soteri: str | None, reason: str | None) -> Refusal | None:
    """Whether a host must stand in Soteri is settled nowhere: what is said needs its reason."""
    if soteri and not (reason or "").strip():
        return Refusal("associations.soteri_reason_missing", field_name="soteri_reason")
    return None


def may_invite(association_id: UUID, *, own: Collection[UUID], as_staff: bool) -> bool:
    """Staff invite people of any association, an association's admin those of their own."""
    return as_staff or association_id in own


def may_take_in(association: Association) -> Refusal | None:
    """Nobody joins an association that has left the network."""
    return None if association.is_in_network else Refusal("associations.has_left", {"name": association.name})


def written_business_id(typed: str) -> str | None:
    """`1234567-8` for a Y-tunnus however it was typed; None when its check digit does not fit."""
    try:
        digits = ytunnus.validate(typed.removeprefix("FI"))
    except ValidationError:
        return None
    return f"{digits[:7]}-{digits[7]}"


def written_register_number(typed: str) -> str | None:
    """`204.567` for a number of the register of associations; it has no check digit, so only its shape is known."""
    digits = re.sub(r"[.\s]", "", typed)
    if not _REGISTER_NUMBER.fullmatch(digits) or not int(digits):
        return None
    return f"{digits[:-3]}.{digits[-3:]}" if len(digits) > 3 else digits
