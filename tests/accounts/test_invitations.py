"""Invitations: seven days, once, by whoever holds the link – and an address alone makes nobody somebody."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from werkzeug.test import TestResponse

from app.accounts import actions, queries, rules
from app.accounts.actions.invitations import Sent
from app.values.refusal import Refused
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import accounts, people
from tests.factories.browsing import send
from tests.factories.municipalities import inside

NEW = "neljä tuulta ja yksi kanto"


def invited(
    where: Municipality,
    role: str = "job_coach",
    *,
    email: str = "",
    by_roles: tuple[str, ...] = ("municipality_admin",),
    association_id: UUID | None = None,
    person_id: UUID | None = None,
    age: timedelta = timedelta(0),
) -> Sent:
    """An invitation as an admin sends it."""
    admin = people.member(where, *by_roles)
    with inside(where, person_id=admin, roles=by_roles):
        return actions.invite_person(
            email=email or f"{secrets.token_hex(6)}@esimerkki.example",
            name="Uusi Tulija",
            language="fi",
            role=role,
            association_id=association_id,
            person_id=person_id,
            by=admin,
            by_roles=by_roles,
            at=now() - age,
        )


def link(where: Municipality, sent: Sent) -> str:
    """Where the letter leads."""
    return f"/{where.slug}/invitations/{sent.secret}"


def join(browser: FlaskClient, path: str, name: str = "Uusi Tulija") -> TestResponse:
    """Somebody new chooses a password."""
    typed = {"name": name, "new_password": NEW, "new_password_confirm": NEW}
    return send(browser, path, typed)


def team_of(where: Municipality) -> set[tuple[str, str]]:
    """Names and roles."""
    with context.entering(where.id), database.reading():
        return {(one.name, one.role) for one in queries.team()}


def test_somebody_new_joins_a_practice_municipality(browser: FlaskClient, municipality: Municipality) -> None:
    path = link(municipality, invited(municipality))
    answer = join(browser, path)
    assert answer.location == f"/{municipality.slug}/"
    assert ("Uusi Tulija", "job_coach") in team_of(municipality)
    assert browser.get("/me").status_code == 200
    assert accounts.another(browser.application).get(path).status_code == 404


def test_a_real_municipality_is_joined_with_a_second_factor_only(browser: FlaskClient, real: Municipality) -> None:
    path = link(real, invited(real))
    assert join(browser, path).location == path
    assert not any(name == "Uusi Tulija" for name, _role in team_of(real))
    assert "/me/factors/authenticator" in browser.get(path).text
    assert send_without_form(browser, path).status_code == 422
    page = browser.get("/me/factors/authenticator").text
    code = accounts.code_of(page.partition('class="kumina-key">')[2].partition("<")[0])
    answer = send(browser, "/me/factors/authenticator", {"code": code})
    assert f'href="{path}"' in answer.text
    assert send(browser, path).location == f"/{real.slug}/"
    assert ("Uusi Tulija", "job_coach") in team_of(real)


def send_without_form(browser: FlaskClient, path: str) -> TestResponse:
    """What a hand-made request gets."""
    token = browser.get("/me").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return browser.post(path, data={"csrf_token": token}, headers={"Referer": "https://localhost/me"})


def test_an_address_that_has_an_account_must_sign_in(
    app: Flask, browser: FlaskClient, municipality: Municipality, neighbour: Municipality
) -> None:
    """The mail alone proves nobody: choosing a password for somebody's address is refused."""
    who = accounts.somebody(app, neighbour, "job_coach")
    path = link(municipality, invited(municipality, email=who.email))
    before = accounts.row(who.id).password
    assert join(browser, path).status_code == 422
    assert not accounts.is_in(browser)
    assert accounts.row(who.id).password == before
    step = accounts.password_step(browser, who, next_address=path)
    assert step.location == path
    assert send(browser, path).location == f"/{municipality.slug}/"
    assert any(role == "job_coach" for _name, role in team_of(municipality))
    assert len({b.slug for b in _belongings(browser)}) == 2


def test_who_is_signed_in_under_another_address_may_accept(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, None)
    accounts.password_step(browser, who)
    path = link(municipality, invited(municipality, "finance"))
    assert send(browser, path).status_code == 302
    assert any(role == "finance" for _name, role in team_of(municipality))


@pytest.mark.parametrize("fate", ["old", "withdrawn", "sent again", "used", "never", "elsewhere"])
def test_a_link_that_is_over_answers_like_one_that_never_was(
    browser: FlaskClient, municipality: Municipality, neighbour: Municipality, fate: str
) -> None:
    sent = invited(municipality, age=timedelta(days=7, seconds=1) if fate == "old" else timedelta(0))
    admin = people.member(municipality, "municipality_admin")
    if fate in {"withdrawn", "sent again"}:
        act = actions.withdraw_invitation if fate == "withdrawn" else actions.resend_invitation
        with inside(municipality, person_id=admin, roles=("municipality_admin",)):
            act(invitation_id=sent.invitation_id, by=admin, at=now())
    path = link(municipality, sent)
    if fate == "used":
        join(accounts.another(browser.application), path)
    if fate == "never":
        path = f"/{municipality.slug}/invitations/{secrets.token_urlsafe(24)}"
    if fate == "elsewhere":
        path = link(neighbour, sent)
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "kutsu" in answer.text.lower() or "invitation" in answer.text.lower()


def test_an_invitation_works_for_one_of_many_at_once(app: Flask, municipality: Municipality) -> None:
    sent = invited(municipality)
    holders = [accounts.somebody(app, None) for _ in range(5)]

    def accept(who: accounts.Somebody) -> bool:
        try:
            with inside(municipality, person_id=who.id):
                actions.accept_invitation(
                    secret=sent.secret, person_id=who.id, name="Kilpailija", may_enter=True, at=now()
                )
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(accept, holders)) == 1


def test_a_client_is_given_a_way_to_sign_in(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    """The client's person began on their own yes; the invitation adds a password, and nobody new."""
    counsellor = people.member(municipality, "social_counsellor")
    with inside(municipality, person_id=counsellor, roles=("social_counsellor",)):
        person_id = actions.create_client_person(name="Asiakas Oma", language="fi", by=counsellor, at=now())
    email = f"{secrets.token_hex(6)}@esimerkki.example"
    sent = invited(municipality, "client", email=email, by_roles=("social_counsellor",), person_id=person_id)
    path = link(municipality, sent)
    answer = send(browser, path, {"new_password": NEW, "new_password_confirm": NEW})
    assert answer.location == f"/{municipality.slug}/"
    assert accounts.row(person_id).email == email
    assert accounts.is_in(browser)
    other = accounts.another(app)
    assert accounts.password_step(other, accounts.Somebody(person_id, email), NEW).status_code == 302
    assert accounts.another(app).get(path).status_code == 404


def test_a_real_client_sets_up_a_second_factor_with_the_link(browser: FlaskClient, real: Municipality) -> None:
    counsellor = people.member(real, "social_counsellor")
    with inside(real, person_id=counsellor, roles=("social_counsellor",)):
        person_id = actions.create_client_person(name="Asiakas Oma", language="fi", by=counsellor, at=now())
    path = link(real, invited(real, "client", by_roles=("social_counsellor",), person_id=person_id))
    answer = send(browser, path, {"new_password": NEW, "new_password_confirm": NEW})
    assert answer.location == "/sign-in/authenticator"
    assert not accounts.is_in(browser)


def test_the_database_lets_nobody_invite_beyond_their_role(municipality: Municipality) -> None:
    """Whatever a statement says: a client's token invites nobody, a counsellor's no admin."""
    admin_role, client_role = "municipality_admin", "client"
    for acting, role, allowed in (
        ((client_role,), client_role, False),
        (("social_counsellor",), client_role, True),
        (("social_counsellor",), admin_role, False),
        (("association_admin",), admin_role, False),
        ((admin_role,), admin_role, True),
    ):
        person_id = people.person()
        statement = text(
            "INSERT INTO accounts_invitation (municipality_id, email, name, language, role, secret_hash, invited_by,"
            " invited_at, expires_at) VALUES (:m, :e, 'x', 'fi', :role, sha256(convert_to(:e2, 'UTF8')), :p, :at, :at)"
        )
        facts = {
            "m": municipality.id,
            "e": (address := secrets.token_hex(8)),
            "e2": address,
            "role": role,
            "p": person_id,
            "at": now(),
        }
        refused = nullcontext() if allowed else pytest.raises(ProgrammingError, match="row-level security")
        with refused, inside(municipality, person_id=person_id, roles=acting):
            database.session().execute(statement, facts)


@pytest.mark.parametrize(
    ("by", "own", "role", "may"),
    [
        ("municipality_admin", False, "data_protection_officer", True),
        ("team_lead", False, "job_coach", False),
        ("team_lead", False, "client", True),
        ("job_coach", False, "association_admin", True),
        ("association_admin", True, "association_member", True),
        ("association_admin", False, "association_member", False),
        ("association_admin", True, "client", False),
        ("association_member", True, "association_member", False),
        ("client", False, "client", False),
        ("finance", False, "approver", False),
    ],
)
def test_who_may_invite_whom(by: str, own: bool, role: str, may: bool) -> None:
    assert rules.may_invite((by,), role, own_association=own) is may


def test_an_open_invitation_is_sent_again_not_twice(municipality: Municipality) -> None:
    email = f"{secrets.token_hex(6)}@esimerkki.example"
    invited(municipality, email=email)
    with pytest.raises(Refused, match="already_invited"):
        invited(municipality, email=email.upper())
    invited(municipality, "finance", email=email)


def test_a_weak_password_is_refused_with_everything_typed_still_there(
    browser: FlaskClient, municipality: Municipality
) -> None:
    path = link(municipality, invited(municipality))
    typed = {"name": "Aino Uusi-Nimi", "new_password": "lyhyt", "new_password_confirm": "lyhyt"}
    answer = send(browser, path, typed)
    assert answer.status_code == 422
    assert "Aino Uusi-Nimi" in answer.text
    assert not accounts.is_in(browser)


def _belongings(browser: FlaskClient) -> tuple[object, ...]:
    with browser:
        browser.get("/me")
        return tuple(g.visitor.belongings)
