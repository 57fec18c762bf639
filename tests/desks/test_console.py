"""The operator's console: numbers kept by the clock, acts with a reason, and looking in that sees no client."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from app import tables
from app.accounts import queries as accounts
from app.desks import jobs
from app.web.clock import now
from tenants import context, database, resolution
from tenants.database import Base
from tenants.registry import Municipality
from tests.factories import house, intake, people, worktasks
from tests.factories.browsing import send
from tests.factories.house import House

WHY = "Kunnan kirjeet eivät lähde, katson miksi."


@pytest.fixture
def oona(url_of: Callable[[str], str]) -> UUID:
    person_id = people.person("Oona Ylläpitäjä")
    people.make_operator(person_id, url_of("kumina_owner"))
    return person_id


@pytest.fixture
def operator(browser: FlaskClient, oona: UUID) -> FlaskClient:
    people.sign_in(browser, oona, roles=("operator",))
    return browser


@pytest.fixture
def counted(url_of: Callable[[str], str]) -> Iterator[Callable[[], None]]:
    """Have everything counted as the worker would; the house is the web's again afterwards."""
    signer = database._the_database().signer

    def count() -> None:
        database.configure(url_of("kumina_clock"), signer)
        jobs.count_everything(now())
        database.configure(url_of("kumina_web"), signer)

    yield count
    database.configure(url_of("kumina_web"), signer)


def at(where: Municipality, page: str = "") -> str:
    return f"/operator/municipalities/{where.slug}{page}"


def test_numbers_are_shown_and_no_name(
    municipality: Municipality, operator: FlaskClient, counted: Callable[[], None]
) -> None:
    counsellor = people.member(municipality, "social_counsellor", name="Saara Satunen")
    people.sign_in(operator.application.test_client(), counsellor)
    for number in range(6):
        intake.client(municipality, counsellor, calling_name=f"Asiakas{number}")
    worktasks.task(municipality)
    counted()
    page = operator.get(at(municipality)).text
    values = [value.strip() for value in re.findall(r'summary-list__value">\s*(.*?)\s*</dd>', page, re.DOTALL)]
    assert "6" in values, "six clients"
    assert "Saara" not in page
    assert "Asiakas" not in page
    listed = operator.get("/operator/").text
    assert municipality.slug in listed
    assert "Saara" not in listed


def test_few_clients_are_not_told_and_not_even_kept(
    municipality: Municipality, operator: FlaskClient, counted: Callable[[], None], superuser: psycopg.Connection
) -> None:
    for number in range(4):
        intake.client(municipality, calling_name=f"Asiakas{number}")
    counted()
    kept = superuser.execute(
        "SELECT clients, placements_running FROM registry_figures WHERE municipality_id = %s", (municipality.id,)
    ).fetchone()
    assert kept == (None, None)
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute("UPDATE registry_figures SET clients = 4 WHERE municipality_id = %s", (municipality.id,))


def test_the_day_of_the_last_sign_in_is_remembered(
    municipality: Municipality, browser: FlaskClient, counted: Callable[[], None], superuser: psycopg.Connection
) -> None:
    def seen_on() -> object:
        row = superuser.execute(
            "SELECT staff_seen_on FROM registry_figures WHERE municipality_id = %s", (municipality.id,)
        ).fetchone()
        return row[0] if row else None

    person_id = people.member(municipality, "team_lead")
    counted()
    assert seen_on() is None
    people.sign_in(browser, person_id)
    counted()
    day = seen_on()
    assert day is not None
    superuser.execute("DELETE FROM accounts_session WHERE person_id = %s", (person_id,))
    counted()
    assert seen_on() == day


def test_the_web_cannot_ask_who_signed_in(municipality: Municipality) -> None:
    with (
        context.entering(municipality.id, roles=("clock",)),
        pytest.raises(Exception, match="permission denied"),
        database.reading() as db,
    ):
        db.execute(text("SELECT sec.staff_seen_on()"))


def test_the_house_says_how_it_stands(operator: FlaskClient) -> None:
    page = operator.get("/operator/").text
    assert "0015" in page or "00" in page
    assert page.count("kumina-tag--success") >= 2


def test_counting_is_asked_of_the_worker(operator: FlaskClient, superuser: psycopg.Connection) -> None:
    assert send(operator, "/operator/count", page="/operator/").status_code == 302
    row = superuser.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'desks:count_now'").fetchone()
    assert row
    assert row[0] > 0


def test_a_municipality_is_suspended_and_opened_with_a_reason(
    municipality: Municipality, operator: FlaskClient, superuser: psycopg.Connection
) -> None:
    admin = people.member(municipality, "municipality_admin")
    assert send(operator, at(municipality, "/suspend"), {"reason": "lyhyt"}).status_code == 422
    assert send(operator, at(municipality, "/suspend"), {"reason": WHY}).status_code == 302
    resolution.forget()
    assert operator.get(f"/{municipality.slug}/").status_code == 503
    assert send(operator, at(municipality, "/suspend"), {"reason": WHY}).status_code == 422, "it is suspended already"
    assert send(operator, at(municipality, "/reopen"), {"reason": WHY}).status_code == 302
    resolution.forget()
    acts = superuser.execute(
        "SELECT facts->>'what' FROM record_entry WHERE municipality_id = %s AND event = 'accounts.operator_acted'"
        " ORDER BY number",
        (municipality.id,),
    ).fetchall()
    assert acts == [("suspended",), ("reopened",)]
    people.sign_in(operator, admin)
    assert WHY in operator.get(f"/{municipality.slug}/").text


def letters(db: psycopg.Connection, where: Municipality) -> int:
    row = db.execute(
        "SELECT count(*) FROM outbox_letter WHERE municipality_id = %s AND kind = 'accounts.operator_acted'",
        (where.id,),
    ).fetchone()
    assert row
    return int(row[0])


def test_looking_in_is_told_at_the_moment_it_begins(
    municipality: Municipality, operator: FlaskClient, superuser: psycopg.Connection
) -> None:
    admin = people.member(municipality, "municipality_admin")
    officer = people.member(municipality, "data_protection_officer")
    people.member(municipality, "team_lead")
    assert operator.get(at(municipality, "/inside")).status_code == 302, "nothing is open without a reason"
    assert send(operator, at(municipality, "/look-in"), {"reason": WHY}).location.endswith("/inside")
    assert letters(superuser, municipality) == 2, "to the admin and the officer, and to nobody else"
    page = operator.get(at(municipality, "/inside"))
    assert page.status_code == 200
    seen = superuser.execute(
        "SELECT roles FROM record_entry WHERE municipality_id = %s AND event = 'accounts.operator_saw'",
        (municipality.id,),
    ).fetchall()
    assert seen == [(["looking_in"],)]
    for reader in (admin, officer):
        people.sign_in(operator, reader)
        home = operator.get(f"/{municipality.slug}/").text
        assert WHY in home
        acts = f"/{municipality.slug}/operator-acts"
        found = re.search(r'action="([^"]+/read)"', operator.get(acts).text)
        assert found
        send(operator, found[1], page=acts)
        assert WHY not in operator.get(f"/{municipality.slug}/").text, "read, so it leaves the home page"
        assert WHY in operator.get(acts).text, "and stays where it can be found"


def test_it_ends_by_itself_and_at_will(
    municipality: Municipality, operator: FlaskClient, oona: UUID, superuser: psycopg.Connection
) -> None:
    send(operator, at(municipality, "/look-in"), {"reason": WHY})
    with context.entering(municipality.id, person_id=oona, roles=("operator",)), database.reading():
        act = accounts.looking_in(oona, at=now())
        assert act
        assert act.ends_at == act.acted_at + timedelta(minutes=60)
        assert accounts.looking_in(oona, at=act.acted_at + timedelta(minutes=60)) is None
    with pytest.raises(psycopg.errors.CheckViolation):
        superuser.execute(
            "UPDATE accounts_operator_act SET ends_at = ends_at + interval '1 minute' WHERE id = %s", (act.id,)
        )
    send(operator, at(municipality, "/leave"), page=at(municipality, "/inside"))
    assert operator.get(at(municipality, "/inside")).status_code == 302


def test_another_operator_needs_a_reason_of_their_own(
    municipality: Municipality, operator: FlaskClient, url_of: Callable[[str], str]
) -> None:
    send(operator, at(municipality, "/look-in"), {"reason": WHY})
    other = people.person("Toinen Operaattori")
    people.make_operator(other, url_of("kumina_owner"))
    people.sign_in(operator, other, roles=("operator",))
    assert operator.get(at(municipality, "/inside")).status_code == 302


def test_nobody_else_opens_the_console(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    for page in ("/operator/", at(municipality), at(municipality, "/look-in"), at(municipality, "/inside")):
        assert browser.get(page).status_code == 403


SEEN_BY_WHO_LOOKS_IN = {
    "accounts_membership": "the team, without clients",
    "accounts_invitation": "who is invited to the team, without clients",
    "registry_": "the settings",
    "associations_": "the network",
    "worktasks_": "its tasks, which are public once published",
    "placements_rule_set": "the law, as data",
    "reimbursement_policy": "what the municipality decided",
    "reimbursement_template": "what others decided, in public",
    "intake_channel": "the ways in: offices, never people who come",
    "intake_tally": "months and counts",
    "opening_": "the opening",
    "record_head": "how long the record is",
    "accounts_provider": "through whom staff sign in; the secret is sealed",
    "accounts_operator_act": "their own looking in",
    "outbox_letter": "nobody reads a letter: the web has no right to (tests/outbox)",
}
CLIENTS = ("intake_client", "intake_contact", "goals_", "attendance_", "placements_placement", "reimbursement_claim")


@pytest.fixture(scope="module")
def furnished(app: object) -> House:
    return house.furnished("Kuvitela")


@pytest.mark.parametrize("role", ["operator", "looking_in"])
def test_no_row_about_a_client_is_seen(furnished: House, role: str, superuser: psycopg.Connection) -> None:
    """By SQL, as the web's own role with a token of the operator or of who looks in, in a municipality full of rows."""
    tables.load()
    by, tried = people.person("Oona"), 0
    with context.entering(furnished.where.id, person_id=by, roles=(role,)), database.reading() as db:
        for table in Base.metadata.sorted_tables:
            if "municipality_id" not in table.c or table.name.startswith("registry_"):
                continue
            if table.name.startswith(tuple(SEEN_BY_WHO_LOOKS_IN)) and not table.name.startswith(CLIENTS):
                continue
            count = db.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
            assert count == 0, f"{role} reads {table.name}"
            there = superuser.execute(
                f"SELECT count(*) FROM {table.name} WHERE municipality_id = %s",
                (furnished.where.id,),
            ).fetchone()
            tried += bool(there and there[0] and table.name.startswith(CLIENTS))
        assert db.execute(text("SELECT count(*) FROM accounts_membership WHERE role = 'client'")).scalar_one() == 0
        assert db.execute(text("SELECT count(*) FROM accounts_membership")).scalar_one() > 5
        assert db.execute(text("SELECT count(*) FROM accounts_person WHERE id <> :me"), {"me": by}).scalar_one() == 0
    assert tried >= 7, "the tables about clients had rows to see"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_membership SET name = 'x'",
        "UPDATE associations_association SET name = 'x'",
        "DELETE FROM registry_deviation",
        "UPDATE registry_municipality SET state = 'closed'",
    ],
)
def test_who_looks_in_changes_little_and_never_people_or_settings(furnished: House, statement: str) -> None:
    by = people.person("Oona")
    with context.entering(furnished.where.id, person_id=by, roles=("looking_in",)), database.reading() as db:
        with pytest.raises(Exception, match="read-only transaction"):
            db.execute(text(statement))
        db.rollback()
