"""The network and the way in: associations, work tasks, contacts and clients, goal ladders."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts

revision = "0005_network"
down_revision = "0004_outbox"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = (
    "goals_ladder_version",
    "goals_rung",
    "goals_ladder",
    "intake_client",
    "intake_tally",
    "intake_contact",
    "worktasks_task",
    "associations_association",
)
OF_AN_ASSOCIATION = ("accounts_membership", "accounts_invitation")
WAY_IN_IS_KNOWN = "way_in IN ('adult_social_work', 'employment_authority', 'self')"
LANGUAGE_IS_KNOWN = "language IN ('fi', 'sv', 'en')"
CHANNEL_IS_KNOWN = "channel IN ('phone', 'email')"
SHARED_IS_KNOWN = "shared IN ('nothing', 'whole')"
CLOCK = "sec.acts_as('clock')"
COUNSELLOR = "sec.acts_as('social_counsellor') OR sec.acts_as('job_coach') OR sec.acts_as('team_lead')"


def upgrade() -> None:
    _associations()
    _worktasks()
    _contacts()
    _clients()
    _ladders()
    for statement in _policies():
        op.execute(statement)
    for table in OF_AN_ASSOCIATION:
        op.create_foreign_key(
            f"{table}_municipality_id_association_id_fkey",
            table,
            "associations_association",
            ["municipality_id", "association_id"],
            ["municipality_id", "id"],
        )


def downgrade() -> None:
    for table in OF_AN_ASSOCIATION:
        op.drop_constraint(f"{table}_municipality_id_association_id_fkey", table, type_="foreignkey")
    for table in TABLES:
        op.drop_table(table)


def _associations() -> None:
    op.create_table(
        "associations_association",
        *_tenant("associations_association"),
        _text("name"),
        sa.Column("business_id", sa.String),
        _text("kind"),
        sa.Column("language", sa.String, server_default="fi", nullable=False),
        sa.Column("registered_at", INSTANT, nullable=False),
        sa.Column("registered_by", sa.Uuid, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Uuid),
        sa.UniqueConstraint("municipality_id", "business_id", name="associations_association_is_registered_once"),
        sa.CheckConstraint("btrim(name) <> ''", name="associations_association_name_is_given"),
        sa.CheckConstraint(
            "business_id ~ '^[0-9]{7}-[0-9]$'", name="associations_association_business_id_is_written_so"
        ),
        sa.CheckConstraint(
            "kind IN ('association', 'foundation', 'religious_community', 'municipality', 'state')",
            name="associations_association_kind_may_host",
        ),
        sa.CheckConstraint("language IN ('fi', 'sv')", name="associations_association_language_is_known"),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name="associations_association_end_has_who_and_when"
        ),
    )
    _index("associations_association", "name")


def _worktasks() -> None:
    op.create_table(
        "worktasks_task",
        *_tenant("worktasks_task"),
        sa.Column("association_id", sa.Uuid, nullable=False),
        _text("name"),
        _text("description"),
        _text("field"),
        sa.Column("places", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, server_default="draft", nullable=False),
        sa.Column("not_a_substitute", sa.Boolean, server_default=sa.text("false"), nullable=False),
        sa.Column("registered_at", INSTANT, nullable=False),
        sa.Column("registered_by", sa.Uuid, nullable=False),
        sa.Column("published_at", INSTANT),
        sa.Column("published_by", sa.Uuid),
        sa.ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="worktasks_task_municipality_id_association_id_fkey",
        ),
        sa.UniqueConstraint(
            "municipality_id", "id", "association_id", name="worktasks_task_belongs_to_its_association"
        ),
        sa.CheckConstraint("btrim(name) <> ''", name="worktasks_task_name_is_given"),
        sa.CheckConstraint(
            "field IN ('property', 'kitchen', 'food', 'children', 'accounting', 'customer_service', 'wood', 'cleaning',"
            " 'care', 'other')",
            name="worktasks_task_field_is_known",
        ),
        sa.CheckConstraint("places BETWEEN 1 AND 99", name="worktasks_task_has_places"),
        sa.CheckConstraint("state IN ('draft', 'published', 'paused', 'ended')", name="worktasks_task_state_is_known"),
        sa.CheckConstraint(
            "state IN ('draft', 'ended') OR (not_a_substitute AND published_at IS NOT NULL)",
            name="worktasks_task_published_only_with_statement",
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name="worktasks_task_publishing_has_who_and_when"
        ),
    )
    _index("worktasks_task", "association_id")
    _index("worktasks_task", "state")


def _contacts() -> None:
    op.create_table(
        "intake_contact",
        *_tenant("intake_contact"),
        *_somebody(),
        sa.Column("contacted_at", INSTANT, nullable=False),
        sa.Column("received_by", sa.Uuid),
        sa.Column("visited_on", sa.Date),
        sa.Column("more_time_until", sa.Date),
        *_of_somebody("intake_contact"),
        sa.CheckConstraint("way_in = 'self' OR received_by IS NOT NULL", name="intake_contact_sent_has_a_receiver"),
    )
    _index("intake_contact", "contacted_at")
    op.create_table(
        "intake_tally",
        *_tenant("intake_tally"),
        sa.Column("month_on", sa.Date, nullable=False),
        _text("way_in"),
        _text("outcome"),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("municipality_id", "month_on", "way_in", "outcome", name="intake_tally_is_one_count"),
        sa.CheckConstraint("extract(day FROM month_on) = 1", name="intake_tally_month_is_its_first_day"),
        sa.CheckConstraint(WAY_IN_IS_KNOWN, name="intake_tally_way_in_is_known"),
        sa.CheckConstraint("outcome IN ('yes', 'no')", name="intake_tally_outcome_is_known"),
        sa.CheckConstraint("count > 0", name="intake_tally_counts_something"),
    )


def _clients() -> None:
    op.create_table(
        "intake_client",
        *_tenant("intake_client"),
        sa.Column("person_id", sa.Uuid, nullable=False),
        *_somebody(),
        sa.Column("became_client_at", INSTANT, nullable=False),
        sa.Column("counsellor_id", sa.Uuid, nullable=False),
        sa.Column("first_appointment_on", sa.Date, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Uuid),
        sa.UniqueConstraint("municipality_id", "person_id", name="intake_client_person_is_a_client_once"),
        sa.UniqueConstraint("municipality_id", "id", "person_id", name="intake_client_is_its_person"),
        *_of_somebody("intake_client"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="intake_client_end_has_who_and_when"),
    )
    _index("intake_client", "counsellor_id")


def _ladders() -> None:
    op.create_table(
        "goals_ladder",
        *_tenant("goals_ladder"),
        sa.Column("client_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        *(_text(name) for name in ("goal", "benefits", "already_done", "history", "wished_support")),
        sa.Column("shared", sa.String, server_default="nothing", nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "client_id", "person_id"],
            ["intake_client.municipality_id", "intake_client.id", "intake_client.person_id"],
            name="goals_ladder_municipality_id_client_id_person_id_fkey",
        ),
        sa.UniqueConstraint("municipality_id", "client_id", name="goals_ladder_is_one_a_client"),
        sa.UniqueConstraint("municipality_id", "person_id", name="goals_ladder_is_one_a_person"),
        sa.UniqueConstraint("municipality_id", "id", "person_id", name="goals_ladder_is_its_person"),
        sa.UniqueConstraint("municipality_id", "id", "person_id", "shared", name="goals_ladder_is_shared_so"),
        sa.CheckConstraint(SHARED_IS_KNOWN, name="goals_ladder_shared_is_known"),
    )
    op.create_table(
        "goals_rung",
        *_tenant("goals_rung"),
        sa.Column("ladder_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        _text("words"),
        sa.Column("due_on", sa.Date),
        sa.Column("state", sa.String, server_default="open", nullable=False),
        sa.Column("reached_on", sa.Date),
        _text("shared"),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "ladder_id", "person_id", "shared"],
            ["goals_ladder.municipality_id", "goals_ladder.id", "goals_ladder.person_id", "goals_ladder.shared"],
            name="goals_rung_shares_as_its_ladder",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.UniqueConstraint(
            "municipality_id",
            "ladder_id",
            "place",
            name="goals_rung_has_its_own_place",
            deferrable=True,
            initially="IMMEDIATE",
        ),
        sa.CheckConstraint("place > 0", name="goals_rung_place_counts_from_one"),
        sa.CheckConstraint("btrim(words) <> ''", name="goals_rung_words_are_given"),
        sa.CheckConstraint("state IN ('open', 'reached', 'dropped')", name="goals_rung_state_is_known"),
        sa.CheckConstraint("(state = 'reached') = (reached_on IS NOT NULL)", name="goals_rung_reached_has_its_day"),
        sa.CheckConstraint(SHARED_IS_KNOWN, name="goals_rung_shared_is_known"),
    )
    op.create_table(
        "goals_ladder_version",
        *_tenant("goals_ladder_version"),
        sa.Column("ladder_id", sa.Uuid, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "ladder_id", "person_id"],
            ["goals_ladder.municipality_id", "goals_ladder.id", "goals_ladder.person_id"],
            name="goals_ladder_version_municipality_id_ladder_id_person_id_fkey",
        ),
        sa.UniqueConstraint("municipality_id", "ladder_id", "number", name="goals_ladder_version_has_its_own_number"),
        sa.CheckConstraint("number > 0", name="goals_ladder_version_counts_from_one"),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _index(table: str, column: str) -> None:
    op.create_index(f"{table}_municipality_id_{column}_idx", table, ["municipality_id", column])


def _somebody() -> tuple[sa.Column[str], ...]:
    return tuple(_text(name) for name in ("calling_name", "channel", "reach", "language", "way_in", "wishes"))


def _of_somebody(table: str) -> tuple[sa.CheckConstraint, ...]:
    return (
        sa.CheckConstraint("btrim(calling_name) <> ''", name=f"{table}_calling_name_is_given"),
        sa.CheckConstraint("btrim(reach) <> ''", name=f"{table}_reach_is_given"),
        sa.CheckConstraint(CHANNEL_IS_KNOWN, name=f"{table}_channel_is_known"),
        sa.CheckConstraint(LANGUAGE_IS_KNOWN, name=f"{table}_language_is_known"),
        sa.CheckConstraint(WAY_IN_IS_KNOWN, name=f"{table}_way_in_is_known"),
    )


def _policies() -> tuple[str, ...]:
    # Least view: those who work with clients or pay for their days; neither admin nor officer nor operator.
    neighbour = " OR ".join(
        f"sec.acts_as('{role}')" for role in ("association_member", "association_admin", "finance", "approver", "clock")
    )
    # K7: a ladder takes a write from its own client alone, and is read by others only as the client shares it.
    own = "person_id = sec.person() AND sec.acts_as('client')"
    shown = f"({own}) OR (shared = 'whole' AND (sec.acts_as('social_counsellor') OR sec.acts_as('job_coach')))"
    return (
        *texts.tenant_table_1("associations_association", may="SELECT, INSERT, UPDATE"),
        *texts.tenant_table_1("worktasks_task", may="SELECT, INSERT, UPDATE"),
        *texts.tenant_table_1(
            "intake_contact",
            select=f"{COUNSELLOR} OR {CLOCK}",
            insert=f"received_by IS NULL OR (received_by = sec.person() AND ({COUNSELLOR}))",
            update=COUNSELLOR,
            delete=f"{COUNSELLOR} OR {CLOCK}",
        ),
        *texts.tenant_table_1(
            "intake_tally",
            insert=f"{COUNSELLOR} OR {CLOCK}",
            update=f"{COUNSELLOR} OR {CLOCK}",
            may="SELECT, INSERT, UPDATE",
        ),
        *texts.tenant_table_1(
            "intake_client",
            select=f"person_id = sec.person() OR {COUNSELLOR} OR {neighbour}",
            insert=COUNSELLOR,
            update=COUNSELLOR,
            may="SELECT, INSERT, UPDATE",
        ),
        *texts.tenant_table_1("goals_ladder", select=shown, insert=own, update=own, delete=own),
        *texts.tenant_table_1("goals_rung", select=shown, insert=own, update=own, delete=own),
        *texts.tenant_table_1("goals_ladder_version", select=own, insert=own, may="SELECT, INSERT"),
    )
