"""The associations of one municipality's network."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Association(TenantTable, Base):
    """One host of work tasks; a company never is one (189/2001, 6 §)."""

    __tablename__ = "associations_association"
    __table_args__ = (
        UniqueConstraint("municipality_id", "business_id", name="associations_association_is_registered_once"),
        CheckConstraint("btrim(name) <> ''", name="associations_association_name_is_given"),
        CheckConstraint("business_id ~ '^[0-9]{7}-[0-9]$'", name="associations_association_business_id_is_written_so"),
        CheckConstraint(
            "kind IN ('association', 'foundation', 'religious_community', 'municipality', 'state')",
            name="associations_association_kind_may_host",
        ),
        CheckConstraint("language IN ('fi', 'sv')", name="associations_association_language_is_known"),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name="associations_association_end_has_who_and_when"
        ),
        Index(None, "municipality_id", "name"),
    )

    name: Mapped[str]
    business_id: Mapped[str | None]
    kind: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="fi")
    registered_at: Mapped[datetime]
    registered_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
