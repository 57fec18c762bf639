"""K3 in the database itself: no room for more before a yes, and nobody but counsellors reads who got in touch."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from tenants import context, database
from tenants.registry import Municipality
from tests.factories import intake, people

ROOM = {
    "municipality_id",
    "id",
    "calling_name",
    "channel",
    "reach",
    "language",
    "way_in",
    "wishes",
    "contacted_at",
    "received_by",
    "visited_on",
    "more_time_until",
}
COUNSELLORS = ("social_counsellor", "job_coach", "team_lead")
OTHERS = (
    "client",
    "association_member",
    "association_admin",
    "municipality_admin",
    "finance",
    "approver",
    "data_protection_officer",
    "operator",
)
ADD = text(
    "INSERT INTO intake_contact (municipality_id, calling_name, channel, reach, language, way_in, wishes, contacted_at,"
    " received_by) VALUES (:here, 'X', 'phone', '12345', 'fi', 'self', '', '2026-11-24', :by)"
)


@contextmanager
def door(where: Municipality, person_id: UUID | None, *roles: str) -> Iterator[Session]:
    """A writing transaction of somebody in these roles."""
    with context.entering(where.id, person_id=person_id, roles=roles), database.writing() as db:
        yield db


def test_k3_the_database_has_room_for_nothing_else_before_a_yes(municipality: Municipality) -> None:
    with door(municipality, None) as db:
        columns = db.scalars(
            text("SELECT attname FROM pg_attribute WHERE attrelid = 'intake_contact'::regclass AND attnum > 0")
        )
        assert set(columns) == ROOM
        tables = db.scalars(text("SELECT relname FROM pg_class WHERE relname LIKE 'intake%' AND relkind = 'r'"))
        assert set(tables) == {"intake_contact", "intake_tally", "intake_client", "intake_channel"}, (
            "a channel is a unit, no person"
        )


@pytest.mark.parametrize("role", COUNSELLORS)
def test_counsellors_read_contacts(municipality: Municipality, role: str) -> None:
    intake.contact(municipality, people.member(municipality, "social_counsellor"))
    with door(municipality, people.person(), role) as db:
        assert db.scalar(text("SELECT count(*) FROM intake_contact")) == 1


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_reads_or_removes_contacts(municipality: Municipality, role: str) -> None:
    intake.contact(municipality, people.member(municipality, "social_counsellor"))
    with door(municipality, people.person(), role) as db:
        assert db.scalar(text("SELECT count(*) FROM intake_contact")) == 0
        assert db.execute(text("DELETE FROM intake_contact")).rowcount == 0  # type: ignore[attr-defined]
        assert db.execute(text("UPDATE intake_contact SET wishes = ''")).rowcount == 0  # type: ignore[attr-defined]


def test_k1_a_stranger_may_leave_a_contact(municipality: Municipality) -> None:
    with door(municipality, None) as db:
        db.execute(ADD, {"here": municipality.id, "by": None})
        assert db.scalar(text("SELECT count(*) FROM intake_contact")) == 0


@pytest.mark.parametrize("role", [*COUNSELLORS, *OTHERS])
def test_nobody_receives_a_contact_in_anothers_name(municipality: Municipality, role: str) -> None:
    another = people.member(municipality, "social_counsellor")
    with pytest.raises(ProgrammingError, match="row-level security"), door(municipality, people.person(), role) as db:
        db.execute(ADD, {"here": municipality.id, "by": another})


@pytest.mark.parametrize("role", OTHERS)
def test_only_a_counsellor_makes_a_client(municipality: Municipality, role: str) -> None:
    add = text(
        "INSERT INTO intake_client (municipality_id, person_id, calling_name, channel, reach, language, way_in, wishes,"
        " became_client_at, counsellor_id, first_appointment_on)"
        " VALUES (:here, :person, 'X', 'phone', '12345', 'fi', 'self', '', '2026-11-24', :person, '2026-11-25')"
    )
    person_id = people.person()
    with pytest.raises(ProgrammingError, match="row-level security"), door(municipality, person_id, role) as db:
        db.execute(add, {"here": municipality.id, "person": person_id})


@pytest.mark.parametrize("role", ["client", "municipality_admin", "data_protection_officer", "operator"])
def test_clients_are_not_seen_by_those_who_neither_work_with_them_nor_pay(
    municipality: Municipality, role: str
) -> None:
    intake.client(municipality)
    with door(municipality, people.person(), role) as db:
        assert db.scalar(text("SELECT count(*) FROM intake_client")) == 0


def test_a_client_sees_their_own_row_alone(municipality: Municipality) -> None:
    own, _ = intake.client(municipality), intake.client(municipality, calling_name="Toinen")
    with door(municipality, own.person_id, "client") as db:
        assert db.scalars(text("SELECT id FROM intake_client")).all() == [own.id]


def test_a_client_is_never_deleted_by_the_web(municipality: Municipality) -> None:
    made = intake.client(municipality)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        door(municipality, made.counsellor_id, "social_counsellor") as db,
    ):
        db.execute(text("DELETE FROM intake_client"))
