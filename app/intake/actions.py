"""What happens between a contact and the person's own decision."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.accounts import actions as accounts
from app.accounts.rules import CLIENT
from app.intake import models, queries, rules
from app.intake.rules import Contact
from app.values.ids import new_id
from app.values.period import day_in_finland
from app.values.refusal import refuse_if
from app.web import saved
from tenants import context, database, registry


def receive_contact(
    *, calling_name: str, channel: str, reach: str, language: str, way_in: str, wishes: str, by: UUID, at: datetime
) -> UUID:
    """A counsellor writes down who got in touch, or who was sent and wants to hear more (K1)."""
    said = {"calling_name": calling_name, "channel": channel, "reach": reach, "wishes": wishes}
    return _keep(said, language=language, way_in=way_in, received_by=by, by=by, at=at)


def leave_contact(
    *, calling_name: str, channel: str, reach: str, language: str, wishes: str, by: UUID | None, at: datetime
) -> UUID:
    """Somebody gets in touch themself, through the public page (K1); `by` is None for a stranger."""
    said = {"calling_name": calling_name, "channel": channel, "reach": reach, "wishes": wishes}
    return _keep(said, language=language, way_in="self", received_by=None, by=by, at=at)


def agree_channel(
    *,
    way_in: str,
    is_open: bool,
    unit: str,
    contact_name: str,
    email: str,
    phone: str,
    agreed_way: str,
    agreed_on: date | None,
    seen: int,
    by: UUID,
    at: datetime,
) -> None:
    """Write down a way in and with whom it was agreed (K1), over the version that was seen."""
    refuse_if(rules.may_agree(way_in, is_open=is_open, unit=unit, reach=(email, phone), agreed_on=agreed_on))
    said = {"unit": unit, "contact_name": contact_name, "email": email, "phone": phone, "agreed_way": agreed_way}
    values = {name: text.strip() for name, text in said.items()} | {"is_open": is_open, "agreed_on": agreed_on}
    saved_id = saved.write_over(models.Channel, {"way_in": way_in}, values, seen=seen, by=by, at=at)
    record.write("intake.channel_agreed", subject=saved_id, by=by, at=at, way_in=way_in, is_open=is_open)


def record_visit(*, contact_id: UUID, visited_on: date, by: UUID, at: datetime) -> None:
    """The introductory visit has been; from here the clock of the call runs (K4)."""
    contact = queries.contact(contact_id, locked=True)
    refuse_if(rules.may_record_visit(contact, visited_on=visited_on, today=day_in_finland(at)))
    _set(contact_id, visited_on=visited_on)
    record.write("intake.visit_recorded", subject=contact_id, by=by, at=at, visited_on=visited_on)


def record_yes(
    *, contact_id: UUID, first_appointment_on: date | None, by: UUID, at: datetime, invite: bool = False
) -> UUID:
    """The person decided to take part: they become a client, and the contact is no more (K4, K5).

    With `invite` whoever is reached by e-mail gets a link to a page of their own; others begin it together with
    their counsellor.
    """
    contact = queries.contact(contact_id, locked=True)
    today = day_in_finland(at)
    refuse_if(rules.may_say_yes(contact, first_appointment_on=first_appointment_on, today=today))
    person_id = accounts.create_client_person(name=contact.calling_name, language=contact.language, by=by, at=at)
    client = models.Client(
        person_id=person_id,
        calling_name=contact.calling_name,
        channel=contact.channel,
        reach=contact.reach,
        language=contact.language,
        way_in=contact.way_in,
        wishes=contact.wishes,
        became_client_at=at,
        counsellor_id=by,
        first_appointment_on=first_appointment_on,
    )
    database.session().add(client)
    database.session().flush()
    _count_and_forget(contact, "yes", today)
    if invite and contact.channel == "email":
        accounts.invite_person(
            email=contact.reach,
            name=contact.calling_name,
            language=contact.language,
            role=CLIENT,
            person_id=person_id,
            by=by,
            by_roles=context.door().roles,
            at=at,
        )
    record.write("intake.client_decided_yes", subject=[client.id, person_id], by=by, at=at, way_in=contact.way_in)
    return client.id


def record_no(*, contact_id: UUID, by: UUID, at: datetime) -> None:
    """K4: a no has no consequence, and what we held of the person is erased at once."""
    contact = queries.contact(contact_id, locked=True)
    _count_and_forget(contact, "no", day_in_finland(at))
    record.write("intake.contact_erased", subject=contact_id, by=by, at=at)


def record_more_time(*, contact_id: UUID, until: date | None, by: UUID, at: datetime) -> None:
    """K4: the person thinks it over; the counsellor calls again on the day they named."""
    contact = queries.contact(contact_id, locked=True)
    refuse_if(rules.may_take_more_time(contact, until=until, today=day_in_finland(at)))
    _set(contact_id, more_time_until=until)
    record.write("intake.more_time_given", subject=contact_id, by=by, at=at, until=until)


def _keep(
    said: dict[str, str], *, language: str, way_in: str, received_by: UUID | None, by: UUID | None, at: datetime
) -> UUID:
    """The id is made here: a stranger may leave a contact and not read one back."""
    refuse_if(rules.may_begin(registry.by_id(context.current()).state))
    refuse_if(rules.may_receive(**said))
    row = models.Contact(
        id=new_id(),
        **{name: text.strip() for name, text in said.items()},
        language=language,
        way_in=way_in,
        contacted_at=at,
        received_by=received_by,
    )
    database.session().add(row)
    database.session().flush()
    record.write("intake.contact_received", subject=row.id, by=by, at=at, way_in=way_in)
    return row.id


def _set(contact_id: UUID, **values: object) -> None:
    database.session().execute(update(models.Contact).where(models.Contact.id == contact_id).values(values))


def _count_and_forget(contact: Contact, outcome: str, today: date) -> None:
    """Only the month's count remains of a contact that was decided (K4)."""
    counted = insert(models.Tally).values(
        month_on=today.replace(day=1), way_in=contact.way_in, outcome=outcome, count=1
    )
    database.session().execute(
        counted.on_conflict_do_update(constraint="intake_tally_is_one_count", set_={"count": models.Tally.count + 1})
    )
    database.session().execute(delete(models.Contact).where(models.Contact.id == contact.id))
