"""What is open with an association, and what was done about it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Matter(TenantTable, Base):
    """Opened by the association, which then sees the answers, or by staff for themselves; it has one owner."""

    __tablename__ = "support_matter"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="support_matter_association_fkey",
        ),
        UniqueConstraint("municipality_id", "id", "opened_for", name="support_matter_is_of_its_side"),
        CheckConstraint("opened_for IN ('association', 'staff')", name="support_matter_side_is_known"),
        CheckConstraint("btrim(words) <> ''", name="support_matter_says_what"),
        CheckConstraint("first_action_at >= opened_at", name="support_matter_first_action_follows"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="support_matter_closing_has_who_and_when"),
        CheckConstraint(
            "closed_at IS NULL OR first_action_at IS NOT NULL", name="support_matter_closed_has_been_acted_on"
        ),
        Index(None, "municipality_id", "association_id", "opened_at"),
    )

    association_id: Mapped[UUID]
    opened_for: Mapped[str]
    words: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[UUID]
    owner_id: Mapped[UUID | None]
    """The person who takes care of it; nobody until somebody takes it."""
    first_action_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]


class Step(TenantTable, Base):
    """One thing that was done; carries the side of its matter, so that a policy knows who may read it."""

    __tablename__ = "support_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "matter_id", "opened_for"],
            ["support_matter.municipality_id", "support_matter.id", "support_matter.opened_for"],
            name="support_step_matter_fkey",
        ),
        CheckConstraint("btrim(words) <> ''", name="support_step_says_what"),
        Index(None, "municipality_id", "matter_id"),
    )

    matter_id: Mapped[UUID]
    opened_for: Mapped[str]
    words: Mapped[str]
    done_at: Mapped[datetime]
    done_by: Mapped[UUID]
