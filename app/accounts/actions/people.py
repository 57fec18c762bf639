"""How a person begins to exist: as a client on their own yes, or by an invitation's link."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from app import record
from app.accounts import rules, sealing
from app.accounts.models import Membership, Person
from app.values.ids import new_id
from app.values.refusal import Refusal, Refused
from tenants import context, database

_TAKEN = text("SELECT sec.person_by_email(:address)")


def create_client_person(*, name: str, language: str, by: UUID, at: datetime) -> UUID:
    """K4: on their own yes a person begins to exist here, with no way to sign in yet, and belongs as a client.

    The row is written under the new person's own token, since nobody else may; the membership by the counsellor.
    """
    person_id, db = new_id(), database.session()
    with database.standing_in(person_id=person_id):
        db.add(
            Person(
                id=person_id,
                name=name,
                language=language,
                active=True,
                fs_uniquifier=sealing.new_stamp(),
                webauthn=[],
            )
        )
    db.add(
        Membership(municipality_id=context.current(), person_id=person_id, role=rules.CLIENT, name=name, started_at=at)
    )
    db.flush()
    record.write("accounts.client_joined", subject=person_id, by=by, at=at)
    return person_id


def create_person(*, name: str, email: str, language: str, password: str | None, stamp: str | None = None) -> UUID:
    """Somebody new with an address of their own and, hashed already, a password; belongs nowhere yet.

    Raises `accounts.address_taken` when the address has an account: then its owner must sign in, since an address
    alone proves nobody.
    """
    db = database.session()
    address = email.strip().lower()
    if db.scalar(_TAKEN, {"address": address}):
        raise Refused(Refusal("accounts.address_taken", field_name=None))
    person_id = new_id()
    with database.standing_in(person_id=person_id):
        db.add(
            Person(
                id=person_id,
                name=name.strip(),
                email=address,
                language=language,
                active=True,
                fs_uniquifier=stamp or sealing.new_stamp(),
                password=password,
                webauthn=[],
            )
        )
    return person_id
