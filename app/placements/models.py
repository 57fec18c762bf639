"""Legal limits as dated rows, and the placements agreed under them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class RuleSet(TenantTable, Base):
    """The limits of one service type while they are in force, as the playbook gave them; times in minutes."""

    __tablename__ = "placements_rule_set"
    __table_args__ = (
        Index(
            "placements_rule_set_begins_once",
            "municipality_id",
            "service_type",
            "valid_from",
            unique=True,
            postgresql_where=text("retired_at IS NULL"),
        ),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="placements_rule_set_ends_after_it_begins"),
        CheckConstraint(
            "1 <= min_days_a_week AND min_days_a_week <= max_days_a_week AND max_days_a_week <= 7",
            name="placements_rule_set_days_are_of_a_week",
        ),
        CheckConstraint(
            "0 < min_minutes_a_day AND min_minutes_a_day <= max_minutes_a_day"
            " AND max_minutes_a_day <= max_minutes_a_week AND max_minutes_a_day <= 1440",
            name="placements_rule_set_minutes_fit",
        ),
        CheckConstraint("1 <= min_months AND min_months <= max_months", name="placements_rule_set_months_fit"),
    )

    service_type: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    min_days_a_week: Mapped[int]
    max_days_a_week: Mapped[int]
    min_minutes_a_day: Mapped[int]
    max_minutes_a_day: Mapped[int]
    max_minutes_a_week: Mapped[int]
    min_months: Mapped[int]
    max_months: Mapped[int]
    host_kinds: Mapped[list[str]] = mapped_column(ARRAY(String))
    """Which kinds of association may host; a company is never among them in rehabilitative work activity."""
    plan_bases: Mapped[list[str]] = mapped_column(ARRAY(String))
    """On which kinds of plan a placement may rest; none, where the service asks for no plan."""
    law_fi: Mapped[str]
    law_sv: Mapped[str]
    law_en: Mapped[str]
    installed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """Since when the playbook no longer says so; what was agreed under it goes on under it."""


class Placement(TenantTable, Base):
    """One client in one work task for one period; it is ended, never removed."""

    __tablename__ = "placements_placement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "client_id", "client_person_id"],
            ["intake_client.municipality_id", "intake_client.id", "intake_client.person_id"],
            name="placements_placement_client_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "task_id", "association_id"],
            ["worktasks_task.municipality_id", "worktasks_task.id", "worktasks_task.association_id"],
            name="placements_placement_task_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "rule_set_id"],
            ["placements_rule_set.municipality_id", "placements_rule_set.id"],
            name="placements_placement_rule_set_fkey",
        ),
        UniqueConstraint("municipality_id", "id", "client_person_id", name="placements_placement_is_of_its_client"),
        CheckConstraint("last_on >= first_on", name="placements_placement_ends_after_it_begins"),
        CheckConstraint(
            "cardinality(weekdays) BETWEEN 1 AND 7 AND weekdays <@ '{1,2,3,4,5,6,7}'::bigint[]",
            name="placements_placement_weekdays_are_days",
        ),
        CheckConstraint("minutes_a_day BETWEEN 1 AND 1440", name="placements_placement_minutes_fit_a_day"),
        CheckConstraint(
            "plan_basis IN ('activation_plan', 'multi_sector_plan', 'employment_plan')",
            name="placements_placement_plan_is_known",
        ),
        CheckConstraint("(plan_basis IS NULL) = (plan_on IS NULL)", name="placements_placement_plan_has_its_date"),
        CheckConstraint("btrim(supervisor) <> ''", name="placements_placement_supervisor_is_given"),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_on IS NULL)",
            name="placements_placement_end_has_who_and_when",
        ),
        CheckConstraint(
            "ended_on BETWEEN first_on - 1 AND last_on", name="placements_placement_ends_within_its_period"
        ),
        Index(None, "municipality_id", "client_id"),
        Index(None, "municipality_id", "client_person_id"),
        Index(None, "municipality_id", "task_id"),
        Index(None, "municipality_id", "association_id"),
        Index(None, "municipality_id", "counsellor_id"),
    )

    client_id: Mapped[UUID]
    client_person_id: Mapped[UUID]
    task_id: Mapped[UUID]
    association_id: Mapped[UUID]
    rule_set_id: Mapped[UUID]
    """The limits it was agreed under; they stay when a later playbook brings others."""
    first_on: Mapped[date]
    last_on: Mapped[date]
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    minutes_a_day: Mapped[int]
    plan_basis: Mapped[str | None]
    plan_on: Mapped[date | None]
    counsellor_id: Mapped[UUID]
    """The client's counsellor when it was agreed; the one to call now is the client's own (intake)."""
    supervisor: Mapped[str]
    """Whom to ask for at the association."""
    agreed_at: Mapped[datetime]
    agreed_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_on: Mapped[date | None]
    """The last day it was in force; the day before the first one when it never began."""


class Induction(TenantTable, Base):
    """The induction list of a placement as it was when first signed (K16); it does not follow the task's."""

    __tablename__ = "placements_induction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "placement_id", "client_person_id"],
            [
                "placements_placement.municipality_id",
                "placements_placement.id",
                "placements_placement.client_person_id",
            ],
            name="placements_induction_placement_fkey",
        ),
        UniqueConstraint("municipality_id", "placement_id", name="placements_induction_is_one"),
        UniqueConstraint("municipality_id", "id", "client_person_id", name="placements_induction_is_of_its_client"),
        CheckConstraint("jsonb_array_length(items) > 0", name="placements_induction_has_something_to_go_through"),
    )

    placement_id: Mapped[UUID]
    client_person_id: Mapped[UUID]
    items: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    """What was gone through, each in the languages it was said in."""
    frozen_at: Mapped[datetime]
    frozen_by: Mapped[UUID]


class InductionSignature(TenantTable, Base):
    """Who said that the list was gone through; never the same person for both sides."""

    __tablename__ = "placements_induction_signature"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "induction_id", "client_person_id"],
            [
                "placements_induction.municipality_id",
                "placements_induction.id",
                "placements_induction.client_person_id",
            ],
            name="placements_induction_signature_induction_fkey",
        ),
        UniqueConstraint(
            "municipality_id", "induction_id", "side", name="placements_induction_signature_is_one_a_side"
        ),
        CheckConstraint("side IN ('supervisor', 'participant')", name="placements_induction_signature_side_is_known"),
        CheckConstraint(
            "(side = 'participant') = (signed_by = client_person_id)",
            name="placements_induction_signatures_are_of_two_people",
        ),
    )

    induction_id: Mapped[UUID]
    client_person_id: Mapped[UUID]
    side: Mapped[str]
    signed_at: Mapped[datetime]
    signed_by: Mapped[UUID]
