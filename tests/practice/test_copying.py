"""A practice copy has the municipality's settings and none of its people, and never becomes real."""

import re
import time
from uuid import UUID

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import tables
from app.web.clock import now
from tenants import context, database, form, look, registry, resolution, settings
from tenants.database import Base
from tenants.registry import Municipality
from tests.factories import associations, drawing, intake, municipalities, people, steering
from tests.factories.browsing import send
from tests.factories.municipalities import inside

ADMIN = ("municipality_admin",)
CANARY = "Zqkanarialintu"


@pytest.fixture
def real(app: Flask) -> Municipality:
    return municipalities.municipality(kind="real", name="Todellinen")


@pytest.fixture
def admin(real: Municipality, browser: FlaskClient) -> UUID:
    person_id = people.member(real, *ADMIN, name=f"Aatu {CANARY}")
    people.sign_in(browser, person_id, roles=ADMIN)
    return person_id


def made(browser: FlaskClient, of: Municipality) -> Municipality:
    """Press the button and answer the copy."""
    page = f"/{of.slug}/practice"
    assert send(browser, f"{page}/make", page=page).status_code == 302
    with context.globally(), database.reading():
        found = registry.copy_of(of.id)
    assert found
    return found


def test_one_click_makes_it_in_a_few_seconds(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    began = time.monotonic()
    copy = made(browser, real)
    assert time.monotonic() - began < 20
    assert (copy.kind, copy.state, copy.playbook) == ("practice", "open", real.playbook)
    home = browser.get(f"/{copy.slug}/")
    assert home.status_code == 200, "the admin's own sign-in works there"
    assert "kumina-practice" in home.text, "every page says that it is for practice"
    shown = browser.get(f"/{real.slug}/practice").text
    assert f"/{copy.slug}/" in shown
    assert "team-lead@" in shown


def test_the_settings_go_along(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    steering.changed(real, "opening", "clients_a_year", 33, by=admin)
    steering.changed(real, "meetings", "acute_hours_a_week", 5, by=admin)
    steering.responsibility(real, admin, "producer")
    steering.area(real, admin, "422")
    with inside(real, person_id=admin, roles=ADMIN):
        look.set_logo(drawing.picture(8, 8), by=admin, at=now())
        registry.set_look(real.id, colour="#123456", first_language=real.first_language)
    resolution.forget()
    copy = made(browser, real)
    with inside(copy, person_id=admin, roles=ADMIN):
        assert settings.value("opening", "clients_a_year") == 33
        assert settings.value("meetings", "acute_hours_a_week") == 5
        assert {fact.role for fact in form.facts()} >= {"producer"}
        assert [area.place.code for area in form.areas()] == ["422"]
        assert look.logo() is not None
    assert copy.brand_colour == "#123456"


def test_nobody_goes_along(
    real: Municipality, admin: UUID, browser: FlaskClient, superuser: psycopg.Connection
) -> None:
    """A name is planted wherever a person can stand; only the admin's own membership carries it over."""
    counsellor = people.member(real, "social_counsellor", name=f"Saara {CANARY}")
    intake.client(real, counsellor, calling_name=CANARY)
    intake.contact(real, counsellor, calling_name=CANARY)
    associations.association(real, f"{CANARY} ry")
    with inside(real, person_id=admin, roles=ADMIN):
        form.enter_fact(
            role="payer",
            kind="municipality",
            name="Todellinen",
            service_type="any",
            valid_from=now().date(),
            valid_to=None,
            basis=f"Päätös, Saara {CANARY}",
            by=admin,
            at=now(),
        )
        bank = [dict(row) for row in settings.value("meetings", "question_bank")]
        bank[0]["question"] = {"fi": f"Mitä Saara {CANARY} kysyisi?", "sv": "Vad?"}
    steering.changed(real, "meetings", "question_bank", bank, by=admin)
    copy = made(browser, real)
    tables.load()
    found = {}
    for table in Base.metadata.sorted_tables:
        if "municipality_id" not in table.c:
            continue
        rows = superuser.execute(
            f"SELECT t::text FROM {table.name} t WHERE municipality_id = %s",
            (copy.id,),
        ).fetchall()
        found[table.name] = [row for (row,) in rows if CANARY in row]
    leaked = {name: rows for name, rows in found.items() if rows}
    assert list(leaked) == ["accounts_membership"]
    assert len(leaked["accounts_membership"]) == 1
    assert str(admin) in leaked["accounts_membership"][0]


def test_there_is_one_at_a_time(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    first = made(browser, real)
    second = made(browser, real)
    assert first.slug != second.slug
    with context.globally(), database.reading():
        assert registry.by_id(first.id).state == "closed"
    resolution.forget()
    assert browser.get(f"/{first.slug}/").status_code == 404


def test_it_never_becomes_real(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    copy = made(browser, real)
    for change in ("kind = 'real'", "copy_of = NULL"):
        with (
            context.entering(copy.id, person_id=admin, roles=ADMIN),
            pytest.raises(Exception, match="permission denied"),
            database.writing() as db,
        ):
            db.execute(text(f"UPDATE registry_municipality SET {change} WHERE id = :id"), {"id": copy.id})


@pytest.mark.parametrize(
    ("kind", "with_copy", "roles"),
    [
        ("real", True, ADMIN),
        ("practice", False, ADMIN),
        ("practice", True, ("team_lead",)),
        ("practice", True, ()),
    ],
)
def test_an_admins_token_adds_nothing_else_to_the_registry(
    real: Municipality, kind: str, with_copy: bool, roles: tuple[str, ...]
) -> None:
    with context.globally(), database.reading():
        new = registry.new_id()
    insert = text(
        "INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, playbook, copy_of)"
        " VALUES (:id, :slug, 'x', 'x', :kind, 'kumina_1', :of)"
    )
    said = {"id": new, "slug": f"x{new.hex[:12]}", "kind": kind, "of": real.id if with_copy else None}
    with (
        context.entering(new, roles=roles),
        pytest.raises(Exception, match=r"row-level security|copy_is_for_practice"),
        database.writing() as db,
    ):
        db.execute(insert, said)


def test_a_practice_municipality_needs_no_copy(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(municipality, *ADMIN), roles=ADMIN)
    page = browser.get(f"/{municipality.slug}/practice").text
    assert "/practice/make" not in page
    with context.globally(), database.reading():
        assert registry.copy_of(municipality.id) is None


def test_only_an_admin_makes_one(real: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(real, "team_lead"))
    assert browser.get(f"/{real.slug}/practice").status_code == 403


def test_the_copy_is_recorded_at_home_and_there(
    real: Municipality, admin: UUID, browser: FlaskClient, superuser: psycopg.Connection
) -> None:
    copy = made(browser, real)
    events = superuser.execute(
        "SELECT municipality_id, event FROM record_entry WHERE event IN ('practice.copied', 'municipality.opened')"
        " AND municipality_id IN (%s, %s)",
        (real.id, copy.id),
    ).fetchall()
    assert set(events) == {(real.id, "practice.copied"), (copy.id, "municipality.opened")}


def test_the_password_is_shown_once_and_works(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    page = f"/{real.slug}/practice"
    send(browser, f"{page}/make", page=page)
    password = re.search(r"\b[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}\b", browser.get(page).text)
    assert password
    assert password[0] not in browser.get(page).text


def test_walls_between_the_two(real: Municipality, admin: UUID, browser: FlaskClient) -> None:
    """It is a municipality like every other: its token reads nothing of the real one."""
    intake.client(real, calling_name=CANARY)
    copy = made(browser, real)
    counsellor = people.person()
    with context.entering(copy.id, person_id=counsellor, roles=("team_lead",)), database.reading() as db:
        names = db.scalars(text("SELECT calling_name FROM intake_client")).all()
    assert names
    assert CANARY not in names
