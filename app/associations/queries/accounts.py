"""The accounts of associations; the wall shows them to few."""

from uuid import UUID

from sqlalchemy import bindparam, select

from app.associations import models
from app.associations.rules.account import Account
from app.values.missing import Missing
from tenants import database

_B = models.Account
_COLUMNS = (
    _B.id,
    _B.association_id,
    _B.iban,
    _B.proposed_at,
    _B.proposed_by,
    _B.confirmed_at,
    _B.confirmed_by,
    _B.withdrawn_at,
)
_OF = database.scoped(
    select(*_COLUMNS).where(_B.association_id == bindparam("id")).order_by(_B.proposed_at.desc(), _B.id.desc())
)
_ONE = database.scoped(select(*_COLUMNS).where(_B.id == bindparam("id")))


def accounts_of(association_id: UUID) -> tuple[Account, ...]:
    """Every account of an association, the latest first; the one in force is the last confirmed."""
    return tuple(Account(*row) for row in database.session().execute(_OF, {"id": association_id}))


def account(account_id: UUID) -> Account:
    """One of them."""
    row = database.session().execute(_ONE, {"id": account_id}).one_or_none()
    if row is None:
        raise Missing(account_id)
    return Account(*row)
