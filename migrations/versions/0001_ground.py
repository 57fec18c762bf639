"""The ground: the signed token's functions and the registry of municipalities."""

import sqlalchemy as sa
from alembic import op

from tenants.policies import texts

revision = "0001_ground"
down_revision = None
branch_labels = None
depends_on = None

TABLE = "registry_municipality"


def upgrade() -> None:
    for statement in texts.ground_1():
        op.execute(statement)
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name_fi", sa.String, nullable=False),
        sa.Column("name_sv", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, server_default="preparing", nullable=False),
        sa.Column("first_language", sa.String, server_default="fi", nullable=False),
        sa.Column("brand_colour", sa.String, server_default="#0b5a6b", nullable=False),
        sa.Column("playbook", sa.String, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,40}$'", name="registry_municipality_slug_is_a_path"),
        sa.CheckConstraint("kind IN ('practice', 'real')", name="registry_municipality_kind_is_known"),
        sa.CheckConstraint(
            "state IN ('preparing', 'open', 'suspended', 'closed')", name="registry_municipality_state_is_known"
        ),
        sa.CheckConstraint("first_language IN ('fi', 'sv')", name="registry_municipality_language_is_known"),
        sa.CheckConstraint("brand_colour ~ '^#[0-9a-f]{6}$'", name="registry_municipality_brand_colour_is_hex"),
    )
    for statement in texts.registry_1(TABLE):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
    op.execute("DROP SCHEMA sec CASCADE")
