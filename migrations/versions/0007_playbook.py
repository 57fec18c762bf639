"""What a municipality changed of its playbook, its upgrades, who is responsible for what, and whom it serves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from tenants.policies import texts

revision = "0007_playbook"
down_revision = "0006_work"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STEERS = "sec.acts_as('municipality_admin') OR sec.acts_as('operator')"
RETIRED = {"placements_rule_set": "begins_once", "reimbursement_template": "has_one_code"}
KEYS = {"placements_rule_set": ("service_type", "valid_from"), "reimbursement_template": ("code",)}


def upgrade() -> None:
    op.add_column(
        "registry_municipality",
        sa.Column("lineage", sa.ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
    )
    _upgrades()
    _deviations()
    _responsibilities()
    _areas()
    for statement in _policies():
        op.execute(statement)
    _retiring()


def downgrade() -> None:
    for table, name in RETIRED.items():
        op.execute(f"DROP POLICY {table}_update ON {table}")
        _tell_apart(table)
        op.drop_index(f"{table}_{name}", table)
        op.create_unique_constraint(f"{table}_{name}", table, ["municipality_id", *KEYS[table]])
        op.drop_column(table, "retired_at")
    for statement in texts.changed_columns_1(
        "placements_rule_set", columns="valid_to", before="valid_to IS NULL", after="true"
    ):
        op.execute(statement)
    for table in ("registry_area", "registry_form", "registry_deviation", "registry_upgrade"):
        op.drop_table(table)
    op.drop_column("registry_municipality", "lineage")


def _upgrades() -> None:
    table = "registry_upgrade"
    op.create_table(
        table,
        *_tenant(table),
        *(_text(name) for name in ("from_playbook", "to_playbook")),
        sa.Column("what", JSONB, nullable=False),
        _instant("applied_at"),
        sa.Column("applied_by", sa.Uuid),
        sa.Column("undone_at", INSTANT),
        sa.Column("undone_by", sa.Uuid),
        sa.CheckConstraint("from_playbook <> to_playbook", name=f"{table}_goes_somewhere"),
        sa.CheckConstraint("undone_at IS NOT NULL OR undone_by IS NULL", name=f"{table}_undoing_has_who_and_when"),
    )
    op.create_index(f"{table}_municipality_id_applied_at_idx", table, ["municipality_id", "applied_at"])


def _deviations() -> None:
    table = "registry_deviation"
    op.create_table(
        table,
        *_tenant(table),
        _text("section"),
        _text("setting"),
        sa.Column("value", JSONB, nullable=False),
        _instant("changed_at"),
        sa.Column("changed_by", sa.Uuid),
        sa.Column("set_aside_in", sa.Uuid),
        sa.ForeignKeyConstraint(
            ["municipality_id", "set_aside_in"],
            ["registry_upgrade.municipality_id", "registry_upgrade.id"],
            name=f"{table}_set_aside_in_fkey",
        ),
        sa.CheckConstraint("section <> '' AND setting <> ''", name=f"{table}_is_of_a_setting"),
    )
    op.create_index(
        f"{table}_is_one_a_setting",
        table,
        ["municipality_id", "section", "setting"],
        unique=True,
        postgresql_where=sa.text("set_aside_in IS NULL"),
    )
    op.create_index(f"{table}_municipality_id_set_aside_in_idx", table, ["municipality_id", "set_aside_in"])


def _responsibilities() -> None:
    table = "registry_form"
    op.create_table(
        table,
        *_tenant(table),
        *(_text(name) for name in ("role", "kind", "name", "service_type")),
        *_dated(),
        _alone(table, "is_one_at_a_time", "role", "service_type"),
        sa.CheckConstraint("role IN ('organiser', 'producer', 'payer', 'controller')", name=f"{table}_role_is_known"),
        sa.CheckConstraint(
            "kind IN ('municipality', 'employment_area', 'wellbeing_services_county', 'joint_body')",
            name=f"{table}_kind_is_known",
        ),
        sa.CheckConstraint("btrim(name) <> '' AND btrim(basis) <> ''", name=f"{table}_says_who_and_why"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=f"{table}_ends_after_it_begins"),
    )


def _areas() -> None:
    table = "registry_area"
    op.create_table(
        table,
        *_tenant(table),
        _text("code"),
        *_dated(),
        _alone(table, "is_covered_once", "code"),
        sa.CheckConstraint("code ~ '^[0-9]{3}$'", name=f"{table}_code_has_three_digits"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=f"{table}_ends_after_it_begins"),
    )


def _retiring() -> None:
    """What a playbook no longer says is retired: whatever began under it keeps it."""
    op.execute("DROP POLICY placements_rule_set_update ON placements_rule_set")
    op.execute(f"REVOKE UPDATE (valid_to) ON placements_rule_set FROM {texts.WEB}, {texts.CLOCK}")
    for table, name in RETIRED.items():
        op.add_column(table, sa.Column("retired_at", INSTANT))
        op.drop_constraint(f"{table}_{name}", table)
        op.create_index(
            f"{table}_{name}",
            table,
            ["municipality_id", *KEYS[table]],
            unique=True,
            postgresql_where=sa.text("retired_at IS NULL"),
        )
        for statement in texts.changed_columns_1(table, columns="retired_at", before=STEERS, after=STEERS):
            op.execute(statement)


def _tell_apart(table: str) -> None:
    """Rows that were retired stay for what began under them, under a name that collides with none in force."""
    name = KEYS[table][0]
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"UPDATE {table} SET {name} = {name} || '_' || id WHERE retired_at IS NOT NULL")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _policies() -> tuple[str, ...]:
    own = "changed_by IS NOT DISTINCT FROM sec.person()"
    dated = "valid_from, valid_to, basis, entered_at, entered_by"
    entered = f"entered_by IS NOT DISTINCT FROM sec.person() AND ({STEERS})"
    applied = f"applied_by IS NOT DISTINCT FROM sec.person() AND undone_at IS NULL AND ({STEERS})"
    return (
        *texts.tenant_table_1(
            "registry_deviation", may="SELECT, INSERT, DELETE", insert=f"{own} AND ({STEERS})", delete=STEERS
        ),
        *texts.changed_columns_1(
            "registry_deviation", columns="value, changed_at, changed_by, set_aside_in", before=STEERS, after=STEERS
        ),
        *texts.tenant_table_1("registry_upgrade", may="SELECT, INSERT", insert=applied),
        *texts.changed_columns_1(
            "registry_upgrade",
            columns="undone_at, undone_by",
            before=f"undone_at IS NULL AND ({STEERS})",
            after="undone_by IS NOT DISTINCT FROM sec.person()",
        ),
        *texts.tenant_table_1("registry_form", may="SELECT, INSERT", insert=entered),
        *texts.changed_columns_1("registry_form", columns=f"kind, name, {dated}", before=STEERS, after=entered),
        *texts.tenant_table_1("registry_area", may="SELECT, INSERT", insert=entered),
        *texts.changed_columns_1("registry_area", columns=dated, before=STEERS, after=entered),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _dated() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        _text("basis"),
        _instant("entered_at"),
        sa.Column("entered_by", sa.Uuid),
    )


def _alone(table: str, name: str, *columns: str) -> ExcludeConstraint:
    return ExcludeConstraint(
        *((column, "=") for column in ("municipality_id", *columns)),
        (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
        name=f"{table}_{name}",
        using="gist",
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, INSTANT, nullable=False)
