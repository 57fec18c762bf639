"""The work tasks of a municipality's associations, and what belongs to each: words, picture, qualification units."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable

SEARCHED = (
    "lower(name || ' ' || description || ' ' || skills_used || ' ' || skills_learned || ' ' || interests || ' ' ||"
    " access)"
)


def _of_task(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality_id", "task_id"],
        ["worktasks_task.municipality_id", "worktasks_task.id"],
        name=f"{table}_task_fkey",
    )


class Task(TenantTable, Base):
    """What one can do in one association; shown to clients only once it is published (K15)."""

    __tablename__ = "worktasks_task"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
        ),
        UniqueConstraint("municipality_id", "id", "association_id", name="worktasks_task_belongs_to_its_association"),
        ForeignKeyConstraint(
            ["municipality_id", "site_id", "association_id"],
            [
                "associations_site.municipality_id",
                "associations_site.id",
                "associations_site.association_id",
            ],
            name="worktasks_task_site_fkey",
        ),
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
        CheckConstraint("language IN ('fi', 'sv')", name="worktasks_task_language_is_known"),
        CheckConstraint("occupation ~ '^[0-9]{0,5}$'", name="worktasks_task_occupation_is_a_code"),
        CheckConstraint("weekdays <@ '{1,2,3,4,5,6,7}'::bigint[]", name="worktasks_task_weekdays_are_days"),
        CheckConstraint(
            "(begins_at IS NULL) = (ends_at IS NULL) AND begins_at < ends_at", name="worktasks_task_hours_are_in_order"
        ),
        CheckConstraint(
            "(season_from IS NULL) = (season_to IS NULL) AND season_from BETWEEN 1 AND 12"
            " AND season_to BETWEEN 1 AND 12",
            name="worktasks_task_season_is_of_months",
        ),
        CheckConstraint("jsonb_typeof(load) = 'object'", name="worktasks_task_load_is_by_dimension"),
        CheckConstraint("ended_at IS NULL OR state = 'ended'", name="worktasks_task_what_has_an_end_has_ended"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="worktasks_task_end_has_who_and_when"),
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
    language: Mapped[str] = mapped_column(server_default="fi")
    """In which language its words are; the same in the other stand in a translation."""
    occupation: Mapped[str] = mapped_column(server_default="")
    """The code of the classification of occupations (TK10, which follows ISCO-08), 1–5 digits."""
    site_id: Mapped[UUID | None]
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    begins_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    season_from: Mapped[int | None]
    season_to: Mapped[int | None]
    """Months of every year; from a later to an earlier one is over the turn of the year."""
    supervisor: Mapped[str] = mapped_column(server_default="")
    deputy: Mapped[str] = mapped_column(server_default="")
    load: Mapped[dict[str, int]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Steps of 1–5 by the playbook's dimensions; what is not in it has not been said."""
    skills_used: Mapped[str] = mapped_column(server_default="")
    skills_learned: Mapped[str] = mapped_column(server_default="")
    interests: Mapped[str] = mapped_column(server_default="")
    access: Mapped[str] = mapped_column(server_default="")
    languages: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """In which one manages there."""
    induction_codes: Mapped[list[str] | None] = mapped_column(ARRAY(String))
    """What of the playbook's induction list belongs here; none means all of it."""
    induction_own: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    search: Mapped[str] = mapped_column(Computed(SEARCHED, persisted=True))
    changed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class Translation(TenantTable, Base):
    """The words of a task in the other language, by its author."""

    __tablename__ = "worktasks_translation"
    __table_args__ = (
        _of_task(__tablename__),
        UniqueConstraint("municipality_id", "task_id", name="worktasks_translation_is_one"),
        CheckConstraint("language IN ('fi', 'sv')", name="worktasks_translation_language_is_known"),
    )

    task_id: Mapped[UUID]
    language: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    description: Mapped[str] = mapped_column(server_default="")
    skills_used: Mapped[str] = mapped_column(server_default="")
    skills_learned: Mapped[str] = mapped_column(server_default="")
    interests: Mapped[str] = mapped_column(server_default="")
    access: Mapped[str] = mapped_column(server_default="")
    picture_alt: Mapped[str] = mapped_column(server_default="")
    search: Mapped[str] = mapped_column(Computed(SEARCHED, persisted=True))
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]


class Picture(TenantTable, Base):
    """A task's picture, made anew by us: no place, time or camera in it; always told in words too."""

    __tablename__ = "worktasks_picture"
    __table_args__ = (
        _of_task(__tablename__),
        UniqueConstraint("municipality_id", "task_id", name="worktasks_picture_is_one"),
        CheckConstraint("octet_length(content) BETWEEN 1 AND 2097152", name="worktasks_picture_is_not_heavy"),
        CheckConstraint("media_type IN ('image/webp', 'image/png')", name="worktasks_picture_is_of_our_making"),
        CheckConstraint("width BETWEEN 1 AND 1600 AND height BETWEEN 1 AND 1600", name="worktasks_picture_is_bounded"),
        CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="worktasks_picture_digest_is_one"),
        CheckConstraint("btrim(alt) <> ''", name="worktasks_picture_is_told_in_words"),
    )

    task_id: Mapped[UUID]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    digest: Mapped[str]
    alt: Mapped[str]
    """In the task's own language."""
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID]


class Unit(TenantTable, Base):
    """A qualification unit that somebody proposes the task to match (K19), with its name as it then was."""

    __tablename__ = "worktasks_unit"
    __table_args__ = (
        _of_task(__tablename__),
        Index(
            "worktasks_unit_is_proposed_once",
            "municipality_id",
            "task_id",
            "code",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("code ~ '^[0-9]{4,10}$'", name="worktasks_unit_code_is_one"),
        CheckConstraint("btrim(name_fi) <> '' AND btrim(name_sv) <> ''", name="worktasks_unit_name_is_given"),
        CheckConstraint("points > 0", name="worktasks_unit_points_are_some"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="worktasks_unit_withdrawal_has_who_and_when"
        ),
    )

    task_id: Mapped[UUID]
    code: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    qualification_fi: Mapped[str]
    qualification_sv: Mapped[str]
    register_number: Mapped[str] = mapped_column(server_default="")
    points: Mapped[int | None]
    source: Mapped[str]
    read_on: Mapped[date]
    reason: Mapped[str] = mapped_column(server_default="")
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[UUID]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]


class Identification(TenantTable, Base):
    """An expert's word that the task lets one show the unit, until a day; a new one is added, none is changed."""

    __tablename__ = "worktasks_identification"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "unit_id"],
            ["worktasks_unit.municipality_id", "worktasks_unit.id"],
            name="worktasks_identification_unit_fkey",
        ),
        *(
            CheckConstraint(f"btrim({name}) <> ''", name=f"worktasks_identification_{name}_is_given")
            for name in ("expert", "organisation", "basis")
        ),
        CheckConstraint("valid_until >= identified_on", name="worktasks_identification_ends_after_it_begins"),
        Index(None, "municipality_id", "unit_id"),
    )

    unit_id: Mapped[UUID]
    expert: Mapped[str]
    organisation: Mapped[str]
    basis: Mapped[str]
    identified_on: Mapped[date]
    valid_until: Mapped[date]
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID]


class KnownUnit(TenantTable, Base):
    """A qualification unit that was read from ePerusteet, to choose from; what has been proposed keeps its own copy."""

    __tablename__ = "worktasks_known_unit"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code", name="worktasks_known_unit_is_one"),
        CheckConstraint("code ~ '^[0-9]{4,10}$'", name="worktasks_known_unit_code_is_one"),
    )

    code: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    qualification_fi: Mapped[str]
    qualification_sv: Mapped[str]
    register_number: Mapped[str] = mapped_column(server_default="")
    points: Mapped[int | None]
    source: Mapped[str]
    read_on: Mapped[date]
