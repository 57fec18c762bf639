"""Contacts, and clients who said yes themselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.intake import actions, models, queries
from app.values.period import day_in_finland
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

COUNSELLOR = ("social_counsellor",)


@dataclass(frozen=True, slots=True)
class Joined:
    """A client: the row, the person behind it, and the counsellor who heard the yes."""

    id: UUID
    person_id: UUID
    counsellor_id: UUID


def contact(
    where: Municipality,
    counsellor_id: UUID,
    *,
    calling_name: str = "Aino",
    channel: str = "phone",
    reach: str = "040 123 4567",
    language: str = "fi",
    way_in: str = "adult_social_work",
    wishes: str = "Jotain käsillä tekemistä.",
    at: datetime = NOW,
) -> UUID:
    """Somebody whom a counsellor wrote down."""
    with inside(where, person_id=counsellor_id, roles=COUNSELLOR):
        return actions.receive_contact(
            calling_name=calling_name,
            channel=channel,
            reach=reach,
            language=language,
            way_in=way_in,
            wishes=wishes,
            by=counsellor_id,
            at=at,
        )


def visited(where: Municipality, contact_id: UUID, counsellor_id: UUID, *, at: datetime = NOW) -> UUID:
    """The same contact after the introductory visit."""
    with inside(where, person_id=counsellor_id, roles=COUNSELLOR):
        actions.record_visit(contact_id=contact_id, visited_on=day_in_finland(at), by=counsellor_id, at=at)
    return contact_id


def client(
    where: Municipality, counsellor_id: UUID | None = None, *, calling_name: str = "Aino", at: datetime = NOW
) -> Joined:
    """A client with a person of their own."""
    by = counsellor_id or people.member(where, *COUNSELLOR)
    contact_id = visited(where, contact(where, by, calling_name=calling_name, at=at), by, at=at)
    soon = day_in_finland(at) + timedelta(days=3)
    with inside(where, person_id=by, roles=COUNSELLOR):
        client_id = actions.record_yes(contact_id=contact_id, first_appointment_on=soon, by=by, at=at)
        return Joined(client_id, queries.client(client_id).person_id, by)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    by = people.member(where, *COUNSELLOR)
    waiting, made = contact(where, by), client(where, by)
    with context.entering(where.id, person_id=by, roles=COUNSELLOR), database.reading() as db:
        tally = db.scalars(select(models.Tally.id)).one()
    rows = {"intake_contact": waiting, "intake_tally": tally, "intake_client": made.id}
    return tuple(Sample(table, row_id, by, COUNSELLOR) for table, row_id in rows.items())
