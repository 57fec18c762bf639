"""Working time and absences in a municipality, and the substitute's dated right."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from app.intake import queries as intake_queries
from app.team import actions, queries
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import intake, people, team
from tests.factories.municipalities import NOW, inside

TODAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)
COUNSELLOR = ("social_counsellor",)


@pytest.fixture
def saara(municipality: Municipality) -> UUID:
    return people.member(municipality, "social_counsellor", name="Saara")


@pytest.fixture
def jouni(municipality: Municipality) -> UUID:
    return people.member(municipality, "job_coach", name="Jouni")


def inbox(where: Municipality, person_id: UUID, day: date) -> list[str]:
    """Whom a counsellor's work list names on a day."""
    with context.entering(where.id, person_id=person_id, roles=("job_coach",)), database.reading():
        return [one.calling_name for one in intake_queries.clients_of(person_id, today=day)]


def test_capacity_is_told_for_the_weeks_asked(municipality: Municipality, saara: UUID, jouni: UUID) -> None:
    team.week(municipality, saara)
    team.absence(municipality, saara, first_on=date(2026, 12, 7), days=2)
    with inside(municipality, person_id=saara, roles=COUNSELLOR):
        found = queries.capacity(MONDAY, 3)
        (time,) = queries.working_times()
    assert [(one.week_on, one.minutes, one.absent_minutes, one.free_minutes) for one in found] == [
        (MONDAY, 2250, 0, 2010),
        (date(2026, 11, 30), 2250, 0, 2010),
        (date(2026, 12, 7), 2250, 900, 1110),
    ]
    assert (time.name, time.week_minutes, time.reserve_minutes) == ("Saara", 2250, 240)


def test_who_is_no_counsellor_any_more_has_no_capacity(municipality: Municipality, saara: UUID) -> None:
    team.week(municipality, saara)
    with inside(municipality, person_id=saara, roles=("municipality_admin",)):
        database.session().execute(
            text("UPDATE accounts_membership SET ended_at = :at, ended_by = person_id WHERE person_id = :person"),
            {"at": NOW, "person": saara},
        )
        assert queries.capacity(MONDAY, 1) == ()


def test_a_week_said_again_for_the_same_day_is_corrected(municipality: Municipality, saara: UUID) -> None:
    team.week(municipality, saara)
    team.week(municipality, saara, minutes=(300,) * 5 + (0, 0), reserve_minutes=300)
    with inside(municipality, person_id=saara, roles=COUNSELLOR):
        (time,) = queries.working_times()
    assert (time.week_minutes, time.reserve_minutes) == (1500, 300)


def test_k14_the_playbooks_limits_are_asked(municipality: Municipality, saara: UUID) -> None:
    with pytest.raises(Refused) as refused:
        team.week(municipality, saara, reserve_minutes=180)
    assert refused.value.refusal.facts == {"least": 4, "most": 5}


def test_nobody_changes_a_colleagues_week(municipality: Municipality, saara: UUID, jouni: UUID) -> None:
    with inside(municipality, person_id=jouni, roles=("job_coach",)), pytest.raises(Missing):
        actions.set_working_time(
            person_id=saara, valid_from=TODAY, minutes=team.FULL, reserve_minutes=240, plans=False, by=jouni, at=NOW
        )


def test_a_substitute_sees_the_clients_on_those_days_only(
    municipality: Municipality, saara: UUID, jouni: UUID, superuser: psycopg.Connection
) -> None:
    intake.client(municipality, saara, calling_name="Aino")
    intake.client(municipality, jouni, calling_name="Onni")
    away = team.absence(municipality, saara, first_on=TODAY, days=3)
    assert inbox(municipality, jouni, TODAY) == ["Onni"]
    team.substitute(municipality, away, jouni)
    assert inbox(municipality, jouni, TODAY - timedelta(days=1)) == ["Onni"]
    assert inbox(municipality, jouni, TODAY) == ["Aino", "Onni"]
    assert inbox(municipality, jouni, TODAY + timedelta(days=2)) == ["Aino", "Onni"]
    assert inbox(municipality, jouni, TODAY + timedelta(days=3)) == ["Onni"], "it ends by itself"
    assert inbox(municipality, saara, TODAY) == ["Aino"], "the right goes one way"
    row = superuser.execute(
        "SELECT subjects, facts->>'last_on' FROM record_entry WHERE municipality_id = %s AND event = %s",
        (municipality.id, "team.substitute_named"),
    ).fetchone()
    assert row is not None
    assert set(row[0]) == {saara, jouni}
    assert row[1] == "2026-11-26"


def test_the_client_says_for_whom_one_stands_in(municipality: Municipality, saara: UUID, jouni: UUID) -> None:
    intake.client(municipality, saara, calling_name="Aino")
    team.substitute(municipality, team.absence(municipality, saara, first_on=TODAY), jouni)
    with context.entering(municipality.id, person_id=jouni, roles=("job_coach",)), database.reading():
        (client,) = intake_queries.clients_of(jouni, today=TODAY)
    assert client.counsellor_name == "Saara"


def test_a_right_is_not_passed_on(municipality: Municipality, saara: UUID, jouni: UUID) -> None:
    """Who stands in for a substitute sees the substitute's own clients only."""
    third = people.member(municipality, "social_counsellor", name="Kolmas")
    intake.client(municipality, saara, calling_name="Aino")
    team.substitute(municipality, team.absence(municipality, saara, first_on=TODAY), jouni)
    team.substitute(municipality, team.absence(municipality, jouni, first_on=TODAY), third)
    assert inbox(municipality, third, TODAY) == []


def test_being_back_takes_the_right_away(municipality: Municipality, saara: UUID, jouni: UUID) -> None:
    intake.client(municipality, saara, calling_name="Aino")
    away = team.absence(municipality, saara, first_on=TODAY - timedelta(days=2), days=9)
    team.substitute(municipality, away, jouni)
    assert inbox(municipality, jouni, TODAY) == ["Aino"]
    with inside(municipality, person_id=saara, roles=COUNSELLOR):
        actions.end_absence(absence_id=away, plans=False, by=saara, at=NOW)
    assert inbox(municipality, jouni, TODAY) == []
    with inside(municipality, person_id=saara, roles=COUNSELLOR):
        assert queries.absence(away).last_on == TODAY - timedelta(days=1)


def test_an_absence_to_come_is_taken_back_whole(municipality: Municipality, saara: UUID) -> None:
    away = team.absence(municipality, saara, first_on=TODAY + timedelta(days=5))
    with inside(municipality, person_id=saara, roles=COUNSELLOR):
        actions.end_absence(absence_id=away, plans=False, by=saara, at=NOW)
        with pytest.raises(Missing):
            queries.absence(away)


def test_the_database_has_no_room_for_a_reason(municipality: Municipality) -> None:
    with inside(municipality):
        columns = set(
            database.session().scalars(
                text("SELECT attname FROM pg_attribute WHERE attrelid = 'team_absence'::regclass AND attnum > 0")
            )
        )
    who_and_when = {"noted_at", "noted_by", "named_at", "named_by"}
    assert columns == {"municipality_id", "id", "person_id", "first_on", "last_on", "substitute_id"} | who_and_when


SAY = (
    "INSERT INTO team_absence (municipality_id, person_id, first_on, last_on, noted_at, noted_by)"
    " VALUES (sec.municipality(), :of, '2027-01-04', '2027-01-05', now(), :by)"
)


@pytest.mark.parametrize("role", ["client", "association_admin", "finance", "data_protection_officer", "operator"])
def test_others_neither_read_nor_write(municipality: Municipality, saara: UUID, role: str) -> None:
    team.week(municipality, saara)
    team.absence(municipality, saara, first_on=TODAY)
    with context.entering(municipality.id, person_id=saara, roles=(role,)), database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM team_working_time")) == 0
        assert db.scalar(text("SELECT count(*) FROM team_absence")) == 0
    with (
        context.entering(municipality.id, person_id=saara, roles=(role,)),
        pytest.raises(Exception, match="row-level security"),
        database.writing() as db,
    ):
        db.execute(text(SAY), {"of": saara, "by": saara})


def test_the_database_lets_a_counsellor_name_nobody_for_a_colleague(
    municipality: Municipality, saara: UUID, jouni: UUID
) -> None:
    """Nobody opens a colleague's clients to themself, whatever the statement."""
    away = team.absence(municipality, saara, first_on=TODAY)
    steal = text("UPDATE team_absence SET substitute_id = :me, named_at = now(), named_by = :me WHERE id = :id")
    with inside(municipality, person_id=jouni, roles=("job_coach",)):
        assert database.session().execute(steal, {"me": jouni, "id": away}).rowcount == 0  # type: ignore[attr-defined]
    with (
        context.entering(municipality.id, person_id=jouni, roles=("job_coach",)),
        pytest.raises(Exception, match="row-level security"),
        database.writing() as db,
    ):
        db.execute(text(SAY), {"of": saara, "by": jouni})


def test_the_walls_stand(url_of: Callable[[str], str], municipality: Municipality, saara: UUID) -> None:
    """Without a token there is nothing."""
    team.absence(municipality, saara, first_on=TODAY)
    with psycopg.connect(url_of("kumina_web")) as web:
        assert web.execute("SELECT count(*) FROM team_absence").fetchone() == (0,)
