"""`kumina person`: what a stranger can follow, and what only the owner of the database can do."""

import re
import secrets

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update
from sqlalchemy.exc import ProgrammingError

from app.accounts.models import Person
from app.cli import person
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import accounts, people
from tests.factories.browsing import send


def run(app: Flask, *words: str, owner: str = "") -> Result:
    """The command as typed."""
    env = {"DATABASE_OWNER_URL": owner or None}
    return app.test_cli_runner().invoke(person.commands, list(words), env=env)


def address() -> str:
    """One nobody has."""
    return f"{secrets.token_hex(6)}@esimerkki.example"


def test_the_first_admin_is_invited_and_joins(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    answer = run(app, "invite-first-admin", municipality.slug, address(), "Aino Esimerkki")
    assert answer.exit_code == 0, answer.output
    link = re.search(r"http://localhost(/\S+/invitations/\S+)", answer.output)
    assert link
    typed = {"name": "Aino", "new_password": accounts.PASSWORD, "new_password_confirm": accounts.PASSWORD}
    assert send(browser, link.group(1), typed).status_code == 302
    assert browser.get(f"/{municipality.slug}/team/").status_code == 200
    again = run(app, "invite-first-admin", municipality.slug, address(), "Toinen")
    assert again.exit_code == 1
    assert "has an admin already" in again.output


def test_the_first_admin_of_nowhere_is_not_invited(app: Flask) -> None:
    answer = run(app, "invite-first-admin", "nowhere", address(), "Aino")
    assert answer.exit_code == 1
    assert "kumina municipality list" in answer.output


def test_an_operator_is_made_by_the_owner_of_the_database_alone(app: Flask, browser: FlaskClient, url_of) -> None:
    email = address()
    assert "DATABASE_OWNER_URL" in run(app, "make-operator", email, "--name", "Olli").output
    answer = run(app, "make-operator", email, "--name", "Olli", owner=url_of("kumina_owner"))
    assert answer.exit_code == 0, answer.output
    with context.globally(), database.reading() as db:
        person_id = db.scalar(text("SELECT sec.person_by_email(:e)"), {"e": email})
    assert accounts.row(person_id).is_operator
    assert run(app, "make-operator", email, "--end", owner=url_of("kumina_owner")).exit_code == 0
    assert not accounts.row(person_id).is_operator
    assert "--name" in run(app, "make-operator", address(), owner=url_of("kumina_owner")).output


def test_somebody_new_gets_a_link_to_choose_a_password(app: Flask, browser: FlaskClient, url_of) -> None:
    answer = run(app, "make-operator", address(), "--name", "Olli", owner=url_of("kumina_owner"))
    link = re.search(r"http://localhost(/forgotten-password/\S+)", answer.output)
    assert link, answer.output
    typed = {"password": accounts.PASSWORD, "password_confirm": accounts.PASSWORD}
    assert send(browser, link.group(1), typed).location == "/sign-in"
    assert browser.get(link.group(1)).status_code == 302


def test_the_web_cannot_make_an_operator_whatever_it_is_told(app: Flask) -> None:
    who = people.person()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        context.globally(person_id=who),
        database.writing() as db,
    ):
        db.execute(update(Person).where(Person.id == who).values(is_operator=True))


def test_an_account_is_stopped_at_once_and_let_go_on(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "job_coach")
    accounts.enter(browser, app, who)
    assert run(app, "disable", who.email).exit_code == 0
    assert not accounts.is_in(browser)
    assert accounts.sessions_of(who.id) == 0
    assert accounts.password_step(browser, who).status_code == 422
    assert run(app, "disable", who.email, "--enable").exit_code == 0
    assert accounts.password_step(browser, who).status_code == 302
    assert run(app, "disable", address()).exit_code == 1


@pytest.mark.parametrize("command", ["invite-first-admin", "make-operator", "disable"])
def test_each_command_explains_itself(app: Flask, command: str) -> None:
    answer = run(app, command, "--help")
    assert answer.exit_code == 0
    assert len(answer.output.split()) > 40
