"""How the associations of a municipality are supported: contacts, matters, the pulse of a season."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from app.support import actions, queries
from app.support import models as tables
from app.values.period import day_in_finland
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

COUNSELLOR, LEAD = ("social_counsellor",), ("team_lead",)


def counsellor(where: Municipality, association_id: UUID, person_id: UUID | None = None) -> UUID:
    """Somebody of the team who is the counsellor of the association."""
    by = person_id or people.member(where, *COUNSELLOR, name="Saara Satunen")
    with inside(where, person_id=by, roles=COUNSELLOR):
        actions.name_counsellor(association_id=association_id, person_id=by, by=by, at=NOW)
    return by


def contact(
    where: Municipality,
    association_id: UUID,
    *,
    by: UUID | None = None,
    how: str = "call",
    met_on: date | None = None,
    words: str = "Kevään työtehtävät käytiin läpi.",
    at: datetime = NOW,
) -> None:
    """Somebody of the team was in touch."""
    by = by or people.member(where, *COUNSELLOR)
    with inside(where, person_id=by, roles=COUNSELLOR):
        actions.write_contact(
            association_id=association_id, how=how, met_on=met_on or day_in_finland(at), words=words, by=by, at=at
        )


def matter(
    where: Municipality,
    association_id: UUID,
    *,
    by: UUID | None = None,
    words: str = "Avaimia on liian vähän.",
    at: datetime = NOW,
) -> UUID:
    """Something the association has brought up."""
    by = by or people.member(where, "association_member", association_id=association_id)
    with inside(where, person_id=by, roles=("association_member",)):
        return actions.open_own_matter(association_id=association_id, words=words, own={association_id}, by=by, at=at)


def noted(
    where: Municipality, association_id: UUID, *, by: UUID | None = None, words: str = "Soitetaan uudesta tilasta."
) -> UUID:
    """Something the team has noted for itself."""
    by = by or people.member(where, *COUNSELLOR)
    with inside(where, person_id=by, roles=COUNSELLOR):
        return actions.open_matter(association_id=association_id, words=words, by=by, at=NOW)


def acted(
    where: Municipality,
    matter_id: UUID,
    *,
    closes: bool = False,
    by: UUID | None = None,
    words: str = "Teetettiin avaimet.",
    at: datetime = NOW + timedelta(minutes=35),
) -> None:
    """What was done about a matter."""
    by = by or people.member(where, *COUNSELLOR)
    with inside(where, person_id=by, roles=COUNSELLOR):
        actions.act_on_matter(matter_id=matter_id, words=words, closes=closes, by=by, at=at)


def pulse(
    where: Municipality, *, season: str = "Kevät 2027", by: UUID | None = None, days: int = 30, at: datetime = NOW
) -> UUID:
    """All associations asked about a season."""
    by = by or people.member(where, *LEAD)
    with inside(where, person_id=by, roles=LEAD):
        until = day_in_finland(at) + timedelta(days=days)
        return actions.start_pulse(season=season, open_until_on=until, by=by, at=at)


def reply(where: Municipality, pulse_id: UUID, association_id: UUID) -> UUID:
    """What an association was asked."""
    with inside(where, roles=LEAD):
        return next(one.id for one in queries.replies(pulse_id) if one.association_id == association_id)


def answered(
    where: Municipality,
    pulse_id: UUID,
    association_id: UUID,
    *,
    places: int = 2,
    reason: str | None = None,
    wish: str = "Perehdytyskansio.",
    wants_contact: bool = False,
    by: UUID | None = None,
    at: datetime = NOW,
) -> None:
    """What an association answers."""
    by = by or people.member(where, "association_member", association_id=association_id)
    reply_id = reply(where, pulse_id, association_id)
    with inside(where, person_id=by, roles=("association_member",)):
        actions.answer_pulse(
            reply_id=reply_id,
            places=places,
            reason=reason,
            wish=wish,
            wants_contact=wants_contact,
            own={association_id},
            by=by,
            at=at,
        )


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    association_id = associations.association(where)
    by = counsellor(where, association_id)
    contact(where, association_id, by=by)
    acted(where, matter(where, association_id), by=by)
    pulse(where)
    models = (tables.Counsellor, tables.Contact, tables.Matter, tables.Step, tables.Pulse, tables.Reply)
    with context.entering(where.id, person_id=by, roles=COUNSELLOR), database.reading() as db:
        rows = {one.__tablename__: db.scalars(select(one.id)).one() for one in models}
    return tuple(Sample(table, row_id, by, COUNSELLOR) for table, row_id in rows.items())
