"""Who supports each association, and when somebody was in touch with it; no room for anything about a client."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Counsellor(TenantTable, Base):
    """The counsellor an association knows by name (K17)."""

    __tablename__ = "support_counsellor"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="support_counsellor_association_fkey",
        ),
        UniqueConstraint("municipality_id", "association_id", name="support_counsellor_is_one_an_association"),
    )

    association_id: Mapped[UUID]
    person_id: Mapped[UUID]
    named_at: Mapped[datetime]
    named_by: Mapped[UUID]


class Contact(TenantTable, Base):
    """A visit, a call or a message, in one line."""

    __tablename__ = "support_contact"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="support_contact_association_fkey",
        ),
        CheckConstraint("how IN ('visit', 'call', 'message')", name="support_contact_way_is_known"),
        CheckConstraint("btrim(words) <> ''", name="support_contact_says_what"),
        Index(None, "municipality_id", "association_id", "met_on"),
    )

    association_id: Mapped[UUID]
    how: Mapped[str]
    met_on: Mapped[date]
    words: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]
