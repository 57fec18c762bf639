"""What a municipality writes down while it opens: decisions, its own texts, who is on what, and how it takes root."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable

VERSION_COUNTS = "version >= 1"


class Decision(TenantTable, Base):
    """What the municipality decided about running a service, or about paying nothing (K18)."""

    __tablename__ = "opening_decision"
    __table_args__ = (
        UniqueConstraint("municipality_id", "subject", name="opening_decision_is_one_a_subject"),
        CheckConstraint("btrim(body) <> '' AND btrim(section) <> ''", name="opening_decision_was_decided"),
        CheckConstraint("subject ~ '^[a-z][a-z0-9_]{1,60}$'", name="opening_decision_subject_is_a_code"),
        CheckConstraint(VERSION_COUNTS, name="opening_decision_version_counts_from_one"),
    )

    subject: Mapped[str]
    """A type of service, or `no_reimbursement`."""
    body: Mapped[str]
    section: Mapped[str]
    decided_on: Mapped[date]
    valid_from: Mapped[date]
    link: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]


class Text(TenantTable, Base):
    """The municipality's own words on its start page and at the end of its letters, in one language."""

    __tablename__ = "opening_text"
    __table_args__ = (
        UniqueConstraint("municipality_id", "language", name="opening_text_is_one_a_language"),
        CheckConstraint("language IN ('fi', 'sv')", name="opening_text_language_is_known"),
        CheckConstraint(VERSION_COUNTS, name="opening_text_version_counts_from_one"),
    )

    language: Mapped[str]
    welcome: Mapped[str]
    contact: Mapped[str]
    hours: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]


class Mark(TenantTable, Base):
    """Who is on a step, or confirms what no system can see."""

    __tablename__ = "opening_mark"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "what", name="opening_mark_is_made_once"),
        CheckConstraint("kind IN ('taken', 'confirmed')", name="opening_mark_kind_is_known"),
        CheckConstraint("what ~ '^[a-z][a-z0-9_]{1,60}$'", name="opening_mark_is_about_something"),
    )

    kind: Mapped[str]
    what: Mapped[str]
    marked_at: Mapped[datetime]
    marked_by: Mapped[UUID]


class Stage(TenantTable, Base):
    """K30: since when the model stands on this stage of taking root here, and what shows it."""

    __tablename__ = "opening_stage"
    __table_args__ = (
        UniqueConstraint("municipality_id", "stage", name="opening_stage_is_reached_once"),
        CheckConstraint(
            "stage IN ('project', 'partnership_agreement', 'part_of_services')", name="opening_stage_is_known"
        ),
        CheckConstraint("btrim(evidence) <> ''", name="opening_stage_rests_on_something"),
        CheckConstraint(VERSION_COUNTS, name="opening_stage_version_counts_from_one"),
    )

    stage: Mapped[str]
    began_on: Mapped[date]
    evidence: Mapped[str]
    link: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
