"""What a person sees of their own account; only the person's own token can ask."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.accounts.models import BrowserSession, Credential, Identity, Membership, Person
from app.values.missing import Missing
from tenants import database


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser in which a person is signed in."""

    id_hash: bytes
    agent: str
    joint: bool
    started_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey by its owner's name for it."""

    name: str
    usage: str
    added_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Ways:
    """What opens a person's account."""

    name: str
    email: str | None
    language: str
    has_password: bool
    has_authenticator: bool
    recovery_codes: int
    has_short_code: bool
    passkeys: tuple[Passkey, ...]
    identities: tuple[tuple[str, str, datetime], ...]

    @property
    def has_second_factor(self) -> bool:
        """Whether something besides the password is asked for."""
        return self.has_authenticator or bool(self.passkeys)


_S = BrowserSession
_BROWSERS = (
    select(_S.id_hash, _S.agent, _S.kind, _S.started_at, _S.seen_at, _S.ends_at)
    .where(_S.person_id == bindparam("person"), _S.ends_at > bindparam("at"))
    .order_by(_S.seen_at.desc())
)
_PERSON = select(
    Person.name,
    Person.email,
    Person.language,
    Person.password.is_not(None),
    Person.tf_totp_secret.is_not(None),
    func.coalesce(func.jsonb_array_length(Person.mf_recovery_codes), 0),
    Person.short_code.is_not(None),
).where(Person.id == bindparam("person"))
_PLACES = (
    select(Membership.municipality_id)
    .where(Membership.person_id == bindparam("person"), Membership.ended_at.is_(None))
    .distinct()
)
_PASSKEYS = (
    select(Credential.name, Credential.usage, Credential.create_datetime, Credential.lastuse_datetime)
    .where(Credential.person_id == bindparam("person"))
    .order_by(Credential.name)
)
_IDENTITIES = (
    select(Identity.issuer, Identity.subject, Identity.linked_at)
    .where(Identity.person_id == bindparam("person"))
    .order_by(Identity.linked_at)
)


def places_of(person_id: UUID) -> tuple[UUID, ...]:
    """The municipalities the person belongs to today; only the person's own token can ask."""
    return tuple(database.session().scalars(_PLACES, {"person": person_id}))


def browsers(person_id: UUID, *, at: datetime) -> tuple[Browser, ...]:
    """Where the person is signed in, latest seen first."""
    rows = database.session().execute(_BROWSERS, {"person": person_id, "at": at})
    return tuple(
        Browser(bytes(row.id_hash), row.agent, row.kind == "joint", row.started_at, row.seen_at, row.ends_at)
        for row in rows
    )


def ways_in(person_id: UUID) -> Ways:
    """What opens the account; only the person's own token can ask."""
    db, mine = database.session(), {"person": person_id}
    row = db.execute(_PERSON, mine).one_or_none()
    if row is None:
        raise Missing(person_id)
    passkeys = tuple(Passkey(*found) for found in db.execute(_PASSKEYS, mine))
    identities = tuple((found.issuer, found.subject, found.linked_at) for found in db.execute(_IDENTITIES, mine))
    name, email, language, password, authenticator, codes, short_code = row
    return Ways(name, email, language, password, authenticator, codes, short_code, passkeys, identities)
