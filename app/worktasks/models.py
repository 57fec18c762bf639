"""The work tasks of a municipality's associations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Task(TenantTable, Base):
    """What one can do in one association; shown to clients only once it is published (K15)."""

    __tablename__ = "worktasks_task"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
        ),
        UniqueConstraint("municipality_id", "id", "association_id", name="worktasks_task_belongs_to_its_association"),
        CheckConstraint("btrim(name) <> ''", name="worktasks_task_name_is_given"),
        CheckConstraint(
            "field IN ('property', 'kitchen', 'food', 'children', 'accounting', 'customer_service', 'wood', 'cleaning',"
            " 'care', 'other')",
            name="worktasks_task_field_is_known",
        ),
        CheckConstraint("places BETWEEN 1 AND 99", name="worktasks_task_has_places"),
        CheckConstraint("state IN ('draft', 'published', 'paused', 'ended')", name="worktasks_task_state_is_known"),
        CheckConstraint(
            "state IN ('draft', 'ended') OR (not_a_substitute AND published_at IS NOT NULL)",
            name="worktasks_task_published_only_with_statement",
        ),
        CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name="worktasks_task_publishing_has_who_and_when"
        ),
        Index(None, "municipality_id", "association_id"),
        Index(None, "municipality_id", "state"),
    )

    association_id: Mapped[UUID]
    name: Mapped[str]
    description: Mapped[str]
    """What one really does there, in the association's own words."""
    field: Mapped[str]
    places: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="draft")
    not_a_substitute: Mapped[bool] = mapped_column(server_default=text("false"))
    """The association's statement that the task does not stand in for an employee (189/2001)."""
    registered_at: Mapped[datetime]
    registered_by: Mapped[UUID]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
