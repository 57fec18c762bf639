"""People, memberships, invitations, sessions, passkeys, identities, providers; and the narrow functions of sign-in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tenants.policies import texts

revision = "0002_people"
down_revision = "0001_ground"
branch_labels = None
depends_on = None

ROLE_IS_KNOWN = (
    "role IN ('client', 'association_member', 'association_admin', 'social_counsellor', 'job_coach', 'team_lead',"
    " 'municipality_admin', 'finance', 'approver', 'data_protection_officer')"
)
HAS_ASSOCIATION = "(association_id IS NOT NULL) = (role IN ('association_member', 'association_admin'))"
INSTANT = sa.DateTime(timezone=True)
PERSON_COLUMNS = (
    "email, name, language, active, fs_uniquifier, password, fs_webauthn_user_handle, tf_primary_method,"
    " tf_totp_secret, tf_phone_number, totp_counter, mf_recovery_codes, short_code"
)
FUNCTIONS = (
    "sec.person_by_email(text)",
    "sec.person_by_uniquifier(text)",
    "sec.person_by_handle(text)",
    "sec.person_by_credential(bytea)",
    "sec.person_by_identity(text, text)",
    "sec.session_open(bytea, timestamptz)",
    "sec.session_start(bytea, uuid, text, text, uuid, jsonb, text, timestamptz, integer, timestamptz)",
    "sec.session_keep(bytea, bytea, jsonb, timestamptz, timestamptz, integer)",
    "sec.session_end(bytea)",
    "sec.sessions_sweep(timestamptz)",
    "sec.attempt_lock(bytea, timestamptz)",
    "sec.attempt_count(bytea, bigint, timestamptz)",
    "sec.attempt_forgive(bytea, bigint)",
    "sec.attempts_sweep(timestamptz)",
)
TABLES = (
    "accounts_attempt",
    "accounts_provider",
    "accounts_invitation",
    "accounts_membership",
    "accounts_session",
    "accounts_identity",
    "accounts_credential",
    "accounts_person",
)


def upgrade() -> None:
    _people()
    _sessions()
    _memberships()
    _invitations()
    for statement in _policies():
        op.execute(statement)
    for statement in (*texts.people_doors_1(), *texts.session_doors_1(), *texts.attempt_doors_1()):
        op.execute(statement)
    for function in FUNCTIONS:
        callers = texts.CLOCK if "_sweep(" in function else f"{texts.WEB}, {texts.CLOCK}"
        for statement in texts.narrow_1(function, to=callers):
            op.execute(statement)


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    for table in TABLES:
        op.drop_table(table)


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False)


def _people() -> None:
    op.create_table(
        "accounts_person",
        _id(),
        sa.Column("email", sa.String, nullable=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("language", sa.String, server_default="fi", nullable=False),
        sa.Column("active", sa.Boolean, server_default=sa.text("true"), nullable=False),
        sa.Column("is_operator", sa.Boolean, server_default=sa.text("false"), nullable=False),
        sa.Column("fs_uniquifier", sa.String, nullable=False),
        sa.Column("password", sa.String),
        sa.Column("fs_webauthn_user_handle", sa.String),
        sa.Column("tf_primary_method", sa.String),
        sa.Column("tf_totp_secret", sa.String),
        sa.Column("tf_phone_number", sa.String),
        sa.Column("totp_counter", sa.BigInteger),
        sa.Column("mf_recovery_codes", JSONB),
        sa.Column("short_code", sa.String),
        sa.PrimaryKeyConstraint("id", name="accounts_person_pkey"),
        sa.UniqueConstraint("email", name="accounts_person_email_key"),
        sa.UniqueConstraint("fs_uniquifier", name="accounts_person_fs_uniquifier_key"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="accounts_person_fs_webauthn_user_handle_key"),
        sa.CheckConstraint("email = lower(btrim(email))", name="accounts_person_email_is_normalised"),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name="accounts_person_language_is_known"),
        sa.CheckConstraint("btrim(name) <> ''", name="accounts_person_name_is_given"),
    )
    op.create_table(
        "accounts_credential",
        _id(),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("credential_id", sa.LargeBinary, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, server_default=sa.text("0"), nullable=False),
        sa.Column("transports", JSONB),
        sa.Column("backup_state", sa.Boolean, nullable=False),
        sa.Column("device_type", sa.String, nullable=False),
        sa.Column("extensions", sa.String),
        sa.Column("create_datetime", INSTANT, nullable=False),
        sa.Column("lastuse_datetime", INSTANT, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("usage", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="accounts_credential_pkey"),
        sa.UniqueConstraint("credential_id", name="accounts_credential_credential_id_key"),
        _person_key("accounts_credential"),
    )
    op.create_index("accounts_credential_person_id_idx", "accounts_credential", ["person_id"])
    op.create_table(
        "accounts_identity",
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("linked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="accounts_identity_pkey"),
        _person_key("accounts_identity"),
    )
    op.create_index("accounts_identity_person_id_idx", "accounts_identity", ["person_id"])


def _sessions() -> None:
    op.create_table(
        "accounts_session",
        sa.Column("id_hash", sa.LargeBinary, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=True),
        sa.Column("stamp", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("joint_in", sa.Uuid),
        sa.Column("data", JSONB, nullable=False),
        sa.Column("agent", sa.String, server_default="", nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("proved_at", INSTANT, nullable=False),
        sa.Column("idle_s", sa.BigInteger, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="accounts_session_pkey"),
        _person_key("accounts_session"),
        sa.CheckConstraint("octet_length(id_hash) = 32", name="accounts_session_id_is_a_hash"),
        sa.CheckConstraint("kind IN ('stranger', 'person', 'joint')", name="accounts_session_kind_is_known"),
        sa.CheckConstraint("(kind = 'stranger') = (person_id IS NULL)", name="accounts_session_kind_has_person"),
        sa.CheckConstraint("(person_id IS NULL) = (stamp IS NULL)", name="accounts_session_person_has_stamp"),
        sa.CheckConstraint("(kind = 'joint') = (joint_in IS NOT NULL)", name="accounts_session_joint_has_place"),
    )
    op.create_index("accounts_session_person_id_idx", "accounts_session", ["person_id"])
    op.create_index("accounts_session_ends_at_idx", "accounts_session", ["ends_at"])
    op.create_table(
        "accounts_attempt",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("failures", sa.BigInteger, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="accounts_attempt_pkey"),
        sa.CheckConstraint("octet_length(key) = 32", name="accounts_attempt_key_is_a_hash"),
    )
    op.create_index("accounts_attempt_last_at_idx", "accounts_attempt", ["last_at"])


def _memberships() -> None:
    op.create_table(
        "accounts_membership",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        _id(),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("association_id", sa.Uuid),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Uuid),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="accounts_membership_pkey"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["registry_municipality.id"], name="accounts_membership_municipality_id_fkey"
        ),
        _person_key("accounts_membership"),
        sa.UniqueConstraint(
            "municipality_id",
            "person_id",
            "role",
            "association_id",
            name="accounts_membership_is_held_once",
            postgresql_nulls_not_distinct=True,
        ),
        sa.CheckConstraint(ROLE_IS_KNOWN, name="accounts_membership_role_is_known"),
        sa.CheckConstraint(HAS_ASSOCIATION, name="accounts_membership_association_goes_with_role"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="accounts_membership_end_has_who_and_when"),
    )
    op.create_index("accounts_membership_person_id_idx", "accounts_membership", ["person_id"])


def _invitations() -> None:
    op.create_table(
        "accounts_invitation",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        _id(),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("association_id", sa.Uuid),
        sa.Column("person_id", sa.Uuid),
        sa.Column("secret_hash", sa.LargeBinary, nullable=False),
        sa.Column("invited_by", sa.Uuid),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT),
        sa.Column("accepted_by", sa.Uuid),
        sa.Column("withdrawn_at", INSTANT),
        sa.Column("withdrawn_by", sa.Uuid),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="accounts_invitation_pkey"),
        sa.UniqueConstraint(
            "municipality_id", "secret_hash", name="accounts_invitation_municipality_id_secret_hash_key"
        ),
        sa.CheckConstraint(ROLE_IS_KNOWN, name="accounts_invitation_role_is_known"),
        sa.CheckConstraint(HAS_ASSOCIATION, name="accounts_invitation_association_goes_with_role"),
        sa.CheckConstraint("email = lower(btrim(email))", name="accounts_invitation_email_is_normalised"),
        sa.CheckConstraint("language IN ('fi', 'sv', 'en')", name="accounts_invitation_language_is_known"),
        sa.CheckConstraint("octet_length(secret_hash) = 32", name="accounts_invitation_secret_is_a_hash"),
    )
    op.create_index(
        "accounts_invitation_municipality_id_email_idx", "accounts_invitation", ["municipality_id", "email"]
    )
    op.create_table(
        "accounts_provider",
        sa.Column("municipality_id", sa.Uuid, nullable=False),
        _id(),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("client_id", sa.String, nullable=False),
        sa.Column("client_secret", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("added_by", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name="accounts_provider_pkey"),
        sa.UniqueConstraint("municipality_id", "issuer", name="accounts_provider_municipality_id_issuer_key"),
    )


def _person_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id"], ["accounts_person.id"], name=f"{table}_person_id_fkey", ondelete="CASCADE"
    )


def _policies() -> tuple[str, ...]:
    everything = "SELECT, INSERT, UPDATE, DELETE"
    return (
        *texts.own_rows_1(
            "accounts_person", person="id", may=f"SELECT, INSERT (id, {PERSON_COLUMNS}), UPDATE ({PERSON_COLUMNS})"
        ),
        *texts.door_1(
            "accounts_person",
            columns="id, email, name, language, active, is_operator, fs_uniquifier, fs_webauthn_user_handle",
        ),
        *texts.own_rows_1("accounts_credential", may=everything),
        *texts.door_1("accounts_credential", columns="person_id, credential_id"),
        *texts.own_rows_1("accounts_identity", may="SELECT, INSERT, DELETE"),
        *texts.door_1("accounts_identity", columns="person_id, issuer, subject"),
        *texts.own_rows_1("accounts_session", may="SELECT, DELETE"),
        *texts.door_1("accounts_session", may=everything),
        *texts.membership_1("accounts_membership"),
        *texts.door_1("accounts_membership"),
        f"GRANT SELECT ON registry_municipality TO {texts.DOOR}",
        *texts.invitation_1("accounts_invitation"),
        *texts.behind_the_door_1("accounts_attempt"),
        *texts.tenant_table_1(
            "accounts_provider",
            insert="sec.acts_as('municipality_admin')",
            delete="sec.acts_as('municipality_admin')",
            may="SELECT, INSERT, DELETE",
        ),
    )
