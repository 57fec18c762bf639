"""How a municipality looks: its logo, and whose hand its name is in."""

import sqlalchemy as sa
from alembic import op

from tenants.policies import texts

revision = "0008_look"
down_revision = "0007_playbook"
branch_labels = None
depends_on = None

TABLE = "registry_logo"
ADMIN = "sec.acts_as('municipality_admin') OR sec.acts_as('operator')"


def upgrade() -> None:
    op.add_column("registry_municipality", sa.Column("logo", sa.String))
    op.create_check_constraint(
        "registry_municipality_logo_is_a_digest", "registry_municipality", "logo ~ '^[0-9a-f]{64}$'"
    )
    for role in (texts.WEB, texts.CLOCK):
        op.execute(f"GRANT UPDATE (logo) ON registry_municipality TO {role}")
    op.create_table(
        TABLE,
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{TABLE}_pkey"),
        sa.UniqueConstraint("municipality_id", name="registry_logo_is_one"),
        sa.CheckConstraint("octet_length(content) BETWEEN 1 AND 262144", name="registry_logo_is_small"),
    )
    own = f"uploaded_by IS NOT DISTINCT FROM sec.person() AND ({ADMIN})"
    for statement in texts.tenant_table_1(TABLE, may="SELECT, INSERT, DELETE", insert=own, delete=ADMIN):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
    op.drop_column("registry_municipality", "logo")
