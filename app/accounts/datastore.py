"""Where Flask-Security finds people: by narrow functions to an id, then the person's row under the person's own token.

Every write is a short transaction of its own; `commit` has nothing left to do. Roles are ours and not known here.
"""

import secrets
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from flask_security.datastore import UserDatastore
from sqlalchemy import bindparam, cast, delete, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import JSONB

from app.accounts import rules
from app.accounts.models import BrowserSession, Credential, Membership
from app.accounts.models import Person as Person
from app.web.clock import now
from tenants import context, database
from tenants.registry import RegistryMunicipality

NOBODY: Final = UUID(int=0)
_FINDERS: Final = {
    "email": text("SELECT sec.person_by_email(:value)"),
    "fs_uniquifier": text("SELECT sec.person_by_uniquifier(:value)"),
    "fs_webauthn_user_handle": text("SELECT sec.person_by_handle(:value)"),
    "id": text("SELECT CAST(:value AS uuid)"),
}
_BY_CREDENTIAL: Final = text("SELECT sec.person_by_credential(:value)")
_BY_IDENTITY: Final = text("SELECT sec.person_by_identity(:issuer, :subject)")
_REAL: Final = select(
    select(func.count())
    .select_from(Membership)
    .join(RegistryMunicipality, RegistryMunicipality.id == Membership.municipality_id)
    .where(
        Membership.person_id == bindparam("person"),
        Membership.ended_at.is_(None),
        RegistryMunicipality.kind == "real",
    )
    .scalar_subquery(),
    select(func.count()).select_from(RegistryMunicipality).where(RegistryMunicipality.kind == "real").scalar_subquery(),
)
_ROLES: Final = select(Membership.role).where(
    Membership.person_id == bindparam("person"), Membership.ended_at.is_(None)
)
_IS_OPERATOR: Final = select(Person.is_operator).where(Person.id == bindparam("person"))
_CREDENTIAL: Final = select(Credential).where(Credential.credential_id == bindparam("credential"))


class People(UserDatastore):
    """Flask-Security's door to our people."""

    def __init__(self) -> None:
        super().__init__(Person, None, Credential)

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Person | None:  # noqa: ARG002
        """The person, by one exact attribute; addresses are kept normalised, so case never matters."""
        (key, value) = next(iter(kwargs.items()))
        if not isinstance(value, str | UUID) or "\x00" in str(value):
            return None
        with context.globally(), database.reading() as db:
            person_id: UUID | None = db.scalar(_FINDERS[key], {"value": _normal(key, value)})
        return load(person_id) if person_id else None

    def find_evenly(self, address: str) -> Person | None:
        """The person at this address, asking the database as much for an address nobody has (ASVS v5.0.0-6.3.8)."""
        found: Person | None = self.find_user(email=address)
        return found or load(NOBODY)

    def find_role(self, role: str) -> None:
        """There are none here: what one may do stands in memberships."""

    def find_webauthn(self, credential_id: bytes) -> Credential | None:
        """The passkey with this id."""
        with context.globally(), database.reading() as db:
            person_id: UUID | None = db.scalar(_BY_CREDENTIAL, {"value": credential_id})
        if person_id is None:
            return None
        with context.globally(person_id=person_id), database.reading() as db:
            return db.scalar(_CREDENTIAL, {"credential": credential_id})

    def create_webauthn(self, user: Person, **facts: Any) -> None:
        """Keep a new passkey of this person."""
        at = now()
        self.put(Credential(person_id=user.id, create_datetime=at, lastuse_datetime=at, **facts))

    def put(self, model: Any) -> Any:
        """Write what changed on this person or passkey, in a transaction of its own."""
        row = getattr(model, "_get_current_object", lambda: model)()
        with context.globally(person_id=_owner(row)), database.writing() as db:
            db.add(row)
        return model

    def delete(self, model: Any) -> None:
        """Take a passkey away; people are not deleted here."""
        if not isinstance(model, Credential):
            raise TypeError("only passkeys are deleted through Flask-Security")
        with context.globally(person_id=model.person_id), database.writing() as db:
            db.execute(delete(Credential).where(Credential.id == model.id))

    def commit(self) -> None:
        """Nothing waits: every write was committed when it was made."""

    def set_uniquifier(self, user: Person, uniquifier: str | None = None) -> None:
        """A new stamp: every session begun under the old one is over at once (ASVS v5.0.0-7.4.3)."""
        user.fs_uniquifier = uniquifier or secrets.token_hex(16)
        self.put(user)
        with context.globally(person_id=user.id), database.writing() as db:
            db.execute(delete(BrowserSession).where(BrowserSession.stamp != user.fs_uniquifier))

    def tf_reset(self, user: Person) -> None:
        """Without an authenticator app there is no last code either."""
        user.totp_counter = None
        super().tf_reset(user)


def load(person_id: UUID) -> Person | None:
    """The person's whole row, as only their own token sees it, and whether a password alone is enough for them."""
    with context.globally(person_id=person_id), database.reading() as db:
        person = db.get(Person, person_id)
        if person is None:
            db.scalar(_CREDENTIAL, {"credential": b""})  # as long as with somebody, whose passkeys are read
        real, municipalities = db.execute(_REAL, {"person": person_id}).one()
    if person is not None:
        person.needs_second_factor = rules.needs_second_factor(
            real_memberships=real, is_operator=person.is_operator, real_municipalities=municipalities
        )
    return person


def by_identity(issuer: str, subject: str) -> Person | None:
    """The person a provider knows under this subject; an address proves nothing and is not asked for."""
    with context.globally(), database.reading() as db:
        person_id: UUID | None = db.scalar(_BY_IDENTITY, {"issuer": issuer, "subject": subject})
    return load(person_id) if person_id else None


def roles_of(person_id: UUID) -> tuple[str, ...]:
    """All roles the person has anywhere: the strictest decides how long a session lives."""
    with context.globally(person_id=person_id), database.reading() as db:
        held = set(db.scalars(_ROLES, {"person": person_id}))
        operator = db.scalar(_IS_OPERATOR, {"person": person_id})
    return tuple(sorted(held | ({rules.OPERATOR} if operator else set())))


def use_code(person_id: UUID, counter: int, *, first: bool) -> bool:
    """Mark the time step of a code as used; False when it was used already, also at the same moment."""
    statement = update(Person).where(Person.id == person_id).values(totp_counter=counter)
    if not first:
        statement = statement.where((Person.totp_counter.is_(None)) | (Person.totp_counter < counter))
    with context.globally(person_id=person_id), database.writing() as db:
        return bool(db.execute(statement).rowcount)  # type: ignore[attr-defined]


def use_recovery_code(person_id: UUID, kept: str) -> bool:
    """Take one kept recovery code away; False when somebody was faster."""
    codes = Person.mf_recovery_codes
    statement = (
        update(Person)
        .where(Person.id == person_id, cast(codes, JSONB).contains(cast(literal([kept], JSONB), JSONB)))
        .values(mf_recovery_codes=codes.op("-")(kept))
    )
    with context.globally(person_id=person_id), database.writing() as db:
        return bool(db.execute(statement).rowcount)  # type: ignore[attr-defined]


def keep_recovery_codes(person_id: UUID, kept: Sequence[str]) -> None:
    """Replace the recovery codes by these hashes."""
    with context.globally(person_id=person_id), database.writing() as db:
        db.execute(update(Person).where(Person.id == person_id).values(mf_recovery_codes=list(kept)))


def _normal(key: str, value: str | UUID) -> str | UUID:
    return value.strip().lower() if key == "email" and isinstance(value, str) else value


def _owner(row: Any) -> UUID:
    owner: UUID = row.id if isinstance(row, Person) else row.person_id
    return owner
