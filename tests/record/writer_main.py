"""A process that acts and records until it is killed; says each act's id once it is acknowledged."""

import sys
from uuid import UUID

from app import outbox, record
from app.config import Settings
from app.web.clock import now
from tenants import context, database


def main(municipality_id: UUID, person_id: UUID) -> None:
    settings = Settings()
    database.configure(settings.database_url.get_secret_value(), settings.signer)
    record.configure(bytes.fromhex(settings.record_key.get_secret_value()))
    outbox.configure(settings.secret_key.get_secret_value())
    while True:
        with context.entering(municipality_id, person_id=person_id, roles=("team_lead",)), database.writing():
            done = outbox.post("outbox.trial", to="a@b.example", language="fi", facts={"link": "x"}, at=now())
            record.write("tests.letter_posted", subject=done, by=person_id, at=now())
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()


main(UUID(sys.argv[1]), UUID(sys.argv[2]))
