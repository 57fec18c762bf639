"""What the municipality decided about an association, in order: approved, suspended, taken back, ended."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Decision(TenantTable, Base):
    """One decision with who, when and why; never changed: the state of an association follows from all of them."""

    __tablename__ = "associations_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_decision_association_fkey",
        ),
        CheckConstraint("kind IN ('approved', 'suspended', 'resumed', 'ended')", name="associations_decision_is_known"),
        CheckConstraint(
            "kind IN ('approved', 'resumed') OR btrim(reason) <> ''", name="associations_decision_has_its_reason"
        ),
        CheckConstraint("(kind = 'approved') = (until_on IS NOT NULL)", name="associations_decision_approves_until"),
        CheckConstraint(
            "(kind = 'approved') = (approval IS NOT NULL) AND approval IN ('light', 'full')",
            name="associations_decision_approves_so",
        ),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    kind: Mapped[str]
    reason: Mapped[str]
    approval: Mapped[str | None]
    """How it was approved: in the light way, or after agreement and statements."""
    until_on: Mapped[date | None]
    """By when it is to be looked at again."""
    decided_at: Mapped[datetime]
    decided_by: Mapped[UUID]
    decided_by_name: Mapped[str]
