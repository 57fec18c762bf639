"""The account of an association on a page, to those few who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.associations.rules import Association
from app.associations.rules import account as rules
from app.associations.rules.account import Account
from app.web import dates
from app.web.components import Column, Lines, Printable, SummaryRow, Table, Tag


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal: what it is, and what this reader may do with it."""

    iban: str
    says: Printable
    confirm: str | None
    withdraw: str


def facts(known: tuple[Account, ...], association: Association) -> tuple[SummaryRow, ...]:
    """What is paid to now."""
    in_force = rules.in_force(known)
    shown: Printable = _("No account yet")
    if in_force:
        shown = Lines(rules.in_groups(in_force), rules.bic(in_force) or "")
    einvoice = association.einvoice_address or _("Not given")
    return (SummaryRow(_("Account in force"), shown), SummaryRow(_("E-invoice address"), einvoice))


def waiting(known: tuple[Account, ...], names: Mapping[UUID, str], me: UUID, *, confirms: bool) -> Waiting | None:
    """The account that waits for a second person, if one does."""
    one = next((account for account in known if account.waits), None)
    if one is None:
        return None
    mine = one.proposed_by == me
    who, day = names.get(one.proposed_by, _("somebody who has left")), dates.day(one.proposed_at)
    says = (
        _("You proposed it on %(day)s. Somebody else confirms it.", day=day)
        if mine
        else _("%(who)s proposed it on %(day)s. Check it with the association before you confirm.", who=who, day=day)
    )
    confirm = url_for("associations.confirm_account", account_id=one.id) if confirms and not mine else None
    withdraw = url_for("associations.withdraw_account", account_id=one.id)
    return Waiting(rules.in_groups(one.iban), says, confirm, withdraw)


def history(known: tuple[Account, ...], names: Mapping[UUID, str]) -> Table | None:
    """Every account there was, and through whose hands it went."""
    if not known:
        return None
    rows = tuple((rules.masked(one.iban), _state(one), _who(one, names)) for one in known)
    columns = (Column(_("Account")), Column(_("State")), Column(_("Proposed and confirmed by")))
    return Table(_("All accounts"), columns, rows)


def _state(one: Account) -> Tag:
    if one.waits:
        return Tag(_("Waits for a second person"), "attention")
    return Tag(_("Withdrawn")) if one.confirmed_at is None else Tag(_("Confirmed"), "success")


def _who(one: Account, names: Mapping[UUID, str]) -> str:
    people = (one.proposed_by, one.confirmed_by)
    return ", ".join(names.get(person, _("somebody who has left")) for person in people if person)
