"""When the counsellors of one municipality work, when they are away, and who stands in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class WorkingTime(TenantTable, Base):
    """A counsellor's week from a day on, until the next one begins."""

    __tablename__ = "team_working_time"
    __table_args__ = (
        UniqueConstraint("municipality_id", "person_id", "valid_from", name="team_working_time_begins_once_a_day"),
        CheckConstraint("cardinality(minutes) = 7", name="team_working_time_has_seven_days"),
        CheckConstraint("0 <= ALL (minutes) AND 1440 >= ALL (minutes)", name="team_working_time_fits_its_days"),
        CheckConstraint("reserve_minutes >= 0", name="team_working_time_reserve_is_no_debt"),
    )

    person_id: Mapped[UUID]
    valid_from: Mapped[date]
    minutes: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    """Monday first."""
    reserve_minutes: Mapped[int]
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID]


class Absence(TenantTable, Base):
    """Days on which a counsellor is away: there is no room for a reason."""

    __tablename__ = "team_absence"
    __table_args__ = (
        ExcludeConstraint(
            ("municipality_id", "="),
            ("person_id", "="),
            (text("daterange(first_on, last_on, '[]')"), "&&"),
            name="team_absence_is_one_at_a_time",
            using="gist",
        ),
        CheckConstraint("last_on >= first_on", name="team_absence_ends_after_it_begins"),
        CheckConstraint("substitute_id <> person_id", name="team_absence_substitute_is_another"),
        CheckConstraint(
            "(substitute_id IS NULL) = (named_at IS NULL) AND (named_at IS NULL) = (named_by IS NULL)",
            name="team_absence_naming_has_who_and_when",
        ),
        Index(None, "municipality_id", "substitute_id"),
        Index(None, "municipality_id", "last_on"),
    )

    person_id: Mapped[UUID]
    first_on: Mapped[date]
    last_on: Mapped[date]
    noted_at: Mapped[datetime]
    noted_by: Mapped[UUID]
    substitute_id: Mapped[UUID | None]
    """Another counsellor, who sees this one's clients on these days and on no other."""
    named_at: Mapped[datetime | None]
    named_by: Mapped[UUID | None]
