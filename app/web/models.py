"""Tables of the shell: what somebody was typing, and how often something was tried."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, DateTime, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base


class WebDraft(Base):
    """A half-filled form of one person; nobody else can read it, and erasing the person erases it."""

    __tablename__ = "web_draft"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["registry_municipality.id"]),
        ForeignKeyConstraint(["person_id"], ["accounts_person.id"], ondelete="CASCADE"),
        CheckConstraint("form_key ~ '^[a-z][a-z0-9_.:-]{2,120}$'", name="web_draft_key_is_a_name"),
        CheckConstraint("octet_length(fields::text) <= 100000", name="web_draft_is_no_archive"),
        Index(None, "municipality_id", "saved_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    saved_at: Mapped[datetime]


class WebRate(Base):
    """When something was tried lately; the key is a keyed hash and names nobody."""

    __tablename__ = "web_rate"
    __table_args__ = (
        CheckConstraint("octet_length(key) = 32", name="web_rate_key_is_a_hash"),
        Index(None, "ends_at"),
    )

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    hits: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)))
    ends_at: Mapped[datetime]
