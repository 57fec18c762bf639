"""Counsellors' hours, absences and substitutes, and looking in with a reason."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from tenants.policies import texts

revision = "0012_team"
down_revision = "0011_task_cards"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
COUNSELLOR = "sec.acts_as('social_counsellor') OR sec.acts_as('job_coach') OR sec.acts_as('team_lead')"
PLANNER = "sec.acts_as('team_lead') OR sec.acts_as('municipality_admin')"
READER = f"{COUNSELLOR} OR sec.acts_as('municipality_admin')"
MAY = f"(person_id = sec.person() AND ({COUNSELLOR})) OR {PLANNER}"


def upgrade() -> None:
    _working_time()
    _absence()
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("team_absence")
    op.drop_table("team_working_time")


def _working_time() -> None:
    table = "team_working_time"
    op.create_table(
        table,
        *_tenant(table),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("minutes", sa.ARRAY(sa.BigInteger), nullable=False),
        sa.Column("reserve_minutes", sa.BigInteger, nullable=False),
        sa.Column("entered_at", INSTANT, nullable=False),
        sa.Column("entered_by", sa.Uuid, nullable=False),
        sa.UniqueConstraint("municipality_id", "person_id", "valid_from", name=f"{table}_begins_once_a_day"),
        sa.CheckConstraint("cardinality(minutes) = 7", name=f"{table}_has_seven_days"),
        sa.CheckConstraint("0 <= ALL (minutes) AND 1440 >= ALL (minutes)", name=f"{table}_fits_its_days"),
        sa.CheckConstraint("reserve_minutes >= 0", name=f"{table}_reserve_is_no_debt"),
    )


def _absence() -> None:
    table = "team_absence"
    op.create_table(
        table,
        *_tenant(table),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("noted_by", sa.Uuid, nullable=False),
        sa.Column("substitute_id", sa.Uuid),
        sa.Column("named_at", INSTANT),
        sa.Column("named_by", sa.Uuid),
        ExcludeConstraint(
            ("municipality_id", "="),
            ("person_id", "="),
            (sa.text("daterange(first_on, last_on, '[]')"), "&&"),
            name=f"{table}_is_one_at_a_time",
            using="gist",
        ),
        sa.CheckConstraint("last_on >= first_on", name=f"{table}_ends_after_it_begins"),
        sa.CheckConstraint("substitute_id <> person_id", name=f"{table}_substitute_is_another"),
        sa.CheckConstraint(
            "(substitute_id IS NULL) = (named_at IS NULL) AND (named_at IS NULL) = (named_by IS NULL)",
            name=f"{table}_naming_has_who_and_when",
        ),
    )
    for column in ("substitute_id", "last_on"):
        op.create_index(f"{table}_municipality_id_{column}_idx", table, ["municipality_id", column])


def _policies() -> tuple[str, ...]:
    return (
        *texts.tenant_table_1(
            "team_working_time",
            may="SELECT, INSERT",
            select=READER,
            insert=f"entered_by = sec.person() AND ({MAY})",
        ),
        *texts.changed_columns_1(
            "team_working_time",
            columns="minutes, reserve_minutes, entered_at, entered_by",
            before=MAY,
            after=f"entered_by = sec.person() AND ({MAY})",
        ),
        *texts.tenant_table_1(
            "team_absence",
            may="SELECT, INSERT, DELETE",
            select=READER,
            insert=f"noted_by = sec.person() AND ({MAY})",
            delete=MAY,
        ),
        *texts.changed_columns_1(
            "team_absence", columns="last_on, substitute_id, named_at, named_by", before=MAY, after=MAY
        ),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )
