"""Letters waiting to leave, the queue that sends them, half-filled forms, and rate limits."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts, texts_outbox

revision = "0004_outbox"
down_revision = "0003_record"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
QUEUE = Path(__file__).parents[1] / "sql" / "procrastinate_3_10.sql"
"""The queue's tables as its authors ship them with version 3.10; a later version brings a migration of its own."""
FUNCTIONS = {
    "sec.enqueue(text, jsonb, timestamptz)": {},
    "sec.queue_state(timestamptz)": {},
    "sec.jobs_failed(integer)": {},
    "sec.job_retry(bigint, timestamptz)": {},
    "sec.schema_version()": {},
    "sec.rate_hit(bytea, integer, interval, timestamptz)": {},
    "sec.rates_sweep(timestamptz)": {"to": texts.CLOCK},
}


def upgrade() -> None:
    op.execute(QUEUE.read_text())
    _letters("outbox_letter", sa.Column("municipality_id", sa.Uuid, nullable=False))
    _letters("outbox_global_letter")
    _web()
    for statement in (
        *texts_outbox.letters_1("outbox_letter"),
        *texts_outbox.global_letters_1("outbox_global_letter"),
        *texts_outbox.queue_1(),
        *texts_outbox.queue_doors_1(),
        *texts_outbox.drafts_1("web_draft"),
        *texts.behind_the_door_1("web_rate"),
        *texts_outbox.rate_doors_1(),
    ):
        op.execute(statement)
    for function, to in FUNCTIONS.items():
        for statement in texts.narrow_1(function, **to):
            op.execute(statement)


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute(f"REVOKE ALL ON alembic_version FROM {texts.DOOR}")
    for table in ("web_rate", "web_draft", "outbox_global_letter", "outbox_letter"):
        op.drop_table(table)
    op.execute(f"DROP TABLE {', '.join(texts_outbox.QUEUE)} CASCADE")  # its functions answer with rows of it
    op.execute(f"DROP FUNCTION IF EXISTS {', '.join((*texts_outbox.QUEUE_FUNCTIONS, *texts_outbox.QUEUE_TRIGGERS))}")
    op.execute("DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_status, procrastinate_job_event_type")


def _letters(table: str, *first: sa.Column[object]) -> None:
    tenant = [column.name for column in first]
    op.create_table(
        table,
        *first,
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("key", sa.String),
        sa.Column("posted_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT),
        sa.Column("dead_at", INSTANT),
        sa.Column("fault", sa.String),
        sa.PrimaryKeyConstraint(*tenant, "id", name=f"{table}_pkey"),
        sa.UniqueConstraint(*tenant, "key", name=f"{table}_is_posted_once"),
        sa.CheckConstraint("kind ~ '^[a-z][a-z_]{1,30}[.][a-z][a-z0-9_]{1,60}$'", name=f"{table}_kind_is_a_name"),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name=f"{table}_language_is_known"),
        sa.CheckConstraint("sent_at IS NULL OR sealed IS NULL", name=f"{table}_keeps_nothing_once_sent"),
        *(
            sa.ForeignKeyConstraint([column], ["registry_municipality.id"], name=f"{table}_municipality_id_fkey")
            for column in tenant
        ),
    )


def _web() -> None:
    op.create_table(
        "web_draft",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("form_key", sa.String, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "person_id", "form_key", name="web_draft_pkey"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["registry_municipality.id"], name="web_draft_municipality_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name="web_draft_person_id_fkey", ondelete="CASCADE"
        ),
        sa.CheckConstraint("form_key ~ '^[a-z][a-z0-9_.:-]{2,120}$'", name="web_draft_key_is_a_name"),
        sa.CheckConstraint("octet_length(fields::text) <= 100000", name="web_draft_is_no_archive"),
    )
    op.create_index("web_draft_municipality_id_saved_at_idx", "web_draft", ["municipality_id", "saved_at"])
    op.create_table(
        "web_rate",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("hits", sa.ARRAY(INSTANT), nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="web_rate_pkey"),
        sa.CheckConstraint("octet_length(key) = 32", name="web_rate_key_is_a_hash"),
    )
    op.create_index("web_rate_ends_at_idx", "web_rate", ["ends_at"])
