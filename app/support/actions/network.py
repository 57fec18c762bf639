"""Naming an association's counsellor, and writing down that somebody was in touch with it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from app import record
from app.support import models, queries, rules
from app.values.period import day_in_finland
from app.values.refusal import Refusal, refuse_if
from tenants import context, database


def name_counsellor(*, association_id: UUID, person_id: UUID, by: UUID, at: datetime) -> None:
    """K17: from now on this counsellor supports the association."""
    queries.support_of(association_id)
    known = {person for person, _name in queries.counsellors()}
    refuse_if(None if person_id in known else Refusal("support.not_of_the_team", field_name="person_id"))
    row = {"person_id": person_id, "named_at": at, "named_by": by}
    named = insert(models.Counsellor).values(municipality_id=context.current(), association_id=association_id, **row)
    database.session().execute(
        named.on_conflict_do_update(constraint="support_counsellor_is_one_an_association", set_=row)
    )
    record.write("support.counsellor_named", subject=association_id, by=by, at=at)


def write_contact(*, association_id: UUID, how: str, met_on: date | None, words: str, by: UUID, at: datetime) -> None:
    """Somebody of the team was in touch with the association: how, when, and in one line what about."""
    queries.support_of(association_id)
    refuse_if(rules.may_write_contact(how=how, met_on=met_on, words=words, today=day_in_finland(at)))
    row = models.Contact(
        association_id=association_id, how=how, met_on=met_on, words=words.strip(), written_at=at, written_by=by
    )
    database.session().add(row)
    record.write("support.contact_written", subject=association_id, by=by, at=at, how=how)
