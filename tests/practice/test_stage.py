"""A practice municipality is set up whole, by who may do each thing, and stays recognisably invented."""

import secrets
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app import factory
from app.accounts import rules as roles
from app.accounts.queries import person_at
from app.goals import queries as goals
from app.intake import queries as intake
from app.opening import queries as opening
from app.opening.rules import steps
from app.practice import scene, stage
from app.practice.scene import Scene
from app.reimbursement import queries as reimbursement
from app.values.period import Month
from tenants import context, database, playbooks, provisioning
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside

PASSWORD = "kolme keksittyä kissaa"


def _set_up(app: Flask, of: Scene) -> tuple[Scene, Municipality]:
    of = replace(of, slug=f"harjoitus-{secrets.token_hex(4)}a")
    where = provisioning.open_municipality(
        slug=of.slug,
        name_fi=of.name_fi,
        name_sv=of.name_sv,
        kind="practice",
        playbook=playbooks.load("kumina_1"),
        installers=factory.installers(by=None, at=NOW),
        by=None,
        at=NOW,
    )
    with app.app_context():
        stage.set_up(where, of, password_hash=hash_password(PASSWORD), at=NOW)
    return of, where


@pytest.fixture(scope="module")
def jarvenpaa(app: Flask) -> tuple[Scene, Municipality]:
    """The one with a policy."""
    return _set_up(app, scene.JARVENPAA)


@pytest.fixture(scope="module")
def joensuu(app: Flask) -> tuple[Scene, Municipality]:
    """The one where nothing has been decided."""
    return _set_up(app, scene.JOENSUU)


def _person(of: Scene, role: str) -> object:
    email = next(sign_in.email for sign_in in stage.sign_ins(of) if sign_in.role == role)
    with context.globally(), database.reading():
        return person_at(email)


def test_there_is_a_sign_in_for_every_role_but_the_operators(jarvenpaa: tuple[Scene, Municipality]) -> None:
    of, _where = jarvenpaa
    shown = list(stage.sign_ins(of))
    assert {sign_in.role for sign_in in shown} == roles.MEMBER_ROLES
    assert all(sign_in.email.endswith(".example") for sign_in in shown)
    assert all(_person(of, sign_in.role) for sign_in in shown)


def test_what_is_set_up_is_not_set_up_again(jarvenpaa: tuple[Scene, Municipality]) -> None:
    assert stage.is_set_up(jarvenpaa[0])
    assert not stage.is_set_up(replace(jarvenpaa[0], slug="harjoitus-toinen"))


def test_the_clients_ladder_was_written_by_the_client(jarvenpaa: tuple[Scene, Municipality]) -> None:
    of, where = jarvenpaa
    client = _person(of, roles.CLIENT)
    with inside(where, person_id=client, roles=(roles.CLIENT,)):  # type: ignore[arg-type]
        ladder = goals.ladder_of(client)  # type: ignore[arg-type]
    assert ladder is not None
    assert ladder.goal == scene.CLIENTS[0].goal
    assert [rung.state for rung in ladder.rungs] == ["reached", "open", "open"]


def test_contacts_wait_at_every_stage(jarvenpaa: tuple[Scene, Municipality]) -> None:
    _of, where = jarvenpaa
    with inside(where, roles=(roles.SOCIAL_COUNSELLOR,)):
        waiting = {contact.calling_name: contact for contact in intake.contacts()}
    assert waiting["Eino"].visited_on is None
    assert waiting["Lumi"].visited_on is not None
    assert len(waiting) == len(scene.CONTACTS)


def test_claims_are_prepared_by_one_and_approved_by_another(jarvenpaa: tuple[Scene, Municipality]) -> None:
    _of, where = jarvenpaa
    with inside(where, roles=(roles.FINANCE,)):
        claims = reimbursement.claims_of_month(Month(2026, 9))
    assert claims
    assert all(claim.is_approved and claim.total.amount % 1009 == 0 for claim in claims)


def test_without_a_decision_there_is_no_claim(joensuu: tuple[Scene, Municipality]) -> None:
    """K18: no price is known for Joensuu, so none is invented."""
    _of, where = joensuu
    with inside(where, roles=(roles.FINANCE,)):
        assert not reimbursement.has_policy()
        assert not reimbursement.months()


@pytest.fixture
def signed_in(app: Flask, jarvenpaa: tuple[Scene, Municipality]) -> FlaskClient:
    """A browser of the client's."""
    browser = app.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(browser, _person(jarvenpaa[0], roles.CLIENT), roles=(roles.CLIENT,))  # type: ignore[arg-type]
    return browser


def test_every_page_says_that_it_is_practice(signed_in: FlaskClient, jarvenpaa: tuple[Scene, Municipality]) -> None:
    page = signed_in.get(f"/{jarvenpaa[1].slug}/", headers={"Accept-Language": "fi"})
    assert page.status_code == 200
    assert "Harjoituskunta" in page.text


def test_its_opening_is_written_down_from_end_to_end(jarvenpaa: tuple[Scene, Municipality]) -> None:
    """Whoever tries it sees every step as it looks when it is done."""
    _of, where = jarvenpaa
    with inside(where, roles=(roles.MUNICIPALITY_ADMIN,)):
        facts = opening.facts(where, today=NOW.date(), marks=opening.marks())
        states = steps.states(facts)
    unfinished = {"team", "network", "agreements"}  # hours and agreements belong to their own slices
    assert {step for step, state in states.items() if state != "done"} <= unfinished


def test_joensuu_shows_how_the_model_took_root(joensuu: tuple[Scene, Municipality]) -> None:
    """K30: project, partnership agreement, part of the services."""
    _of, where = joensuu
    with inside(where, roles=(roles.MUNICIPALITY_ADMIN,)):
        reached = opening.stages()
    assert [one.began_on.year for one in reached] == [2015, 2017, 2019]
