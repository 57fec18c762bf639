"""K7 in the database itself: nobody but the client writes a ladder, whatever SQL they may say."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from tenants import context, database
from tenants.registry import Municipality
from tests.factories import goals, intake, people
from tests.factories.intake import Joined

CHANGES = (
    "UPDATE goals_ladder SET goal = 'toisen sanat'",
    "UPDATE goals_ladder SET shared = 'whole'",
    "UPDATE goals_rung SET words = 'toisen sanat'",
    "UPDATE goals_rung SET state = 'dropped', reached_on = NULL",
    "DELETE FROM goals_rung",
    "DELETE FROM goals_ladder",
)
STRANGERS = (
    ("job_coach",),
    ("social_counsellor",),
    ("team_lead",),
    ("municipality_admin",),
    ("data_protection_officer",),
    ("association_member",),
    ("operator",),
    ("clock",),
    ("client",),
    ("social_counsellor", "job_coach", "team_lead", "municipality_admin", "client"),
)


@pytest.fixture
def of(municipality: Municipality) -> Joined:
    """A client whose ladder is shared, so that it can be read as widely as it ever will be."""
    return goals.ladder(municipality, shared=True)


def _words(where: Municipality, of: Joined) -> list[str]:
    with context.entering(where.id, person_id=of.person_id, roles=("client",)), database.reading() as db:
        rows = db.execute(
            text("SELECT goal || shared FROM goals_ladder UNION ALL SELECT words || state || shared FROM goals_rung")
        )
        return sorted(rows.scalars())


@pytest.mark.parametrize("roles", STRANGERS, ids=",".join)
def test_nobody_else_changes_a_word(municipality: Municipality, of: Joined, roles: tuple[str, ...]) -> None:
    somebody, before = people.person(), _words(municipality, of)
    for change in CHANGES:
        with context.entering(municipality.id, person_id=somebody, roles=roles), database.writing() as db:
            assert db.execute(text(change)).rowcount == 0, change  # type: ignore[attr-defined]
    assert _words(municipality, of) == before


@pytest.mark.parametrize("roles", STRANGERS, ids=",".join)
def test_nobody_else_adds_a_rung(municipality: Municipality, of: Joined, roles: tuple[str, ...]) -> None:
    somebody = people.person()
    with pytest.raises(ProgrammingError, match="row-level security"), _door(municipality, somebody, roles) as db:
        db.execute(
            text(
                "INSERT INTO goals_rung (municipality_id, ladder_id, person_id, place, words, shared, written_at)"
                " VALUES (:here, uuidv7(), :person, 9, 'toisen sanat', 'whole', '2026-11-24')"
            ),
            {"here": municipality.id, "person": of.person_id},
        )


@pytest.mark.parametrize("roles", STRANGERS, ids=",".join)
def test_nobody_else_begins_a_ladder(municipality: Municipality, roles: tuple[str, ...]) -> None:
    joined, somebody = intake.client(municipality), people.person()
    with pytest.raises(ProgrammingError, match="row-level security"), _door(municipality, somebody, roles) as db:
        db.execute(
            text(
                "INSERT INTO goals_ladder (municipality_id, client_id, person_id, goal, benefits, already_done,"
                " history, wished_support, written_at)"
                " VALUES (:here, :client, :person, 'toisen', '', '', '', '', '2026-11-24')"
            ),
            {"here": municipality.id, "client": joined.id, "person": joined.person_id},
        )


def test_a_counsellor_cannot_become_the_client_by_sql(municipality: Municipality, of: Joined) -> None:
    """A membership as client is the counsellor's to make (K4), but the person on the token stays their own."""
    with (
        pytest.raises(IntegrityError, match="goals_ladder_municipality_id_client_id_person_id_fkey"),
        _door(municipality, of.counsellor_id, ("social_counsellor",)) as db,
    ):
        db.execute(
            text("UPDATE intake_client SET person_id = :me WHERE id = :client"),
            {"me": of.counsellor_id, "client": of.id},
        )


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("roles", STRANGERS, ids=",".join)
def test_a_ladder_is_read_only_as_its_client_shares_it(
    municipality: Municipality, roles: tuple[str, ...], shared: bool
) -> None:
    goals.ladder(municipality, shared=shared)
    reads = shared and bool({"social_counsellor", "job_coach"} & set(roles))
    with context.entering(municipality.id, person_id=people.person(), roles=roles), database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM goals_ladder")) == int(reads)
        assert db.scalar(text("SELECT count(*) FROM goals_rung")) == 2 * int(reads)
        assert db.scalar(text("SELECT count(*) FROM goals_ladder_version")) == 0


def test_versions_are_only_added(municipality: Municipality, of: Joined) -> None:
    for change in ("UPDATE goals_ladder_version SET number = 9", "DELETE FROM goals_ladder_version"):
        with pytest.raises(ProgrammingError, match="permission denied"), _door(municipality, of.person_id) as db:
            db.execute(text(change))


def test_another_municipality_reads_nothing(municipality: Municipality, neighbour: Municipality, of: Joined) -> None:
    with context.entering(neighbour.id, person_id=of.person_id, roles=("client",)), database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM goals_ladder")) == 0


@contextmanager
def _door(where: Municipality, person_id: UUID, roles: tuple[str, ...] = ("client",)) -> Iterator[Session]:
    with context.entering(where.id, person_id=person_id, roles=roles), database.writing() as db:
        yield db
