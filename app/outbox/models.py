"""Letters waiting to leave: a municipality's own, and those to a person as themself, which belong to none."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base

CHECKS = {
    "kind_is_a_name": "kind ~ '^[a-z][a-z_]{1,30}[.][a-z][a-z0-9_]{1,60}$'",
    "language_is_known": "language IN ('fi', 'sv', 'en')",
    "keeps_nothing_once_sent": "sent_at IS NULL OR sealed IS NULL",
}


class _Waiting:
    """What both kinds have in common. Address and facts are sealed: readable by the worker alone, gone once sent."""

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)
    kind: Mapped[str]
    language: Mapped[str]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key: Mapped[str | None]
    posted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    fault: Mapped[str | None]


class OutboxLetter(_Waiting, Base):
    """A letter a municipality sends."""

    __tablename__ = "outbox_letter"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["registry_municipality.id"]),
        UniqueConstraint("municipality_id", "key", name="outbox_letter_is_posted_once"),
        *(CheckConstraint(rule, name=f"outbox_letter_{name}") for name, rule in CHECKS.items()),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-2)


class OutboxGlobalLetter(_Waiting, Base):
    """A letter about one's own sign-in, whatever municipalities one belongs to."""

    __tablename__ = "outbox_global_letter"
    __table_args__ = (
        UniqueConstraint("key", name="outbox_global_letter_is_posted_once"),
        *(CheckConstraint(rule, name=f"outbox_global_letter_{name}") for name, rule in CHECKS.items()),
    )
