"""An act and its entry are one: both are kept or neither, numbered without gaps, under one's own name only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app import record
from app.record import queries, verification
from app.record.entries import Written
from app.record.queries import Sought
from app.values import trace
from app.values.money import Cents
from app.values.period import Month
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import municipalities, people
from tests.factories.municipalities import NOW
from tests.record.conftest import ROLES


def written(where: Municipality) -> list[Written]:
    with context.entering(where.id, roles=("clock",)), database.reading():
        return list(reversed(queries.newest(Sought(), offset=0, limit=10_000)))


def is_whole(where: Municipality) -> bool:
    return verification.verify(where.id).findings == ()


def test_an_act_is_recorded_with_who_what_and_whom(
    municipality: Municipality, admin: UUID, act: Callable[..., None]
) -> None:
    trace.begin("req-12345678")
    act(month=Month(2026, 9), cents=Cents(1009), day=date(2026, 9, 1), state="confirmed", ids={uuid4()}, none=None)
    trace.begin(None)
    [one] = written(municipality)
    assert (one.number, one.entry.event, one.entry.person_id) == (1, "tests.thing_done", admin)
    assert (one.entry.roles, one.entry.subjects, one.entry.at) == (ROLES, (admin,), NOW)
    assert one.entry.facts["month"] == "2026-09"
    assert one.entry.facts["cents"] == 1009
    assert one.entry.trace == "req-12345678"
    assert is_whole(municipality)


@pytest.mark.parametrize("words", ["Matti likes soup", "matti@example.fi", "", "ä", 1.5, object(), ["two words"]])
def test_free_text_never_reaches_the_record(act: Callable[..., None], words: object) -> None:
    with pytest.raises(ValueError, match="codes, numbers, days and ids"):
        act(note=words)


@pytest.mark.parametrize(
    "name", ["confirmed", "Attendance.confirmed", "attendance.", "a.b", "attendance.month confirmed"]
)
def test_an_event_has_a_name_of_one_kind(act: Callable[..., None], name: str) -> None:
    with pytest.raises(ValueError, match=r"slice\.what_was_done"):
        act(name)


def test_what_is_undone_is_not_recorded(municipality: Municipality, admin: UUID, act: Callable[..., None]) -> None:
    def act_and_fail() -> None:
        with municipalities.inside(municipality, person_id=admin):
            record.write("tests.thing_done", subject=None, by=admin, at=NOW)
            raise RuntimeError("on purpose")

    act()
    with pytest.raises(RuntimeError, match="on purpose"):
        act_and_fail()
    act()
    assert [one.number for one in written(municipality)] == [1, 2]
    assert is_whole(municipality)


def test_what_a_savepoint_takes_back_is_not_recorded(municipality: Municipality, admin: UUID) -> None:
    def act_and_fail() -> None:
        with database.session().begin_nested():
            record.write("tests.second_done", subject=None, by=admin, at=NOW)
            with database.session().begin_nested():
                record.write("tests.third_done", subject=None, by=admin, at=NOW)
            raise RuntimeError("on purpose")

    with municipalities.inside(municipality, person_id=admin):
        record.write("tests.first_done", subject=None, by=admin, at=NOW)
        with pytest.raises(RuntimeError, match="on purpose"):
            act_and_fail()
        with database.session().begin_nested():
            record.write("tests.fourth_done", subject=None, by=admin, at=NOW)
    assert [one.entry.event for one in written(municipality)] == ["tests.first_done", "tests.fourth_done"]
    assert is_whole(municipality)


def test_nobody_writes_under_anothers_name(municipality: Municipality, admin: UUID) -> None:
    other = people.member(municipality, "client")
    with pytest.raises(ValueError, match="signed for"), municipalities.inside(municipality, person_id=admin):
        record.write("tests.thing_done", subject=None, by=other, at=NOW)


def test_the_database_checks_the_name_too(municipality: Municipality, admin: UUID) -> None:
    forged = text(
        "INSERT INTO record_entry (municipality_id, number, at, person_id, roles, event, subjects, facts, mac)"
        " VALUES (:here, 1, now(), :other, '{}', 'tests.thing_done', '{}', '{}', :mac)"
    )
    facts = {"here": municipality.id, "other": uuid4(), "mac": bytes(32)}
    with municipalities.inside(municipality, person_id=admin), database.session().begin_nested() as savepoint:
        with pytest.raises(ProgrammingError, match="row-level security"):
            database.session().execute(forged, facts)
        savepoint.rollback()


def test_acts_for_another_person_within_one_transaction_keep_their_names(
    municipality: Municipality, admin: UUID
) -> None:
    client = people.member(municipality, "client")
    with municipalities.inside(municipality, person_id=admin, roles=ROLES):
        record.write("tests.first_done", subject=client, by=admin, at=NOW)
        with database.standing_in(person_id=client, roles=("client",)):
            record.write("tests.second_done", subject=client, by=client, at=NOW)
        record.write("tests.third_done", subject=client, by=admin, at=NOW)
    entries = [one.entry for one in written(municipality)]
    assert [entry.person_id for entry in entries] == [admin, client, admin]
    assert entries[1].roles == ("client",)
    assert is_whole(municipality)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET event = 'tests.other_done'",
        "DELETE FROM record_entry",
        "TRUNCATE record_entry",
        "DELETE FROM record_head",
    ],
)
@pytest.mark.parametrize("role", ["kumina_web", "kumina_clock"])
def test_what_is_written_stays_by_grant(
    url_of: Callable[[str], str], act: Callable[..., None], statement: str, role: str
) -> None:
    act()
    with psycopg.connect(url_of(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_only_the_officer_and_the_clock_read_it(
    municipality: Municipality, admin: UUID, act: Callable[..., None]
) -> None:
    act()

    def read_as(*roles: str) -> int:
        with context.entering(municipality.id, person_id=admin, roles=roles), database.reading():
            return queries.count(Sought())

    assert [read_as("municipality_admin", "team_lead"), read_as("operator"), read_as()] == [0, 0, 0]
    assert [read_as("data_protection_officer"), read_as("clock")] == [1, 1]


def test_a_municipalitys_record_is_its_own(
    municipality: Municipality, neighbour: Municipality, act: Callable[..., None]
) -> None:
    act()
    assert written(neighbour) == []
    other = people.member(neighbour, "team_lead")
    with municipalities.inside(neighbour, person_id=other):
        record.write("tests.thing_done", subject=None, by=other, at=NOW)
    assert [one.number for one in written(neighbour)] == [1]
    with municipalities.inside(neighbour, person_id=other, roles=("clock", "data_protection_officer")):
        for table in ("record_entry", "record_head"):
            seen = text(f"SELECT count(*) FROM {table} WHERE municipality_id = :there")
            assert database.session().execute(seen, {"there": municipality.id}).scalar_one() == 0
        moved = database.session().execute(text("UPDATE record_head SET number = number"))
        assert moved.rowcount == 1, "its own head and no other"


def test_64_writers_leave_no_gap_and_no_fork(municipality: Municipality, admin: UUID, act: Callable[..., None]) -> None:
    with ThreadPoolExecutor(64) as writers:
        for waiting in [writers.submit(act, number=n) for n in range(640)]:
            waiting.result(timeout=60)
    entries = written(municipality)
    assert [one.number for one in entries] == list(range(1, 641))
    assert {one.entry.facts["number"] for one in entries} == set(range(640))
    assert is_whole(municipality)
