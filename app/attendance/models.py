"""What was said of each day, what it comes to now, and the months that an association has put its name to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable

ANSWER_IS_KNOWN = "answer IN ('present', 'absent')"
MINUTES_GO_WITH_ANSWER = "CASE answer WHEN 'present' THEN minutes BETWEEN 1 AND 1440 ELSE minutes = 0 END"


class Event(TenantTable, Base):
    """Somebody said that a person came or did not come; said once, kept for ever (F4)."""

    __tablename__ = "attendance_event"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "placement_id", "client_person_id"],
            [f"placements_placement.{column}" for column in ("municipality_id", "id", "client_person_id")],
            name="attendance_event_placement_fkey",
        ),
        UniqueConstraint("municipality_id", "key", "placement_id", "day_on", name="attendance_event_is_sent_once"),
        CheckConstraint(ANSWER_IS_KNOWN, name="attendance_event_answer_is_known"),
        CheckConstraint(MINUTES_GO_WITH_ANSWER, name="attendance_event_minutes_go_with_answer"),
        Index(None, "municipality_id", "placement_id", "day_on"),
    )

    placement_id: Mapped[UUID]
    client_person_id: Mapped[UUID]
    day_on: Mapped[date]
    answer: Mapped[str]
    minutes: Mapped[int]
    key: Mapped[UUID]
    """Which submission it came with: sent again, it says nothing new (F5)."""
    marked_at: Mapped[datetime]
    marked_by: Mapped[UUID]


class Day(TenantTable, Base):
    """A client's day as the events leave it; a client has one of each date, wherever they were (C8)."""

    __tablename__ = "attendance_day"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "placement_id", "client_person_id"],
            [f"placements_placement.{column}" for column in ("municipality_id", "id", "client_person_id")],
            name="attendance_day_placement_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "event_id"],
            ["attendance_event.municipality_id", "attendance_event.id"],
            name="attendance_day_event_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "month_id", "placement_id"],
            ["attendance_month.municipality_id", "attendance_month.id", "attendance_month.placement_id"],
            name="attendance_day_month_fkey",
        ),
        UniqueConstraint("municipality_id", "client_person_id", "day_on", name="attendance_day_is_spent_once"),
        CheckConstraint(ANSWER_IS_KNOWN, name="attendance_day_answer_is_known"),
        CheckConstraint(MINUTES_GO_WITH_ANSWER, name="attendance_day_minutes_go_with_answer"),
        Index(None, "municipality_id", "placement_id", "day_on"),
        Index(None, "municipality_id", "month_id"),
    )

    client_person_id: Mapped[UUID]
    day_on: Mapped[date]
    placement_id: Mapped[UUID]
    answer: Mapped[str]
    minutes: Mapped[int]
    event_id: Mapped[UUID]
    month_id: Mapped[UUID | None]
    """The confirmed month it belongs to; from then on the database itself lets nobody change it."""


class ConfirmedMonth(TenantTable, Base):
    """One placement's month, over and fully answered, confirmed by the association."""

    __tablename__ = "attendance_month"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "placement_id"],
            ["placements_placement.municipality_id", "placements_placement.id"],
            name="attendance_month_placement_fkey",
        ),
        UniqueConstraint("municipality_id", "placement_id", "month_on", name="attendance_month_is_confirmed_once"),
        UniqueConstraint("municipality_id", "id", "placement_id", name="attendance_month_belongs_to_its_placement"),
        CheckConstraint("extract(day FROM month_on) = 1", name="attendance_month_is_its_first_day"),
        CheckConstraint("attended_days BETWEEN 0 AND 31", name="attendance_month_days_fit"),
        Index(None, "municipality_id", "month_on"),
    )

    placement_id: Mapped[UUID]
    month_on: Mapped[date]
    attended_days: Mapped[int]
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[UUID]
