"""The bank account of an association: who may see it is decided by a policy of its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Account(TenantTable, Base):
    """An account number proposed by one person, in force once another has confirmed it."""

    __tablename__ = "associations_account"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_account_association_fkey",
        ),
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$'", name="associations_account_iban_is_written_so"),
        CheckConstraint("confirmed_by <> proposed_by", name="associations_account_has_two_people"),
        CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="associations_account_confirming_has_who_and_when"
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="associations_account_withdrawing_has_who_and_when"
        ),
        CheckConstraint(
            "confirmed_at IS NULL OR withdrawn_at IS NULL", name="associations_account_is_confirmed_or_withdrawn"
        ),
        Index(
            "associations_account_waits_alone",
            "municipality_id",
            "association_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NULL AND withdrawn_at IS NULL"),
        ),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    iban: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[UUID]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]
