"""What is asked of an association about itself, and how it is kept: the same for forms and for imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.associations import rules
from app.associations.rules import HostRule, account
from app.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Details:
    """What is asked of an association about itself: the same for staff, the association and an import."""

    name: str
    kind: str
    language: str
    business_id: str | None = None
    register_number: str | None = None
    languages: tuple[str, ...] = ()
    soteri: str | None = None
    soteri_reason: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None


def may_keep(said: Details, hosts: Iterable[HostRule]) -> Refusal | None:
    """Whether every rule lets these details pass."""
    return (
        rules.may_register(
            name=said.name,
            business_id=said.business_id,
            kind=said.kind,
            hosts=hosts,
            register_number=said.register_number,
        )
        or rules.may_say_soteri(said.soteri, said.soteri_reason)
        or account.may_send_einvoices(said.einvoice_address, said.einvoice_operator)
    )


def as_kept(said: Details) -> dict[str, Any]:
    """The details as they are written down, once they may be."""
    einvoice = account.written_einvoice(said.einvoice_address) if said.einvoice_address else None
    return {
        "name": said.name.strip(),
        "business_id": rules.written_business_id(said.business_id) if said.business_id else None,
        "kind": said.kind,
        "language": said.language,
        "register_number": rules.written_register_number(said.register_number) if said.register_number else None,
        "languages": sorted(set(said.languages)),
        "soteri": said.soteri or None,
        "soteri_reason": (said.soteri_reason or "").strip() or None if said.soteri else None,
        "einvoice_address": einvoice,
        "einvoice_operator": (said.einvoice_operator or "").strip() or None if einvoice else None,
    }
