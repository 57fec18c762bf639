"""Support of associations, what they propose themselves, and the pulse of a season."""

import sqlalchemy as sa
from alembic import op

from tenants.policies import texts

revision = "0010_support"
down_revision = "0009_association_life"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
COUNSELLOR, CONTACT, MATTER, STEP = "support_counsellor", "support_contact", "support_matter", "support_step"
PULSE, REPLY, PROPOSAL = "support_pulse", "support_pulse_reply", "proposals_proposal"
TABLES = (PROPOSAL, REPLY, PULSE, STEP, MATTER, CONTACT, COUNSELLOR)
STAFF = "municipality_id = sec.municipality_as('social_counsellor', 'job_coach', 'team_lead')"
LEADS = "municipality_id = sec.municipality_as('team_lead', 'municipality_admin')"
OF_IT = "municipality_id = sec.municipality_as('association_member', 'association_admin')"
CLOCK = "municipality_id = sec.municipality_as('clock')"


def upgrade() -> None:
    _support()
    _matters()
    _pulse()
    _proposals()
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _support() -> None:
    op.create_table(
        COUNSELLOR,
        *_of_an_association(COUNSELLOR),
        sa.Column("person_id", sa.Uuid, nullable=False),
        *_done("named"),
        sa.UniqueConstraint("municipality_id", "association_id", name="support_counsellor_is_one_an_association"),
    )
    op.create_table(
        CONTACT,
        *_of_an_association(CONTACT),
        _text("how"),
        sa.Column("met_on", sa.Date, nullable=False),
        _text("words"),
        *_done("written"),
        _check(CONTACT, "way_is_known", "how IN ('visit', 'call', 'message')"),
        _check(CONTACT, "says_what", "btrim(words) <> ''"),
    )
    _index(CONTACT, "association_id", "met_on")


def _matters() -> None:
    op.create_table(
        MATTER,
        *_of_an_association(MATTER),
        _text("opened_for"),
        _text("words"),
        *_done("opened"),
        sa.Column("owner_id", sa.Uuid),
        sa.Column("first_action_at", INSTANT),
        *_maybe_done("closed"),
        sa.UniqueConstraint("municipality_id", "id", "opened_for", name="support_matter_is_of_its_side"),
        _check(MATTER, "side_is_known", "opened_for IN ('association', 'staff')"),
        _check(MATTER, "says_what", "btrim(words) <> ''"),
        _check(MATTER, "first_action_follows", "first_action_at >= opened_at"),
        _check(MATTER, "closing_has_who_and_when", "(closed_at IS NULL) = (closed_by IS NULL)"),
        _check(MATTER, "closed_has_been_acted_on", "closed_at IS NULL OR first_action_at IS NOT NULL"),
    )
    _index(MATTER, "association_id", "opened_at")
    op.create_table(
        STEP,
        *_tenant(STEP),
        sa.Column("matter_id", sa.Uuid, nullable=False),
        _text("opened_for"),
        _text("words"),
        *_done("done"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "matter_id", "opened_for"],
            ["support_matter.municipality_id", "support_matter.id", "support_matter.opened_for"],
            name="support_step_matter_fkey",
        ),
        _check(STEP, "says_what", "btrim(words) <> ''"),
    )
    _index(STEP, "matter_id")


def _pulse() -> None:
    op.create_table(
        PULSE,
        *_tenant(PULSE),
        _text("season"),
        sa.Column("open_until_on", sa.Date, nullable=False),
        *_done("started"),
        sa.UniqueConstraint("municipality_id", "season", name="support_pulse_season_is_asked_once"),
        _check(PULSE, "season_is_named", "btrim(season) <> ''"),
    )
    op.create_table(
        REPLY,
        *_of_an_association(REPLY),
        sa.Column("pulse_id", sa.Uuid, nullable=False),
        sa.Column("places", sa.BigInteger),
        sa.Column("reason", sa.String),
        sa.Column("wish", sa.String),
        sa.Column("wants_contact", sa.Boolean, server_default=sa.text("false"), nullable=False),
        *_maybe_done("answered"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "pulse_id"],
            ["support_pulse.municipality_id", "support_pulse.id"],
            name="support_pulse_reply_pulse_fkey",
        ),
        sa.UniqueConstraint(
            "municipality_id", "pulse_id", "association_id", name="support_pulse_reply_is_one_a_season"
        ),
        _check(REPLY, "places_are_some", "places BETWEEN 0 AND 99"),
        _check(REPLY, "answering_has_who_and_when", "(answered_at IS NULL) = (answered_by IS NULL)"),
        _check(REPLY, "answered_says_how_many", "(answered_at IS NULL) = (places IS NULL)"),
        _check(REPLY, "none_has_its_reason", "CASE WHEN places = 0 THEN reason IS NOT NULL ELSE reason IS NULL END"),
    )
    _index(REPLY, "association_id")


def _proposals() -> None:
    op.create_table(
        PROPOSAL,
        *_tenant(PROPOSAL),
        _text("name"),
        sa.Column("business_id", sa.String),
        _text("kind"),
        _text("language"),
        sa.Column("contact_name", sa.String),
        sa.Column("email", sa.String),
        _text("offer"),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("confirmed_at", INSTANT),
        *_maybe_done("decided"),
        sa.Column("outcome", sa.String),
        sa.Column("association_id", sa.Uuid),
        sa.ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="proposals_proposal_association_fkey",
        ),
        sa.UniqueConstraint("municipality_id", "secret_hash", name="proposals_proposal_has_its_own_link"),
        _check(PROPOSAL, "name_is_given", "btrim(name) <> ''"),
        _check(PROPOSAL, "language_is_known", "language IN ('fi', 'sv')"),
        _check(PROPOSAL, "business_id_is_written_so", "business_id ~ '^[0-9]{7}-[0-9]$'"),
        _check(PROPOSAL, "outcome_is_known", "outcome IN ('taken_in', 'declined')"),
        _check(PROPOSAL, "deciding_has_who_and_when", "(decided_at IS NULL) = (decided_by IS NULL)"),
        _check(PROPOSAL, "decided_has_an_outcome", "(decided_at IS NULL) = (outcome IS NULL)"),
        _check(PROPOSAL, "taken_in_leads_on", "(outcome = 'taken_in') = (association_id IS NOT NULL)"),
        _check(PROPOSAL, "decided_was_confirmed", "decided_at IS NULL OR confirmed_at IS NOT NULL"),
        _check(PROPOSAL, "decided_forgets_the_person", "(decided_at IS NULL) = (email IS NOT NULL)"),
        _check(PROPOSAL, "names_the_person_with_the_address", "(email IS NULL) = (contact_name IS NULL)"),
    )
    _index(PROPOSAL, "proposed_at")


def _of_an_association(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        *_tenant(table),
        sa.Column("association_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name=f"{table}_association_fkey",
        ),
    )


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False)


def _done(act: str) -> tuple[sa.Column[object], ...]:
    return sa.Column(f"{act}_at", INSTANT, nullable=False), sa.Column(f"{act}_by", sa.Uuid, nullable=False)


def _maybe_done(act: str) -> tuple[sa.Column[object], ...]:
    return sa.Column(f"{act}_at", INSTANT), sa.Column(f"{act}_by", sa.Uuid)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"{table}_{name}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"{table}_municipality_id_{'_'.join(columns)}_idx", table, ["municipality_id", *columns])


def _policies() -> tuple[str, ...]:
    theirs = f"{OF_IT} AND opened_for = 'association'"
    seen, me = f"({STAFF}) OR ({theirs})", "sec.person()"
    opens = f"opened_by = {me} AND closed_at IS NULL AND (({STAFF} AND opened_for = 'staff') OR ({theirs}))"
    waits = "confirmed_at IS NOT NULL AND decided_at IS NULL"
    answers = f"({OF_IT}) AND answered_by = {me}"
    return (
        # K17: the network's people see who supports them; what was talked about stays with those who support.
        *texts.tenant_table_1(
            COUNSELLOR,
            select=f"({STAFF}) OR ({LEADS}) OR ({OF_IT}) OR ({CLOCK})",
            insert=f"({STAFF}) AND named_by = {me}",
            update=STAFF,
            may="SELECT, INSERT, UPDATE",
        ),
        *texts.tenant_table_1(CONTACT, select=STAFF, insert=f"({STAFF}) AND written_by = {me}", may="SELECT, INSERT"),
        *texts.tenant_table_1(MATTER, select=seen, insert=opens, may="SELECT, INSERT"),
        *texts.changed_columns_1(
            MATTER,
            columns="owner_id, first_action_at, closed_at, closed_by",
            before=f"({STAFF}) AND closed_at IS NULL",
            after=f"({STAFF}) AND (closed_by IS NULL OR closed_by = {me})",
        ),
        *texts.tenant_table_1(STEP, select=seen, insert=f"({STAFF}) AND done_by = {me}", may="SELECT, INSERT"),
        *texts.tenant_table_1(
            PULSE,
            select=f"({STAFF}) OR ({LEADS}) OR ({OF_IT}) OR ({CLOCK})",
            insert=f"({LEADS}) AND started_by = {me}",
            may="SELECT, INSERT",
        ),
        *texts.tenant_table_1(
            REPLY,
            select=f"({STAFF}) OR ({LEADS}) OR ({OF_IT}) OR ({CLOCK})",
            insert=f"({LEADS}) AND answered_at IS NULL",
            may="SELECT, INSERT",
        ),
        *texts.changed_columns_1(
            REPLY,
            columns="places, reason, wish, wants_contact, answered_at, answered_by",
            before=OF_IT,
            after=answers,
        ),
        # Anybody may propose; nobody reads it before the address has proved itself, but the proposer's own link.
        *texts.tenant_table_1(
            PROPOSAL,
            select=f"(({LEADS}) AND confirmed_at IS NOT NULL) OR sec.acts_as('proposer') OR ({CLOCK})",
            insert="confirmed_at IS NULL AND decided_at IS NULL",
            delete=f"({CLOCK}) AND confirmed_at IS NULL",
            may="SELECT, INSERT, DELETE",
        ),
        *texts.changed_columns_1(
            PROPOSAL,
            columns="confirmed_at, decided_at, decided_by, outcome, association_id, contact_name, email",
            before=f"(sec.acts_as('proposer') AND confirmed_at IS NULL) OR (({LEADS}) AND {waits})",
            after=f"(sec.acts_as('proposer') AND decided_at IS NULL) OR (({LEADS}) AND decided_by = {me})",
        ),
    )
