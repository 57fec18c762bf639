"""Imports from spreadsheets: files, mappings, own ids."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts

revision = "0014_imports"
down_revision = "0013_opening"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = ("imports_own_id", "imports_mapping", "imports_import")
KIND_IS_KNOWN = "kind IN ('associations', 'sites', 'contact_people', 'tasks', 'staff')"
ADMIN = "municipality_id = sec.municipality_as('municipality_admin')"
READS = "municipality_id = sec.municipality_as('municipality_admin', 'team_lead', 'clock')"
LEAD = "municipality_id = sec.municipality_as('team_lead') AND kind IN ('associations', 'sites', 'contact_people')"
BRINGS = f"{ADMIN} OR ({LEAD})"
CLOCK = "municipality_id = sec.municipality_as('clock')"


def upgrade() -> None:
    _import()
    _mapping()
    _own_id()
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _import() -> None:
    op.create_table(
        "imports_import",
        *_tenant("imports_import"),
        *_texts("kind", "file_name"),
        sa.Column("content", sa.LargeBinary),
        *_texts("headings_key"),
        sa.Column("columns", JSONB),
        sa.Column("state", sa.String, server_default="waiting", nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("uploaded_by", sa.Uuid, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_by", sa.Uuid),
        sa.Column("outcome", JSONB),
        sa.Column("letters_until", INSTANT),
        sa.CheckConstraint(KIND_IS_KNOWN, name="imports_import_kind_is_known"),
        sa.CheckConstraint(
            "state IN ('waiting', 'applied', 'given_up', 'expired')", name="imports_import_state_is_known"
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (content IS NOT NULL)", name="imports_import_keeps_its_file_while_it_waits"
        ),
        sa.CheckConstraint("octet_length(content) BETWEEN 1 AND 8388608", name="imports_import_file_is_bounded"),
        sa.CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name="imports_import_settled_has_its_time"),
        sa.CheckConstraint(
            "settled_by IS NOT NULL OR state IN ('waiting', 'expired')", name="imports_import_settled_has_somebody"
        ),
        sa.CheckConstraint(
            "(state = 'applied') = (outcome IS NOT NULL)", name="imports_import_applied_has_its_outcome"
        ),
    )
    op.create_index(
        "imports_import_municipality_id_state_uploaded_at_idx",
        "imports_import",
        ["municipality_id", "state", "uploaded_at"],
    )


def _mapping() -> None:
    op.create_table(
        "imports_mapping",
        *_tenant("imports_mapping"),
        *_texts("kind", "headings_key"),
        sa.Column("columns", JSONB, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("saved_by", sa.Uuid, nullable=False),
        sa.UniqueConstraint("municipality_id", "kind", "headings_key", name="imports_mapping_is_one_a_set_of_headings"),
        sa.CheckConstraint(KIND_IS_KNOWN, name="imports_mapping_kind_is_known"),
    )


def _own_id() -> None:
    op.create_table(
        "imports_own_id",
        *_tenant("imports_own_id"),
        *_texts("kind", "own_id"),
        sa.Column("thing_id", sa.Uuid, nullable=False),
        sa.Column("import_id", sa.Uuid, nullable=False),
        sa.UniqueConstraint("municipality_id", "kind", "own_id", name="imports_own_id_stands_for_one_thing"),
        sa.CheckConstraint("kind IN ('association', 'task')", name="imports_own_id_kind_is_known"),
        sa.CheckConstraint("btrim(own_id) <> ''", name="imports_own_id_is_given"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "import_id"],
            ["imports_import.municipality_id", "imports_import.id"],
            name="imports_own_id_municipality_id_import_id_fkey",
        ),
    )
    op.create_index("imports_own_id_municipality_id_import_id_idx", "imports_own_id", ["municipality_id", "import_id"])


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _texts(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.String, nullable=False) for name in names)


def _policies() -> tuple[str, ...]:
    mine = f"uploaded_by = sec.person() AND ({BRINGS})"
    settled = "columns, content, state, settled_at, settled_by, outcome, letters_until"
    change = f"({BRINGS}) OR {CLOCK}"
    saving = f"saved_by = sec.person() AND ({BRINGS})"
    own = f"{ADMIN} OR (municipality_id = sec.municipality_as('team_lead') AND kind = 'association')"
    return (
        *texts.tenant_table_1("imports_import", may="SELECT, INSERT", select=f"({BRINGS}) OR {CLOCK}", insert=mine),
        *texts.changed_columns_1("imports_import", columns=settled, before=change, after=change),
        *texts.tenant_table_1("imports_mapping", may="SELECT, INSERT", select=BRINGS, insert=saving),
        *texts.changed_columns_1("imports_mapping", columns="columns, saved_at, saved_by", before=BRINGS, after=saving),
        *texts.tenant_table_1("imports_own_id", may="SELECT, INSERT", select=READS, insert=own),
    )
