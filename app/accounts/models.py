"""Tables of people: global ones seen by the person they are about, memberships also by their municipality."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from flask_security.core import UserMixin, WebAuthnMixin
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tenants.database import Base, TenantTable

ROLE_IS_KNOWN = (
    "role IN ('client', 'association_member', 'association_admin', 'social_counsellor', 'job_coach', 'team_lead',"
    " 'municipality_admin', 'finance', 'approver', 'data_protection_officer')"
)
HAS_ASSOCIATION = "(association_id IS NOT NULL) = (role IN ('association_member', 'association_admin'))"


class Person(Base, UserMixin):
    """Somebody who can sign in. Password, factors and codes are readable by the person's own token only."""

    __tablename__ = "accounts_person"
    __table_args__ = (
        CheckConstraint("email = lower(btrim(email))", name="accounts_person_email_is_normalised"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="accounts_person_language_is_known"),
        CheckConstraint("btrim(name) <> ''", name="accounts_person_name_is_given"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="fi")
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    is_operator: Mapped[bool] = mapped_column(server_default=text("false"))
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    totp_counter: Mapped[int | None]
    """The last time step whose code was used: a code works once (ASVS v5.0.0-6.5.1)."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSONB)
    short_code: Mapped[str | None]
    """Argon2 of the client's own code for the joint session."""

    roles: ClassVar[tuple[str, ...]] = ()
    """Flask-Security asks; our roles stand in memberships."""
    needs_second_factor = True
    """Whether a password alone is too little; told when the person is loaded, and assumed when not."""
    webauthn: Mapped[list["Credential"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    def check_tf_required(
        self,
        tf_setup_methods: list[tuple[str, str]],
        tf_fresh: bool,  # noqa: ARG002
    ) -> tuple[bool, list[tuple[str, str]]]:
        """A second factor is asked for where one is needed, and of everybody who has one."""
        return self.needs_second_factor or bool(tf_setup_methods), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether the last second factor may not be taken away."""
        return self.needs_second_factor


class Credential(Base, WebAuthnMixin):
    """A passkey of one person."""

    __tablename__ = "accounts_credential"
    __table_args__ = (Index(None, "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(server_default=text("0"))
    transports: Mapped[list[str] | None] = mapped_column(JSONB)
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    create_datetime: Mapped[datetime]
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str]
    usage: Mapped[str]

    def get_user_mapping(self) -> dict[str, Any]:
        """How Flask-Security finds the person of this passkey."""
        return {"id": self.person_id}


class Identity(Base):
    """A person as an OpenID provider knows them: keyed on issuer and subject, never on an address."""

    __tablename__ = "accounts_identity"
    __table_args__ = (Index(None, "person_id"),)

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"))
    linked_at: Mapped[datetime]


class BrowserSession(Base):
    """One browser that was here: found by the hash of its cookie through a narrow function, listed by its person."""

    __tablename__ = "accounts_session"
    __table_args__ = (
        CheckConstraint("octet_length(id_hash) = 32", name="accounts_session_id_is_a_hash"),
        CheckConstraint("kind IN ('stranger', 'person', 'joint')", name="accounts_session_kind_is_known"),
        CheckConstraint("(kind = 'stranger') = (person_id IS NULL)", name="accounts_session_kind_has_person"),
        CheckConstraint("(person_id IS NULL) = (stamp IS NULL)", name="accounts_session_person_has_stamp"),
        CheckConstraint("(kind = 'joint') = (joint_in IS NOT NULL)", name="accounts_session_joint_has_place"),
        Index(None, "person_id"),
        Index(None, "ends_at"),
    )

    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"))
    stamp: Mapped[str | None]
    """The person's fs_uniquifier when it began: once that changes (a new password), the session opens no more."""
    kind: Mapped[str]
    joint_in: Mapped[UUID | None]
    """The one municipality a joint session may act in."""
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    agent: Mapped[str] = mapped_column(server_default="")
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime]
    idle_s: Mapped[int]
    ends_at: Mapped[datetime]


class Attempt(Base):
    """How often a secret was tried in vain for one address, person or network; the key is a keyed hash of which."""

    __tablename__ = "accounts_attempt"
    __table_args__ = (
        CheckConstraint("octet_length(key) = 32", name="accounts_attempt_key_is_a_hash"),
        Index(None, "last_at"),
    )

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class Membership(Base):
    """A person in a municipality, as one role; the name is the one they carry there."""

    __tablename__ = "accounts_membership"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["registry_municipality.id"]),
        ForeignKeyConstraint(["person_id"], ["accounts_person.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
        ),
        CheckConstraint(ROLE_IS_KNOWN, name="accounts_membership_role_is_known"),
        CheckConstraint(HAS_ASSOCIATION, name="accounts_membership_association_goes_with_role"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="accounts_membership_end_has_who_and_when"),
        UniqueConstraint(
            "municipality_id",
            "person_id",
            "role",
            "association_id",
            name="accounts_membership_is_held_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "person_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    person_id: Mapped[UUID]
    role: Mapped[str]
    association_id: Mapped[UUID | None]
    name: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class Invitation(TenantTable, Base):
    """A one-use link by mail: seven days, sent again or withdrawn; only the hash of its secret is kept."""

    __tablename__ = "accounts_invitation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
        ),
        CheckConstraint(ROLE_IS_KNOWN, name="accounts_invitation_role_is_known"),
        CheckConstraint(HAS_ASSOCIATION, name="accounts_invitation_association_goes_with_role"),
        CheckConstraint("email = lower(btrim(email))", name="accounts_invitation_email_is_normalised"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="accounts_invitation_language_is_known"),
        CheckConstraint("octet_length(secret_hash) = 32", name="accounts_invitation_secret_is_a_hash"),
        UniqueConstraint("municipality_id", "secret_hash"),
        Index(None, "municipality_id", "email"),
    )

    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    role: Mapped[str]
    association_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    """For a client whose person was made when they said yes: accepting adds a way to sign in, no new person."""
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    invited_by: Mapped[UUID | None]
    """None when the installation itself invited, at the command line."""
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]


class Provider(TenantTable, Base):
    """The OpenID provider of a municipality's staff (for example its Entra ID)."""

    __tablename__ = "accounts_provider"
    __table_args__ = (UniqueConstraint("municipality_id", "issuer"),)

    issuer: Mapped[str]
    client_id: Mapped[str]
    client_secret: Mapped[str]
    """Encrypted with a key derived from the installation's secret."""
    label: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]


class OperatorAct(TenantTable, Base):
    """What an operator did in a municipality, and the reason they gave; shown to its admins and officer."""

    __tablename__ = "accounts_operator_act"
    __table_args__ = (
        CheckConstraint("what IN ('looked_in', 'suspended', 'reopened')", name="accounts_operator_act_is_known"),
        CheckConstraint("length(btrim(reason)) >= 10", name="accounts_operator_act_has_a_reason"),
        CheckConstraint("(what = 'looked_in') = (ends_at IS NOT NULL)", name="accounts_operator_act_looking_in_ends"),
        CheckConstraint(
            "ends_at >= acted_at AND ends_at <= acted_at + interval '60 minutes'",
            name="accounts_operator_act_lasts_an_hour_at_most",
        ),
        Index(None, "municipality_id", "acted_at"),
    )

    what: Mapped[str]
    reason: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[UUID]
    acted_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class OperatorActRead(TenantTable, Base):
    """That somebody has read of it."""

    __tablename__ = "accounts_operator_act_read"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "act_id"], ["accounts_operator_act.municipality_id", "accounts_operator_act.id"]
        ),
        UniqueConstraint("municipality_id", "act_id", "person_id", name="accounts_operator_act_read_once_by_each"),
    )

    act_id: Mapped[UUID]
    person_id: Mapped[UUID]
    read_at: Mapped[datetime]
