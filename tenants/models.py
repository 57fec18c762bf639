"""The ground's own tables of a municipality: what it changed of its playbook, its upgrades, who answers for what."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Upgrade(TenantTable, Base):
    """One change from a playbook to another; undone at most once, never removed."""

    __tablename__ = "registry_upgrade"
    __table_args__ = (
        CheckConstraint("from_playbook <> to_playbook", name="registry_upgrade_goes_somewhere"),
        CheckConstraint("undone_at IS NOT NULL OR undone_by IS NULL", name="registry_upgrade_undoing_has_who_and_when"),
        Index(None, "municipality_id", "applied_at"),
    )

    from_playbook: Mapped[str]
    to_playbook: Mapped[str]
    what: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """What became of each setting, by section and name."""
    applied_at: Mapped[datetime]
    applied_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[UUID | None]


class Deviation(TenantTable, Base):
    """What this municipality says instead of its playbook; what an upgrade sets aside comes back when it is undone."""

    __tablename__ = "registry_deviation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "set_aside_in"],
            ["registry_upgrade.municipality_id", "registry_upgrade.id"],
            name="registry_deviation_set_aside_in_fkey",
        ),
        Index(
            "registry_deviation_is_one_a_setting",
            "municipality_id",
            "section",
            "setting",
            unique=True,
            postgresql_where=text("set_aside_in IS NULL"),
        ),
        Index(None, "municipality_id", "set_aside_in"),
        CheckConstraint("section <> '' AND setting <> ''", name="registry_deviation_is_of_a_setting"),
    )

    section: Mapped[str]
    setting: Mapped[str]
    value: Mapped[Any] = mapped_column(JSONB)
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    """None for the operator's command line."""
    set_aside_in: Mapped[UUID | None]
    """The upgrade that put the playbook's own word in its place."""


class Responsibility(TenantTable, Base):
    """Who organises, produces, pays for or controls a service here, from when to when, and on what basis."""

    __tablename__ = "registry_form"
    __table_args__ = (
        ExcludeConstraint(
            ("municipality_id", "="),
            ("role", "="),
            ("service_type", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="registry_form_is_one_at_a_time",
            using="gist",
        ),
        CheckConstraint("role IN ('organiser', 'producer', 'payer', 'controller')", name="registry_form_role_is_known"),
        CheckConstraint(
            "kind IN ('municipality', 'employment_area', 'wellbeing_services_county', 'joint_body')",
            name="registry_form_kind_is_known",
        ),
        CheckConstraint("btrim(name) <> '' AND btrim(basis) <> ''", name="registry_form_says_who_and_why"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="registry_form_ends_after_it_begins"),
    )

    role: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    service_type: Mapped[str]
    """Of which service; `any` for all that are not named themselves."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    basis: Mapped[str]
    """The decision, contract or law it rests on."""
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID | None]


class Area(TenantTable, Base):
    """One municipality of Finland whose people are served here; its code is reference data, never a key."""

    __tablename__ = "registry_area"
    __table_args__ = (
        ExcludeConstraint(
            ("municipality_id", "="),
            ("code", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="registry_area_is_covered_once",
            using="gist",
        ),
        CheckConstraint("code ~ '^[0-9]{3}$'", name="registry_area_code_has_three_digits"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="registry_area_ends_after_it_begins"),
    )

    code: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    basis: Mapped[str]
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID | None]


class Logo(TenantTable, Base):
    """The municipality's logo as PNG; a new one takes the place of the old one."""

    __tablename__ = "registry_logo"
    __table_args__ = (
        UniqueConstraint("municipality_id", name="registry_logo_is_one"),
        CheckConstraint("octet_length(content) BETWEEN 1 AND 262144", name="registry_logo_is_small"),
    )

    content: Mapped[bytes]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID | None]


class RegistryFigures(Base):
    """Numbers about one municipality, kept by the clock for the operator: never a row of anybody's."""

    __tablename__ = "registry_figures"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["registry_municipality.id"]),
        CheckConstraint("clients >= 5", name="registry_figures_few_clients_are_not_counted"),
        CheckConstraint("placements_running >= 5", name="registry_figures_few_placements_are_not_counted"),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True)
    counted_at: Mapped[datetime]
    associations: Mapped[int]
    published_tasks: Mapped[int]
    deviations: Mapped[int]
    letters_waiting: Mapped[int]
    letters_failed: Mapped[int]
    people: Mapped[dict[str, Any]] = mapped_column(JSONB)
    clients: Mapped[int | None]
    placements_running: Mapped[int | None]
    staff_seen_on: Mapped[date | None]
