"""What can be done with people and where they belong."""

import secrets
from datetime import datetime
from uuid import UUID

from app import record
from app.accounts import rules
from app.accounts.models import Membership, Person
from app.values.ids import new_id
from tenants import context, database


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
                fs_uniquifier=secrets.token_hex(16),
                webauthn=[],
            )
        )
    db.add(
        Membership(
            municipality_id=context.current(), person_id=person_id, role=rules.CLIENT, name=name, started_at=at
        )
    )
    db.flush()
    record.write("accounts.client_joined", subject=person_id, by=by, at=at)
    return person_id
