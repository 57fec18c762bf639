"""Associations that have proposed themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Proposal(TenantTable, Base):
    """Seen by nobody before its address has been confirmed; the person in it is forgotten at the decision."""

    __tablename__ = "proposals_proposal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="proposals_proposal_association_fkey",
        ),
        UniqueConstraint("municipality_id", "secret_hash", name="proposals_proposal_has_its_own_link"),
        CheckConstraint("btrim(name) <> ''", name="proposals_proposal_name_is_given"),
        CheckConstraint("language IN ('fi', 'sv')", name="proposals_proposal_language_is_known"),
        CheckConstraint("business_id ~ '^[0-9]{7}-[0-9]$'", name="proposals_proposal_business_id_is_written_so"),
        CheckConstraint("outcome IN ('taken_in', 'declined')", name="proposals_proposal_outcome_is_known"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name="proposals_proposal_deciding_has_who_and_when"
        ),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="proposals_proposal_decided_has_an_outcome"),
        CheckConstraint(
            "(outcome = 'taken_in') = (association_id IS NOT NULL)", name="proposals_proposal_taken_in_leads_on"
        ),
        CheckConstraint(
            "decided_at IS NULL OR confirmed_at IS NOT NULL", name="proposals_proposal_decided_was_confirmed"
        ),
        CheckConstraint(
            "(decided_at IS NULL) = (email IS NOT NULL)", name="proposals_proposal_decided_forgets_the_person"
        ),
        CheckConstraint(
            "(email IS NULL) = (contact_name IS NULL)", name="proposals_proposal_names_the_person_with_the_address"
        ),
        Index(None, "municipality_id", "proposed_at"),
    )

    name: Mapped[str]
    business_id: Mapped[str | None]
    kind: Mapped[str]
    language: Mapped[str]
    contact_name: Mapped[str | None]
    email: Mapped[str | None]
    offer: Mapped[str]
    secret_hash: Mapped[bytes]
    proposed_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    outcome: Mapped[str | None]
    association_id: Mapped[UUID | None]
