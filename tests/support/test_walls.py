"""K17 in the database itself: what is talked about with associations is the team's, their own matters are theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people, support

TEAM = ("social_counsellor", "job_coach", "team_lead")
NETWORK = ("association_member", "association_admin")
OUTSIDE = ("client", "finance", "approver", "data_protection_officer", "operator")
TABLES = ("support_contact", "support_matter", "support_step")


@contextmanager
def door(where: Municipality, person_id: UUID | None, *roles: str) -> Iterator[Session]:
    """A writing transaction of somebody in these roles."""
    with context.entering(where.id, person_id=person_id, roles=roles), database.writing() as db:
        yield db


def counted(db: Session, table: str) -> int:
    return db.scalar(text(f"SELECT count(*) FROM {table}")) or 0


@pytest.fixture
def supported(municipality: Municipality) -> UUID:
    """An association with a contact, a matter of its own and one of the team's, both acted on."""
    made = associations.association(municipality)
    support.contact(municipality, made)
    support.acted(municipality, support.matter(municipality, made))
    support.acted(municipality, support.noted(municipality, made))
    return made


@pytest.mark.usefixtures("supported")
@pytest.mark.parametrize("role", TEAM)
def test_k17_the_team_reads_everything(municipality: Municipality, role: str) -> None:
    with door(municipality, people.person(), role) as db:
        assert [counted(db, table) for table in TABLES] == [1, 2, 2]


@pytest.mark.usefixtures("supported")
@pytest.mark.parametrize("role", NETWORK)
def test_k17_the_network_reads_what_it_brought_up_and_its_answers(municipality: Municipality, role: str) -> None:
    with door(municipality, people.person(), role) as db:
        assert [counted(db, table) for table in TABLES] == [0, 1, 1]
        assert db.scalars(text("SELECT DISTINCT opened_for FROM support_step")).all() == ["association"]


@pytest.mark.usefixtures("supported")
@pytest.mark.parametrize("role", [*OUTSIDE, "municipality_admin"])
def test_k17_nobody_else_reads_any_of_it(municipality: Municipality, role: str) -> None:
    with door(municipality, people.person(), role) as db:
        assert [counted(db, table) for table in TABLES] == [0, 0, 0]
        assert db.execute(text("UPDATE support_matter SET owner_id = NULL")).rowcount == 0  # type: ignore[attr-defined]


@pytest.mark.usefixtures("supported")
@pytest.mark.parametrize("role", NETWORK)
def test_the_network_neither_settles_nor_takes(municipality: Municipality, role: str) -> None:
    who = people.person()
    with door(municipality, who, role) as db:
        closing = text("UPDATE support_matter SET closed_at = now(), closed_by = :who")
        assert db.execute(closing, {"who": who}).rowcount == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "side", "in_anothers_name"),
    [
        *((role, "association", False) for role in (*TEAM, *OUTSIDE)),
        *((role, "staff", False) for role in (*NETWORK, *OUTSIDE)),
        ("social_counsellor", "staff", True),
        ("association_admin", "association", True),
    ],
)
def test_a_matter_is_opened_on_ones_own_side_and_in_ones_own_name(
    municipality: Municipality, supported: UUID, role: str, side: str, in_anothers_name: bool
) -> None:
    who, by = people.person(), people.person()
    add = text(
        "INSERT INTO support_matter (municipality_id, association_id, opened_for, words, opened_at, opened_by)"
        " VALUES (:here, :association, :side, 'x', now(), :by)"
    )
    values = {"here": municipality.id, "association": supported, "side": side, "by": by if in_anothers_name else who}
    with pytest.raises(ProgrammingError, match="row-level security"), door(municipality, who, role) as db:
        db.execute(add, values)


@pytest.mark.parametrize("role", [*NETWORK, *OUTSIDE, "municipality_admin"])
def test_only_the_team_writes_contacts(municipality: Municipality, supported: UUID, role: str) -> None:
    add = text(
        "INSERT INTO support_contact (municipality_id, association_id, how, met_on, words, written_at, written_by)"
        " VALUES (:here, :association, 'call', '2026-11-24', 'x', now(), :by)"
    )
    who = people.person()
    with pytest.raises(ProgrammingError, match="row-level security"), door(municipality, who, role) as db:
        db.execute(add, {"here": municipality.id, "association": supported, "by": who})


@pytest.mark.parametrize("table", [*TABLES, "support_pulse", "support_pulse_reply", "support_counsellor"])
def test_nothing_of_it_is_deleted_by_the_web(municipality: Municipality, table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        door(municipality, people.person(), "team_lead") as db,
    ):
        db.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize("role", [*NETWORK, *OUTSIDE, "social_counsellor", "job_coach"])
def test_only_who_leads_asks_the_network(municipality: Municipality, role: str) -> None:
    who = people.person()
    add = text(
        "INSERT INTO support_pulse (municipality_id, season, open_until_on, started_at, started_by)"
        " VALUES (:here, 'Kevät', '2027-01-31', now(), :by)"
    )
    with pytest.raises(ProgrammingError, match="row-level security"), door(municipality, who, role) as db:
        db.execute(add, {"here": municipality.id, "by": who})


@pytest.mark.parametrize("role", [*TEAM, *OUTSIDE, "municipality_admin"])
def test_nobody_answers_in_the_place_of_an_association(municipality: Municipality, role: str) -> None:
    associations.association(municipality)
    support.pulse(municipality)
    who = people.person()
    answer = text("UPDATE support_pulse_reply SET places = 9, answered_at = now(), answered_by = :who")
    with door(municipality, who, role) as db:
        assert db.execute(answer, {"who": who}).rowcount == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", OUTSIDE)
def test_answers_are_read_by_the_team_the_admin_and_the_network_alone(municipality: Municipality, role: str) -> None:
    associations.association(municipality)
    support.pulse(municipality)
    with door(municipality, people.person(), role) as db:
        assert counted(db, "support_pulse_reply") == counted(db, "support_pulse") == 0
