"""The opening of a municipality: its decisions, channels, own texts, who is on what, and how it takes root."""

import sqlalchemy as sa
from alembic import op

from tenants.policies import texts, texts_opening

revision = "0013_opening"
down_revision = "0012_team"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STEERS = "sec.acts_as('municipality_admin')"
TABLES = ("opening_stage", "opening_mark", "opening_text", "opening_decision", "intake_channel")
"""Last made, first dropped."""
SAVED = ("version", "saved_at", "saved_by")
COLUMNS = {
    "intake_channel": ("is_open", "unit", "contact_name", "email", "phone", "agreed_way", "agreed_on"),
    "opening_decision": ("body", "section", "decided_on", "valid_from", "link"),
    "opening_text": ("welcome", "contact", "hours"),
    "opening_stage": ("began_on", "evidence", "link"),
}
"""What is written over when somebody saves again; what it is about stays."""


def upgrade() -> None:
    _channels()
    _decisions()
    _texts()
    _marks()
    _stages()
    for statement in (*_policies(), *texts_opening.team_door_1()):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP FUNCTION sec.team_addresses()")
    for table in TABLES:
        op.drop_table(table)


def _channels() -> None:
    table = "intake_channel"
    op.create_table(
        table,
        *_saved(table),
        *(_text(name) for name in ("way_in", "unit", "contact_name", "email", "phone", "agreed_way")),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("agreed_on", sa.Date),
        sa.UniqueConstraint("municipality_id", "way_in", name=f"{table}_is_one_a_way_in"),
        sa.CheckConstraint(
            "way_in IN ('adult_social_work', 'employment_authority', 'self')", name=f"{table}_way_in_is_known"
        ),
        sa.CheckConstraint(
            "way_in = 'self' OR NOT is_open OR (btrim(unit) <> '' AND agreed_on IS NOT NULL)",
            name=f"{table}_is_agreed_with_somebody",
        ),
    )


def _decisions() -> None:
    table = "opening_decision"
    op.create_table(
        table,
        *_saved(table),
        *(_text(name) for name in ("subject", "body", "section", "link")),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.UniqueConstraint("municipality_id", "subject", name=f"{table}_is_one_a_subject"),
        sa.CheckConstraint("btrim(body) <> '' AND btrim(section) <> ''", name=f"{table}_was_decided"),
        sa.CheckConstraint("subject ~ '^[a-z][a-z0-9_]{1,60}$'", name=f"{table}_subject_is_a_code"),
    )


def _texts() -> None:
    table = "opening_text"
    op.create_table(
        table,
        *_saved(table),
        *(_text(name) for name in ("language", "welcome", "contact", "hours")),
        sa.UniqueConstraint("municipality_id", "language", name=f"{table}_is_one_a_language"),
        sa.CheckConstraint("language IN ('fi', 'sv')", name=f"{table}_language_is_known"),
    )


def _marks() -> None:
    table = "opening_mark"
    op.create_table(
        table,
        *_tenant(table),
        _text("kind"),
        _text("what"),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("marked_by", sa.Uuid, nullable=False),
        sa.UniqueConstraint("municipality_id", "kind", "what", name=f"{table}_is_made_once"),
        sa.CheckConstraint("kind IN ('taken', 'confirmed')", name=f"{table}_kind_is_known"),
        sa.CheckConstraint("what ~ '^[a-z][a-z0-9_]{1,60}$'", name=f"{table}_is_about_something"),
    )


def _stages() -> None:
    table = "opening_stage"
    op.create_table(
        table,
        *_saved(table),
        *(_text(name) for name in ("stage", "evidence", "link")),
        sa.Column("began_on", sa.Date, nullable=False),
        sa.UniqueConstraint("municipality_id", "stage", name=f"{table}_is_reached_once"),
        sa.CheckConstraint(
            "stage IN ('project', 'partnership_agreement', 'part_of_services')", name=f"{table}_is_known"
        ),
        sa.CheckConstraint("btrim(evidence) <> ''", name=f"{table}_rests_on_something"),
    )


def _policies() -> tuple[str, ...]:
    saved = f"saved_by = sec.person() AND ({STEERS})"
    marked = f"marked_by = sec.person() AND ({STEERS})"
    statements = list(texts.tenant_table_1("opening_mark", may="SELECT, INSERT, DELETE", insert=marked, delete=STEERS))
    for table, columns in COLUMNS.items():
        changing = ", ".join((*columns, *SAVED))
        statements += texts.tenant_table_1(table, may="SELECT, INSERT", insert=saved)
        statements += texts.changed_columns_1(table, columns=changing, before=STEERS, after=saved)
    return tuple(statements)


def _saved(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What several people write over: by its version one tells whether it is still what one read."""
    return (
        *_tenant(table),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("saved_by", sa.Uuid, nullable=False),
        sa.CheckConstraint("version >= 1", name=f"{table}_version_counts_from_one"),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String, nullable=False)
