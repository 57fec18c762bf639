"""What was agreed with an association: the text of each version, who accepted it, and the two yearly statements."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class AgreementVersion(TenantTable, Base):
    """The clauses as they stood when somebody first accepted them; never changed, so what was accepted stays."""

    __tablename__ = "associations_agreement_version"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="associations_agreement_version_has_its_own_number"),
        UniqueConstraint("municipality_id", "fingerprint", name="associations_agreement_version_is_one_text"),
        CheckConstraint("number > 0", name="associations_agreement_version_counts_from_one"),
        CheckConstraint("fingerprint ~ '^[0-9a-f]{64}$'", name="associations_agreement_version_has_a_fingerprint"),
    )

    number: Mapped[int]
    fingerprint: Mapped[str]
    """SHA-256 of the clauses in all their languages: the same text is the same version, whenever it returns."""
    clauses: Mapped[Any] = mapped_column(JSONB)
    made_at: Mapped[datetime]


class Acceptance(TenantTable, Base):
    """An association's yes to one version: by whom, when, in which language, and between which parties."""

    __tablename__ = "associations_acceptance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_acceptance_association_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "version_id"],
            ["associations_agreement_version.municipality_id", "associations_agreement_version.id"],
            name="associations_acceptance_version_fkey",
        ),
        UniqueConstraint(
            "municipality_id", "association_id", "version_id", name="associations_acceptance_is_given_once"
        ),
        CheckConstraint("btrim(accepted_by_name) <> ''", name="associations_acceptance_says_who"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="associations_acceptance_language_is_known"),
        Index(None, "municipality_id", "version_id"),
    )

    association_id: Mapped[UUID]
    version_id: Mapped[UUID]
    parties: Mapped[Any] = mapped_column(JSONB)
    """The municipality, the organiser and the association, as they were called on that day."""
    language: Mapped[str]
    accepted_at: Mapped[datetime]
    accepted_by: Mapped[UUID]
    accepted_by_name: Mapped[str]


class Statement(TenantTable, Base):
    """The two statements of 189/2001 in the words they were given in, and until when they hold."""

    __tablename__ = "associations_statement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_statement_association_fkey",
        ),
        CheckConstraint("btrim(given_by_name) <> ''", name="associations_statement_says_who"),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    words: Mapped[Any] = mapped_column(JSONB)
    given_at: Mapped[datetime]
    given_by: Mapped[UUID]
    given_by_name: Mapped[str]
    until_on: Mapped[date]
