"""From a contact to the person's own decision."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from app.accounts.models import Membership
from app.intake import actions, queries
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import intake, people
from tests.factories.intake import COUNSELLOR
from tests.factories.municipalities import NOW, inside

SOON = NOW.date() + timedelta(days=3)


@pytest.fixture
def counsellor(municipality: Municipality) -> UUID:
    return people.member(municipality, *COUNSELLOR)


def test_k1_somebody_leaves_a_contact_themself(municipality: Municipality, counsellor: UUID) -> None:
    with inside(municipality):
        made = actions.leave_contact(
            calling_name=" Sanna ", channel="phone", reach="050 555 1234", language="sv", wishes="", by=None, at=NOW
        )
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        found = queries.contact(made)
    assert (found.calling_name, found.way_in, found.received_by, found.language) == ("Sanna", "self", None, "sv")


def test_k3_an_identity_code_never_reaches_the_table(municipality: Municipality, counsellor: UUID) -> None:
    with pytest.raises(Refused):
        intake.contact(municipality, counsellor, wishes="131052-308T")
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        assert queries.contacts() == ()


def test_k4_a_no_leaves_only_a_count(municipality: Municipality, counsellor: UUID) -> None:
    said = intake.visited(municipality, intake.contact(municipality, counsellor), counsellor)
    at_once = intake.contact(municipality, counsellor)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        for contact_id in (said, at_once):
            actions.record_no(contact_id=contact_id, by=counsellor, at=NOW)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        assert queries.contacts() == ()
        assert queries.decisions() == {"no": 2}


def test_k4_nothing_of_a_no_stands_anywhere_in_the_database(municipality: Municipality, counsellor: UUID) -> None:
    name, wish = "Nimi-jota-ei-ole", "toive-jota-ei-ole"
    contact_id = intake.contact(municipality, counsellor, calling_name=name, wishes=wish)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        actions.record_no(contact_id=contact_id, by=counsellor, at=NOW)
    for role in ("social_counsellor", "data_protection_officer", "clock"):
        with context.entering(municipality.id, person_id=counsellor, roles=(role,)), database.reading() as db:
            tables = db.scalars(text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200")).all()
            readable = [
                one for one in tables if db.scalar(text("SELECT has_table_privilege(:t, 'SELECT')"), {"t": one})
            ]
            for table in readable:
                rows = " ".join(db.scalars(text(f"SELECT t::text FROM {table} t")))
                assert name not in rows, table
                assert wish not in rows, table


def test_k4_a_yes_makes_a_client_with_a_person_of_their_own(municipality: Municipality, counsellor: UUID) -> None:
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor), counsellor)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        client_id = actions.record_yes(contact_id=contact_id, first_appointment_on=SOON, by=counsellor, at=NOW)
        client = queries.client(client_id)
        roles = database.session().query(Membership.role).filter_by(person_id=client.person_id).all()
        assert queries.contacts() == ()
        assert queries.decisions() == {"yes": 1}
    assert (client.calling_name, client.counsellor_id, client.first_appointment_on) == ("Aino", counsellor, SOON)
    assert [role for (role,) in roles] == ["client"]


def test_k5_a_yes_with_a_late_appointment_is_refused_whole(municipality: Municipality, counsellor: UUID) -> None:
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor), counsellor)
    late = NOW.date() + timedelta(days=8)
    with pytest.raises(Refused), inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        actions.record_yes(contact_id=contact_id, first_appointment_on=late, by=counsellor, at=NOW)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        assert [one.id for one in queries.contacts()] == [contact_id]
        assert queries.clients_of(counsellor) == ()


def test_a_yes_is_said_once(municipality: Municipality, counsellor: UUID) -> None:
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor), counsellor)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        actions.record_yes(contact_id=contact_id, first_appointment_on=SOON, by=counsellor, at=NOW)
    with pytest.raises(Missing), inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        actions.record_yes(contact_id=contact_id, first_appointment_on=SOON, by=counsellor, at=NOW)


def test_who_is_reached_by_mail_may_be_invited(municipality: Municipality, counsellor: UUID) -> None:
    contact_id = intake.contact(municipality, counsellor, channel="email", reach="Aino@Esimerkki.example")
    intake.visited(municipality, contact_id, counsellor)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        client_id = actions.record_yes(
            contact_id=contact_id, first_appointment_on=SOON, invite=True, by=counsellor, at=NOW
        )
        person_id = queries.client(client_id).person_id
        sent = database.session().execute(text("SELECT email, role, person_id FROM accounts_invitation")).one()
    assert tuple(sent) == ("aino@esimerkki.example", "client", person_id)


def test_k4_more_time_moves_the_call(municipality: Municipality, counsellor: UUID) -> None:
    contact_id = intake.visited(municipality, intake.contact(municipality, counsellor), counsellor)
    until = date(2026, 12, 7)
    with inside(municipality, person_id=counsellor, roles=COUNSELLOR):
        actions.record_more_time(contact_id=contact_id, until=until, by=counsellor, at=NOW)
        assert queries.contact(contact_id).more_time_until == until


def test_a_neighbours_contact_is_not_there(
    municipality: Municipality, neighbour: Municipality, counsellor: UUID
) -> None:
    theirs = intake.contact(neighbour, people.member(neighbour, *COUNSELLOR))
    for missing in (theirs, uuid4()):
        with pytest.raises(Missing), inside(municipality, person_id=counsellor, roles=COUNSELLOR):
            actions.record_no(contact_id=missing, by=counsellor, at=NOW)
