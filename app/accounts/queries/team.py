"""Who belongs to this municipality, who is invited, and through which providers its staff may sign in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, column, func, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from app.accounts import rules
from app.accounts.models import Invitation, Membership, Provider
from app.values.missing import Missing
from tenants import database
from tenants.registry import RegistryMunicipality


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's role in this municipality."""

    id: UUID
    person_id: UUID
    role: str
    association_id: UUID | None
    name: str
    started_at: datetime
    ended_at: datetime | None
    association: str | None = None
    """For which association, in words; one person may have the same role in several."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and what became of it."""

    id: UUID
    email: str
    name: str
    language: str
    role: str
    association_id: UUID | None
    person_id: UUID | None
    invited_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody of the staff and where letters reach them."""

    person_id: UUID
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """A provider of this municipality's staff; its secret is still sealed."""

    id: UUID
    issuer: str
    client_id: str
    sealed_secret: str
    label: str


_M, _I, _V = Membership, Invitation, Provider
_HOST = table("associations_association", column("municipality_id"), column("id"), column("name"))
_FOR_WHOM = (
    select(_HOST.c.name)
    .where(_HOST.c.municipality_id == _M.municipality_id, _HOST.c.id == _M.association_id)
    .correlate(_M)
    .scalar_subquery()
)
_MEMBER = (_M.id, _M.person_id, _M.role, _M.association_id, _M.name, _M.started_at, _M.ended_at, _FOR_WHOM)
_HERE = _M.municipality_id == database.here
_STILL = _M.ended_at.is_(None)
_TEAM = select(*_MEMBER).where(_HERE, _STILL, _M.role != rules.CLIENT).order_by(_M.name, _M.role)
_ONE_MEMBER = select(*_MEMBER).where(_HERE, _M.id == bindparam("id"), _M.role != rules.CLIENT)
_ADMINS = select(_M.id).where(_HERE, _STILL, _M.role == rules.MUNICIPALITY_ADMIN).order_by(_M.id).with_for_update()
_WITH_ROLES = (
    select(*_MEMBER)
    .where(_HERE, _STILL, _M.role == func.any(bindparam("roles", type_=ARRAY(_M.role.type))))
    .order_by(_M.name, _M.role)
)
_NAMES = select(_M.person_id, _M.name).where(_HERE, _M.person_id == func.any(bindparam("people", type_=ARRAY(Uuid()))))
_HOLDS = select(_M.id).where(
    _HERE,
    _M.person_id == bindparam("person"),
    _M.role == bindparam("role"),
    _M.association_id.is_not_distinct_from(bindparam("association", type_=Uuid())),
)
_HOLDS_NOW = select(_M.id).where(_HERE, _STILL, _M.person_id == bindparam("person"), _M.role == bindparam("role"))
_INVITED = (
    _I.id,
    _I.email,
    _I.name,
    _I.language,
    _I.role,
    _I.association_id,
    _I.person_id,
    _I.invited_at,
    _I.expires_at,
    _I.accepted_at,
    _I.withdrawn_at,
)
_PENDING = database.scoped(
    select(*_INVITED)
    .where(_I.accepted_at.is_(None), _I.withdrawn_at.is_(None), _I.role != rules.CLIENT)
    .order_by(_I.invited_at.desc())
)
_ONE_INVITED = database.scoped(select(*_INVITED).where(_I.id == bindparam("id")))
_BEHIND = database.scoped(select(*_INVITED).where(_I.secret_hash == bindparam("hash")))
_BEHIND_LOCKED = database.scoped(select(*_INVITED).where(_I.secret_hash == bindparam("hash")).with_for_update())
_OPEN = database.scoped(
    select(_I.id).where(
        _I.email == bindparam("email"),
        _I.role == bindparam("role"),
        _I.association_id.is_not_distinct_from(bindparam("association", type_=Uuid())),
        _I.accepted_at.is_(None),
        _I.withdrawn_at.is_(None),
        _I.expires_at > bindparam("at"),
    )
)
_ALL_OPEN = database.scoped(
    select(_I.email, _I.role, _I.association_id).where(
        _I.accepted_at.is_(None), _I.withdrawn_at.is_(None), _I.expires_at > bindparam("at")
    )
)
_PROVIDERS = database.scoped(select(_V.id, _V.issuer, _V.client_id, _V.client_secret, _V.label).order_by(_V.label))
_ONE_PROVIDER = database.scoped(
    select(_V.id, _V.issuer, _V.client_id, _V.client_secret, _V.label).where(_V.id == bindparam("id"))
)
_AT_ADDRESS = text("SELECT sec.person_by_email(:address)")
_ADDRESSES = text("SELECT sec.team_addresses()")
_KIND = select(RegistryMunicipality.kind).where(RegistryMunicipality.id == database.here)


def team() -> tuple[Member, ...]:
    """Everybody who belongs here and is not a client, by name."""
    return tuple(Member(*row) for row in database.session().execute(_TEAM))


def members(roles: tuple[str, ...]) -> tuple[Member, ...]:
    """Who has one of these roles here, by name."""
    return tuple(Member(*row) for row in database.session().execute(_WITH_ROLES, {"roles": list(roles)}))


def reachable() -> tuple[Reachable, ...]:
    """The staff and their addresses; the database answers an admin of the municipality alone."""
    return tuple(Reachable(UUID(who), *rest) for who, *rest in database.session().scalar(_ADDRESSES) or ())


def names(people: tuple[UUID, ...]) -> dict[UUID, str]:
    """The names these people carry here, also of those who have left."""
    return {row.person_id: row.name for row in database.session().execute(_NAMES, {"people": list(people)})}


def member(membership_id: UUID) -> Member:
    """One membership of the team, also an ended one; a client's is not there, as an admin sees no clients."""
    row = database.session().execute(_ONE_MEMBER, {"id": membership_id}).one_or_none()
    if row is None:
        raise Missing(membership_id)
    return Member(*row)


def admins_held() -> tuple[UUID, ...]:
    """The memberships of all admins, held until the transaction ends."""
    return tuple(database.session().scalars(_ADMINS))


def holds_role(person_id: UUID, role: str, association_id: UUID | None) -> bool:
    """Whether the person has or had this very role here: it is held once."""
    facts = {"person": person_id, "role": role, "association": association_id}
    return database.session().execute(_HOLDS, facts).first() is not None


def pending_invitations() -> tuple[Invited, ...]:
    """Invitations of the team that nobody has accepted or withdrawn, newest first, also those that ran out."""
    return tuple(Invited(*row) for row in database.session().execute(_PENDING))


def invitation(invitation_id: UUID) -> Invited:
    """One invitation."""
    return _invited(database.session().execute(_ONE_INVITED, {"id": invitation_id}).one_or_none())


def invitation_behind(secret_hash: bytes, *, locked: bool = False) -> Invited:
    """The invitation of a link; `locked` holds it until the transaction ends."""
    statement = _BEHIND_LOCKED if locked else _BEHIND
    return _invited(database.session().execute(statement, {"hash": secret_hash}).one_or_none())


def has_open_invitation(email: str, role: str, association_id: UUID | None, *, at: datetime) -> bool:
    """Whether this address has an invitation to this role that still works."""
    facts = {"email": email, "role": role, "association": association_id, "at": at}
    return database.session().execute(_OPEN, facts).first() is not None


def open_invitations(*, at: datetime) -> frozenset[tuple[str, str, UUID | None]]:
    """Address, role and association of every invitation that still works."""
    rows = database.session().execute(_ALL_OPEN, {"at": at})
    return frozenset((row.email, row.role, row.association_id) for row in rows)


def person_at(address: str) -> UUID | None:
    """Whose account has this address."""
    found: UUID | None = database.session().scalar(_AT_ADDRESS, {"address": address.strip().lower()})
    return found


def providers() -> tuple[OpenIdProvider, ...]:
    """Through whom this municipality's staff may sign in."""
    return tuple(OpenIdProvider(*row) for row in database.session().execute(_PROVIDERS))


def provider(provider_id: UUID) -> OpenIdProvider:
    """One of them."""
    row = database.session().execute(_ONE_PROVIDER, {"id": provider_id}).one_or_none()
    if row is None:
        raise Missing(provider_id)
    return OpenIdProvider(*row)


def is_practice() -> bool:
    """Whether this municipality is for practice, where a password alone is enough."""
    return database.session().scalar(_KIND) == "practice"


def holds_role_now(person_id: UUID, role: str) -> bool:
    """Whether the person has this role here today."""
    facts = {"person": person_id, "role": role}
    return database.session().execute(_HOLDS_NOW, facts).first() is not None


def _invited(row: Any) -> Invited:
    if row is None:
        raise Missing("invitation")
    return Invited(*row)
