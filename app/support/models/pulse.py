"""The pulse of a season: what was asked of whom, and what they answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Pulse(TenantTable, Base):
    """Two questions to the whole network, until a day."""

    __tablename__ = "support_pulse"
    __table_args__ = (
        UniqueConstraint("municipality_id", "season", name="support_pulse_season_is_asked_once"),
        CheckConstraint("btrim(season) <> ''", name="support_pulse_season_is_named"),
    )

    season: Mapped[str]
    open_until_on: Mapped[date]
    started_at: Mapped[datetime]
    started_by: Mapped[UUID]


class Reply(TenantTable, Base):
    """One association that was asked; it may correct its answer while the pulse is open."""

    __tablename__ = "support_pulse_reply"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="support_pulse_reply_association_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "pulse_id"],
            ["support_pulse.municipality_id", "support_pulse.id"],
            name="support_pulse_reply_pulse_fkey",
        ),
        UniqueConstraint("municipality_id", "pulse_id", "association_id", name="support_pulse_reply_is_one_a_season"),
        CheckConstraint("places BETWEEN 0 AND 99", name="support_pulse_reply_places_are_some"),
        CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="support_pulse_reply_answering_has_who_and_when"
        ),
        CheckConstraint("(answered_at IS NULL) = (places IS NULL)", name="support_pulse_reply_answered_says_how_many"),
        CheckConstraint(
            "CASE WHEN places = 0 THEN reason IS NOT NULL ELSE reason IS NULL END",
            name="support_pulse_reply_none_has_its_reason",
        ),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    pulse_id: Mapped[UUID]
    places: Mapped[int | None]
    reason: Mapped[str | None]
    """The code of a reason of the playbook."""
    wish: Mapped[str | None]
    wants_contact: Mapped[bool] = mapped_column(server_default=text("false"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
