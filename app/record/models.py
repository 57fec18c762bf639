"""Two tables: the entries, and per municipality the head of their chain."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base


class RecordEntry(Base):
    """Something done or seen; web and clock may add one and change none."""

    __tablename__ = "record_entry"
    __table_args__ = (
        CheckConstraint("number > 0", name="record_entry_number_counts_from_one"),
        CheckConstraint("octet_length(mac) = 32", name="record_entry_mac_is_whole"),
        Index(None, "municipality_id", "person_id", "number"),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    roles: Mapped[list[str]] = mapped_column(ARRAY(String))
    event: Mapped[str]
    subjects: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    trace: Mapped[str | None]
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class RecordHead(Base):
    """The last number and MAC of a municipality; who adds an entry holds this row until the commit."""

    __tablename__ = "record_head"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["registry_municipality.id"]),
        CheckConstraint("number >= 0", name="record_head_number_counts_up"),
        CheckConstraint("octet_length(mac) = 32 AND octet_length(seal) = 32", name="record_head_macs_are_whole"),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    seal: Mapped[bytes] = mapped_column(LargeBinary)
