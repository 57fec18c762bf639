"""An association's sites, contact people, account, agreements and the states of its life."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts

revision = "0009_association_life"
down_revision = "0008_look"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ASSOCIATION = "associations_association"
SITE, CONTACT, ACCOUNT = "associations_site", "associations_contact", "associations_account"
VERSION, ACCEPTANCE = "associations_agreement_version", "associations_acceptance"
STATEMENT, DECISION = "associations_statement", "associations_decision"
TABLES = (DECISION, STATEMENT, ACCEPTANCE, VERSION, ACCOUNT, CONTACT, SITE)
COLUMNS = (
    "register_number",
    "languages",
    "soteri",
    "soteri_reason",
    "einvoice_address",
    "einvoice_operator",
    "filled_in_at",
    "filled_in_by",
)
KINDS = "'association', 'foundation', 'religious_community', 'municipality', 'state'"


def upgrade() -> None:
    _facts()
    _places()
    _account()
    _agreement()
    _life()
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in (
        "kind_is_known",
        "languages_are_known",
        "soteri_has_its_reason",
        "einvoice_has_its_operator",
        "filling_has_who_and_when",
        "number_is_written_so",
        "number_is_its_own",
    ):
        op.drop_constraint(f"{ASSOCIATION}_{name}", ASSOCIATION)
    for column in COLUMNS:
        op.drop_column(ASSOCIATION, column)
    # A company that joined under another service leaves the check unproven rather than the network.
    op.execute(
        f"ALTER TABLE {ASSOCIATION} ADD CONSTRAINT {ASSOCIATION}_kind_may_host CHECK (kind IN ({KINDS})) NOT VALID"
    )


def _facts() -> None:
    for name in ("register_number", "soteri", "soteri_reason", "einvoice_address", "einvoice_operator"):
        op.add_column(ASSOCIATION, sa.Column(name, sa.String))
    op.add_column(
        ASSOCIATION, sa.Column("languages", sa.ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column(ASSOCIATION, sa.Column("filled_in_at", INSTANT))
    op.add_column(ASSOCIATION, sa.Column("filled_in_by", sa.Uuid))
    op.drop_constraint(f"{ASSOCIATION}_kind_may_host", ASSOCIATION)
    for name, rule in (
        ("kind_is_known", f"kind IN ({KINDS}, 'company')"),
        ("languages_are_known", "languages <@ ARRAY['fi', 'sv', 'en', 'se', 'ru', 'uk', 'et', 'ar', 'so']::varchar[]"),
        (
            "soteri_has_its_reason",
            "soteri IN ('registered', 'not_needed') AND btrim(soteri_reason) <> '' OR soteri IS NULL",
        ),
        ("einvoice_has_its_operator", "(einvoice_address IS NULL) = (einvoice_operator IS NULL)"),
        ("filling_has_who_and_when", "(filled_in_at IS NULL) = (filled_in_by IS NULL)"),
        ("number_is_written_so", "register_number ~ '^[0-9]{1,3}([.][0-9]{3})?$'"),
    ):
        op.create_check_constraint(f"{ASSOCIATION}_{name}", ASSOCIATION, rule)
    op.create_unique_constraint(f"{ASSOCIATION}_number_is_its_own", ASSOCIATION, ["municipality_id", "register_number"])


def _places() -> None:
    op.create_table(
        SITE,
        *_of_an_association(SITE),
        *(_text(name) for name in ("name", "street", "postal_code", "town")),
        *_done("added"),
        *_maybe_done("closed"),
        sa.UniqueConstraint("municipality_id", "id", "association_id", name=f"{SITE}_belongs_to_its_association"),
        _check(SITE, "name_is_given", "btrim(name) <> ''"),
        _check(SITE, "address_is_given", "btrim(street) <> '' AND btrim(town) <> ''"),
        _check(SITE, "postal_code_is_written_so", "postal_code ~ '^[0-9]{5}$'"),
        _check(SITE, "end_has_who_and_when", "(closed_at IS NULL) = (closed_by IS NULL)"),
    )
    op.create_table(
        CONTACT,
        *_of_an_association(CONTACT),
        _text("name"),
        _text("role"),
        sa.Column("phone", sa.String),
        sa.Column("email", sa.String),
        *_done("added"),
        _check(CONTACT, "name_is_given", "btrim(name) <> ''"),
        _check(CONTACT, "can_be_reached_somehow", "btrim(phone) <> '' OR btrim(email) <> ''"),
    )
    for table in (SITE, CONTACT):
        _index(table, "association_id")


def _account() -> None:
    op.create_table(
        ACCOUNT,
        *_of_an_association(ACCOUNT),
        _text("iban"),
        *_done("proposed"),
        *_maybe_done("confirmed"),
        *_maybe_done("withdrawn"),
        _check(ACCOUNT, "iban_is_written_so", "iban ~ '^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$'"),
        _check(ACCOUNT, "has_two_people", "confirmed_by <> proposed_by"),
        _check(ACCOUNT, "confirming_has_who_and_when", "(confirmed_at IS NULL) = (confirmed_by IS NULL)"),
        _check(ACCOUNT, "withdrawing_has_who_and_when", "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)"),
        _check(ACCOUNT, "is_confirmed_or_withdrawn", "confirmed_at IS NULL OR withdrawn_at IS NULL"),
    )
    op.create_index(
        f"{ACCOUNT}_waits_alone",
        ACCOUNT,
        ["municipality_id", "association_id"],
        unique=True,
        postgresql_where=sa.text("confirmed_at IS NULL AND withdrawn_at IS NULL"),
    )
    _index(ACCOUNT, "association_id")


def _agreement() -> None:
    op.create_table(
        VERSION,
        *_tenant(VERSION),
        sa.Column("number", sa.BigInteger, nullable=False),
        _text("fingerprint"),
        sa.Column("clauses", JSONB, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.UniqueConstraint("municipality_id", "number", name=f"{VERSION}_has_its_own_number"),
        sa.UniqueConstraint("municipality_id", "fingerprint", name=f"{VERSION}_is_one_text"),
        _check(VERSION, "counts_from_one", "number > 0"),
        _check(VERSION, "has_a_fingerprint", "fingerprint ~ '^[0-9a-f]{64}$'"),
    )
    op.create_table(
        ACCEPTANCE,
        *_of_an_association(ACCEPTANCE),
        sa.Column("version_id", sa.Uuid, nullable=False),
        sa.Column("parties", JSONB, nullable=False),
        _text("language"),
        *_done("accepted"),
        _text("accepted_by_name"),
        sa.ForeignKeyConstraint(
            ["municipality_id", "version_id"],
            [f"{VERSION}.municipality_id", f"{VERSION}.id"],
            name=f"{ACCEPTANCE}_version_fkey",
        ),
        sa.UniqueConstraint("municipality_id", "association_id", "version_id", name=f"{ACCEPTANCE}_is_given_once"),
        _check(ACCEPTANCE, "says_who", "btrim(accepted_by_name) <> ''"),
        _check(ACCEPTANCE, "language_is_known", "language IN ('fi', 'sv', 'en')"),
    )
    _index(ACCEPTANCE, "version_id")
    op.create_table(
        STATEMENT,
        *_of_an_association(STATEMENT),
        sa.Column("words", JSONB, nullable=False),
        *_done("given"),
        _text("given_by_name"),
        sa.Column("until_on", sa.Date, nullable=False),
        _check(STATEMENT, "says_who", "btrim(given_by_name) <> ''"),
    )
    _index(STATEMENT, "association_id")


def _life() -> None:
    op.create_table(
        DECISION,
        *_of_an_association(DECISION),
        _text("kind"),
        _text("reason"),
        sa.Column("approval", sa.String),
        sa.Column("until_on", sa.Date),
        *_done("decided"),
        _text("decided_by_name"),
        _check(DECISION, "is_known", "kind IN ('approved', 'suspended', 'resumed', 'ended')"),
        _check(DECISION, "has_its_reason", "kind IN ('approved', 'resumed') OR btrim(reason) <> ''"),
        _check(DECISION, "approves_until", "(kind = 'approved') = (until_on IS NOT NULL)"),
        _check(
            DECISION, "approves_so", "(kind = 'approved') = (approval IS NOT NULL) AND approval IN ('light', 'full')"
        ),
    )
    _index(DECISION, "association_id")
    # Who was in the network already stays in it, approved in the light way, and is looked at again in a year.
    op.execute(f"ALTER TABLE {ASSOCIATION} NO FORCE ROW LEVEL SECURITY")
    op.execute(
        f"INSERT INTO {DECISION} (municipality_id, association_id, kind, reason, approval, until_on, decided_at,"
        " decided_by, decided_by_name) SELECT municipality_id, id, 'approved', '', 'light',"
        f" (current_date + interval '12 months')::date, registered_at, registered_by, '' FROM {ASSOCIATION}"
    )
    op.execute(
        f"INSERT INTO {DECISION} (municipality_id, association_id, kind, reason, decided_at, decided_by,"
        f" decided_by_name) SELECT municipality_id, id, 'ended', '–', ended_at, ended_by, '' FROM {ASSOCIATION}"
        " WHERE ended_at IS NOT NULL"
    )
    op.execute(f"ALTER TABLE {ASSOCIATION} FORCE ROW LEVEL SECURITY")


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _of_an_association(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        *_tenant(table),
        sa.Column("association_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            [f"{ASSOCIATION}.municipality_id", f"{ASSOCIATION}.id"],
            name=f"{table}_association_fkey",
        ),
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
    of_it = "sec.acts_as('association_member') OR sec.acts_as('association_admin')"
    leads = "sec.acts_as('municipality_admin') OR sec.acts_as('team_lead')"
    team = f"{leads} OR sec.acts_as('social_counsellor') OR sec.acts_as('job_coach')"
    keeps = f"{of_it} OR {leads}"
    binds = "sec.acts_as('association_admin')"
    town = "sec.acts_as('finance') OR sec.acts_as('approver') OR sec.acts_as('municipality_admin')"
    pays = f"{binds} OR {town}"
    told = f"{town} OR sec.acts_as('clock')"  # who confirms an account, and the clock, write to the contact people
    waits = "confirmed_at IS NULL AND withdrawn_at IS NULL"
    return (
        *texts.tenant_table_1(SITE, insert=keeps, update=keeps, may="SELECT, INSERT, UPDATE"),
        *texts.tenant_table_1(CONTACT, select=f"{of_it} OR {team} OR {told}", insert=keeps, update=keeps, delete=keeps),
        # Confirmed by the municipality's people alone: a stolen sign-in of the association moves no money.
        *texts.tenant_table_1(
            ACCOUNT,
            select=pays,
            insert=f"({binds} OR sec.acts_as('finance') OR sec.acts_as('municipality_admin'))"
            f" AND proposed_by = sec.person() AND {waits}",
            may="SELECT, INSERT",
        ),
        *texts.changed_columns_1(
            ACCOUNT,
            columns="confirmed_at, confirmed_by, withdrawn_at, withdrawn_by",
            before=f"({pays}) AND {waits}",
            after=f"(confirmed_by = sec.person() AND ({town})) OR (withdrawn_by = sec.person() AND ({pays}))",
        ),
        *texts.tenant_table_1(VERSION, insert=binds, may="SELECT, INSERT"),
        *texts.tenant_table_1(ACCEPTANCE, insert=f"{binds} AND accepted_by = sec.person()", may="SELECT, INSERT"),
        *texts.tenant_table_1(STATEMENT, insert=f"{binds} AND given_by = sec.person()", may="SELECT, INSERT"),
        *texts.tenant_table_1(DECISION, insert=f"({leads}) AND decided_by = sec.person()", may="SELECT, INSERT"),
    )
