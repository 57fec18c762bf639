"""The record of who saw and who changed what: entries that can be added and never changed, and their chain's head."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts, texts_record

revision = "0003_record"
down_revision = "0002_people"
branch_labels = None
depends_on = None

READS = "municipality_id = sec.municipality_as('data_protection_officer', 'clock')"
SIGNED = "person_id IS NOT DISTINCT FROM sec.person()"


def upgrade() -> None:
    op.create_table(
        "record_entry",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid),
        sa.Column("roles", sa.ARRAY(sa.String), nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("subjects", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("trace", sa.String),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "number", name="record_entry_pkey"),
        sa.CheckConstraint("number > 0", name="record_entry_number_counts_from_one"),
        sa.CheckConstraint("octet_length(mac) = 32", name="record_entry_mac_is_whole"),
    )
    op.create_index(
        "record_entry_municipality_id_person_id_number_idx", "record_entry", ["municipality_id", "person_id", "number"]
    )
    op.create_table(
        "record_head",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", name="record_head_pkey"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["registry_municipality.id"], name="record_head_municipality_id_fkey"
        ),
        sa.CheckConstraint("number >= 0", name="record_head_number_counts_up"),
        sa.CheckConstraint("octet_length(mac) = 32 AND octet_length(seal) = 32", name="record_head_macs_are_whole"),
    )
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("record_entry")
    op.drop_table("record_head")
    op.execute("DROP FUNCTION sec.municipality_as(text[])")


def _policies() -> tuple[str, ...]:
    """Whoever is not the officer or the clock can add to the record and not read it; and only under their own name."""
    return (
        *texts_record.municipality_as_1(),
        *texts.tenant_table_1("record_entry", may="SELECT, INSERT", select=READS, insert=SIGNED),
        *texts.tenant_table_1("record_head", may="SELECT, INSERT, UPDATE"),
    )
