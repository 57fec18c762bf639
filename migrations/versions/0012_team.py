"""Counsellors' hours, absences and substitutes, and looking in with a reason."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from tenants.policies import texts, texts_operator

revision = "0012_team"
down_revision = "0011_task_cards"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
COUNSELLOR = "sec.acts_as('social_counsellor') OR sec.acts_as('job_coach') OR sec.acts_as('team_lead')"
PLANNER = "sec.acts_as('team_lead') OR sec.acts_as('municipality_admin')"
READER = f"{COUNSELLOR} OR sec.acts_as('municipality_admin')"
OPERATOR = "sec.acts_as('operator')"
TOLD = "sec.acts_as('municipality_admin') OR sec.acts_as('data_protection_officer')"
MAY = f"(person_id = sec.person() AND ({COUNSELLOR})) OR {PLANNER}"


def upgrade() -> None:
    _working_time()
    _absence()
    _figures()
    _operator_acts()
    _copies()
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP POLICY registry_municipality_copy ON registry_municipality")
    op.drop_index("registry_municipality_has_one_copy", "registry_municipality")
    op.drop_constraint("registry_municipality_copy_is_for_practice", "registry_municipality")
    op.drop_constraint("registry_municipality_copy_of_fkey", "registry_municipality")
    op.drop_column("registry_municipality", "copy_of")
    for statement in texts_operator.everybody_for_operators_1():
        op.execute(statement)
    op.drop_table("accounts_operator_act_read")
    op.drop_table("accounts_operator_act")
    op.execute("DROP FUNCTION sec.staff_seen_on()")
    op.drop_table("registry_figures")
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


def _figures() -> None:
    table = "registry_figures"
    counts = ("associations", "published_tasks", "deviations", "letters_waiting", "letters_failed")
    op.create_table(
        table,
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("counted_at", INSTANT, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in counts),
        sa.Column("people", JSONB, nullable=False),
        sa.Column("clients", sa.BigInteger),
        sa.Column("placements_running", sa.BigInteger),
        sa.Column("staff_seen_on", sa.Date),
        sa.PrimaryKeyConstraint("municipality_id", name=f"{table}_pkey"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["registry_municipality.id"], name=f"{table}_municipality_id_fkey"
        ),
        sa.CheckConstraint("clients >= 5", name=f"{table}_few_clients_are_not_counted"),
        sa.CheckConstraint("placements_running >= 5", name=f"{table}_few_placements_are_not_counted"),
    )


def _operator_acts() -> None:
    table = "accounts_operator_act"
    op.create_table(
        table,
        *_tenant(table),
        *(sa.Column(name, sa.String, nullable=False) for name in ("what", "reason", "name")),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("acted_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT),
        sa.CheckConstraint("what IN ('looked_in', 'suspended', 'reopened')", name=f"{table}_is_known"),
        sa.CheckConstraint("length(btrim(reason)) >= 10", name=f"{table}_has_a_reason"),
        sa.CheckConstraint("(what = 'looked_in') = (ends_at IS NOT NULL)", name=f"{table}_looking_in_ends"),
        sa.CheckConstraint(
            "ends_at >= acted_at AND ends_at <= acted_at + interval '60 minutes'",
            name=f"{table}_lasts_an_hour_at_most",
        ),
    )
    op.create_index(f"{table}_municipality_id_acted_at_idx", table, ["municipality_id", "acted_at"])
    read = "accounts_operator_act_read"
    op.create_table(
        read,
        *_tenant(read),
        sa.Column("act_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("read_at", INSTANT, nullable=False),
        sa.UniqueConstraint("municipality_id", "act_id", "person_id", name=f"{read}_once_by_each"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "act_id"],
            [f"{table}.municipality_id", f"{table}.id"],
            name=f"{read}_municipality_id_act_id_fkey",
        ),
    )


def _copies() -> None:
    table = "registry_municipality"
    op.add_column(table, sa.Column("copy_of", sa.Uuid))
    op.create_foreign_key(f"{table}_copy_of_fkey", table, table, ["copy_of"], ["id"])
    op.create_check_constraint(f"{table}_copy_is_for_practice", table, "copy_of IS NULL OR kind = 'practice'")
    op.create_index(
        f"{table}_has_one_copy", table, ["copy_of"], unique=True, postgresql_where=sa.text("state <> 'closed'")
    )


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
        *texts_operator.figures_1("registry_figures"),
        *texts_operator.staff_seen_on_1(),
        *texts.narrow_1("sec.staff_seen_on()", to=texts.CLOCK),
        *texts_operator.no_client_for_operators_1(),
        *texts_operator.practice_copy_1("registry_municipality"),
        *texts.tenant_table_1(
            "accounts_operator_act",
            may="SELECT, INSERT",
            select=f"{TOLD} OR (person_id = sec.person() AND ({OPERATOR} OR sec.acts_as('looking_in')))",
            insert=f"person_id = sec.person() AND {OPERATOR}",
        ),
        *texts.changed_columns_1(
            "accounts_operator_act",
            columns="ends_at",
            before=f"person_id = sec.person() AND {OPERATOR}",
            after=f"person_id = sec.person() AND {OPERATOR}",
        ),
        *texts.tenant_table_1(
            "accounts_operator_act_read",
            may="SELECT, INSERT",
            select="person_id = sec.person()",
            insert=f"person_id = sec.person() AND ({TOLD})",
        ),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )
