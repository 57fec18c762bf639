"""Rates offered by the playbook, rates the municipality decided, and the claims priced by them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Template(TenantTable, Base):
    """A rate that some municipality really decided: an example to begin from, never in force by itself (K18)."""

    __tablename__ = "reimbursement_template"
    __table_args__ = (
        Index(
            "reimbursement_template_has_one_code",
            "municipality_id",
            "code",
            unique=True,
            postgresql_where=text("retired_at IS NULL"),
        ),
        CheckConstraint("day_cents > 0", name="reimbursement_template_rate_is_something"),
    )

    code: Mapped[str]
    service_type: Mapped[str]
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    name_en: Mapped[str]
    day_cents: Mapped[int]
    source: Mapped[str]
    installed_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """Since when the playbook no longer offers it; a decision that began from it stays."""


class Policy(TenantTable, Base):
    """What the municipality itself decided to pay; two never cover the same day of one service type."""

    __tablename__ = "reimbursement_policy"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "template_id"],
            ["reimbursement_template.municipality_id", "reimbursement_template.id"],
            name="reimbursement_policy_template_fkey",
        ),
        ExcludeConstraint(
            ("municipality_id", "="),
            ("service_type", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="reimbursement_policy_is_alone_on_its_days",
            using="gist",
        ),
        UniqueConstraint("municipality_id", "id", "day_cents", name="reimbursement_policy_has_its_rate"),
        CheckConstraint("day_cents > 0", name="reimbursement_policy_rate_is_something"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="reimbursement_policy_ends_after_it_begins"),
        CheckConstraint(
            "btrim(decision_body) <> '' AND btrim(decision_section) <> ''", name="reimbursement_policy_was_decided"
        ),
    )

    service_type: Mapped[str]
    day_cents: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    decision_body: Mapped[str]
    decision_section: Mapped[str]
    decided_on: Mapped[date]
    source: Mapped[str]
    template_id: Mapped[UUID | None]
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID]


class Claim(TenantTable, Base):
    """One association's month: prepared by one person, approved by another; the database holds them apart."""

    __tablename__ = "reimbursement_claim"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="reimbursement_claim_association_fkey",
        ),
        UniqueConstraint(
            "municipality_id", "association_id", "month_on", "number", name="reimbursement_claim_is_made_once"
        ),
        UniqueConstraint("municipality_id", "id", "month_on", name="reimbursement_claim_is_of_its_month"),
        CheckConstraint("number >= 1", name="reimbursement_claim_number_counts_from_one"),
        CheckConstraint("extract(day FROM month_on) = 1", name="reimbursement_claim_month_is_its_first_day"),
        CheckConstraint("total_cents > 0", name="reimbursement_claim_total_is_something"),
        CheckConstraint("state IN ('draft', 'approved')", name="reimbursement_claim_state_is_known"),
        CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL) AND (approved_at IS NULL) = (approved_by IS NULL)",
            name="reimbursement_claim_approval_has_who_and_when",
        ),
        CheckConstraint("approved_by <> prepared_by", name="reimbursement_claim_has_two_people"),
        Index(None, "municipality_id", "month_on"),
    )

    association_id: Mapped[UUID]
    month_on: Mapped[date]
    number: Mapped[int]
    """1 for the month's own claim; what is confirmed later comes in a further one."""
    total_cents: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="draft")
    prepared_at: Mapped[datetime]
    prepared_by: Mapped[UUID]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]


class Line(TenantTable, Base):
    """The attended days of one placement and month under one rate: in one claim only, changed by nobody."""

    __tablename__ = "reimbursement_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "claim_id", "month_on"],
            ["reimbursement_claim.municipality_id", "reimbursement_claim.id", "reimbursement_claim.month_on"],
            name="reimbursement_line_claim_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "placement_id"],
            ["placements_placement.municipality_id", "placements_placement.id"],
            name="reimbursement_line_placement_fkey",
        ),
        ForeignKeyConstraint(
            ["municipality_id", "policy_id", "day_cents"],
            ["reimbursement_policy.municipality_id", "reimbursement_policy.id", "reimbursement_policy.day_cents"],
            name="reimbursement_line_policy_and_rate_fkey",
        ),
        UniqueConstraint(
            "municipality_id", "placement_id", "month_on", "policy_id", name="reimbursement_line_is_counted_once"
        ),
        CheckConstraint("attended_days BETWEEN 1 AND 31", name="reimbursement_line_days_fit_a_month"),
        CheckConstraint("sum_cents = attended_days * day_cents", name="reimbursement_line_sum_is_days_times_rate"),
        Index(None, "municipality_id", "claim_id"),
    )

    claim_id: Mapped[UUID]
    month_on: Mapped[date]
    placement_id: Mapped[UUID]
    policy_id: Mapped[UUID]
    attended_days: Mapped[int]
    day_cents: Mapped[int]
    sum_cents: Mapped[int]
