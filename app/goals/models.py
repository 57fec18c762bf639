"""The ladder, its rungs and all its versions; who may write them is said by their policies (K7)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable

SHARED_IS_KNOWN = "shared IN ('nothing', 'whole')"


class Ladder(TenantTable, Base):
    """One client's ladder (K8); every text may be empty, for a field invites and never forces."""

    __tablename__ = "goals_ladder"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "client_id", "person_id"],
            ["intake_client.municipality_id", "intake_client.id", "intake_client.person_id"],
        ),
        UniqueConstraint("municipality_id", "client_id", name="goals_ladder_is_one_a_client"),
        UniqueConstraint("municipality_id", "person_id", name="goals_ladder_is_one_a_person"),
        UniqueConstraint("municipality_id", "id", "person_id", name="goals_ladder_is_its_person"),
        UniqueConstraint("municipality_id", "id", "person_id", "shared", name="goals_ladder_is_shared_so"),
        CheckConstraint(SHARED_IS_KNOWN, name="goals_ladder_shared_is_known"),
    )

    client_id: Mapped[UUID]
    person_id: Mapped[UUID]
    goal: Mapped[str]
    benefits: Mapped[str]
    already_done: Mapped[str]
    history: Mapped[str]
    wished_support: Mapped[str]
    shared: Mapped[str] = mapped_column(server_default="nothing")
    written_at: Mapped[datetime]


class Rung(TenantTable, Base):
    """One sub-goal. It carries the ladder's `shared`, since a policy may not look it up; the key keeps them alike."""

    __tablename__ = "goals_rung"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "ladder_id", "person_id", "shared"],
            ["goals_ladder.municipality_id", "goals_ladder.id", "goals_ladder.person_id", "goals_ladder.shared"],
            name="goals_rung_shares_as_its_ladder",
            deferrable=True,
            initially="DEFERRED",
        ),
        UniqueConstraint(
            "municipality_id",
            "ladder_id",
            "place",
            name="goals_rung_has_its_own_place",
            deferrable=True,
            initially="IMMEDIATE",
        ),
        CheckConstraint("place > 0", name="goals_rung_place_counts_from_one"),
        CheckConstraint("btrim(words) <> ''", name="goals_rung_words_are_given"),
        CheckConstraint("state IN ('open', 'reached', 'dropped')", name="goals_rung_state_is_known"),
        CheckConstraint("(state = 'reached') = (reached_on IS NOT NULL)", name="goals_rung_reached_has_its_day"),
        CheckConstraint(SHARED_IS_KNOWN, name="goals_rung_shared_is_known"),
    )

    ladder_id: Mapped[UUID]
    person_id: Mapped[UUID]
    place: Mapped[int]
    words: Mapped[str]
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(server_default="open")
    reached_on: Mapped[date | None]
    shared: Mapped[str]
    written_at: Mapped[datetime]


class LadderVersion(TenantTable, Base):
    """The ladder as it stood after one act of its client; only added, never changed, read by the client alone."""

    __tablename__ = "goals_ladder_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "ladder_id", "person_id"],
            ["goals_ladder.municipality_id", "goals_ladder.id", "goals_ladder.person_id"],
        ),
        UniqueConstraint("municipality_id", "ladder_id", "number", name="goals_ladder_version_has_its_own_number"),
        CheckConstraint("number > 0", name="goals_ladder_version_counts_from_one"),
    )

    ladder_id: Mapped[UUID]
    person_id: Mapped[UUID]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    written_at: Mapped[datetime]
