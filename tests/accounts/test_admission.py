"""The door of every view: who is led to sign in, for whom a page does not exist, and what nobody loses on the way."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app.web.clock import now
from tenants import database
from tenants.registry import Municipality
from tests.factories import accounts, people
from tests.factories.browsing import send

HERE = {"Origin": "http://localhost"}


def test_a_stranger_signs_in_and_comes_back(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    path = f"/{municipality.slug}/team/?sort=name"
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer.location == f"/sign-in?next=/{municipality.slug}/team/%3Fsort%3Dname"
    who = accounts.somebody(app, municipality, "team_lead")
    typed = {"email": who.email, "password": accounts.PASSWORD}
    assert send(browser, answer.location, typed).location == path


def test_for_who_does_not_belong_the_page_does_not_exist(
    browser: FlaskClient, municipality: Municipality, neighbour: Municipality
) -> None:
    people.sign_in(browser, people.member(neighbour, "municipality_admin"))
    there, nowhere = browser.get(f"/{municipality.slug}/team/"), browser.get(f"/{municipality.slug}/none/")
    assert there.status_code == nowhere.status_code == 404
    assert without_token(there.text).replace("team", "none") == without_token(nowhere.text)
    kept = [{name: said for name, said in one.headers.items() if name != "X-Request-ID"} for one in (there, nowhere)]
    assert kept[0] == kept[1]


def without_token(page: str) -> str:
    """Every page carries a token of its own."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_who_belongs_and_may_not_is_told_so(browser: FlaskClient, municipality: Municipality) -> None:
    people.sign_in(browser, people.member(municipality, "finance"))
    assert browser.get(f"/{municipality.slug}/team/").status_code == 403


def test_what_was_typed_survives_a_session_that_is_over(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "municipality_admin")
    path = f"/{municipality.slug}/team/invite"
    typed = {"name": "Pitkään Kirjoitettu", "email": "pitkaan@esimerkki.example", "role": "finance", "csrf_token": "x"}
    typed |= written_by(browser, who, path)
    answer = browser.post(path, data=typed, headers=HERE)
    assert (answer.status_code, answer.location) == (302, f"/sign-in?next={path}")
    assert send(browser, answer.location, {"email": who.email, "password": accounts.PASSWORD}).location == path
    page = browser.get(path).text
    assert "Pitkään Kirjoitettu" in page
    assert "pitkaan@esimerkki.example" in page
    assert "Pitkään Kirjoitettu" not in browser.get(path).text


def test_what_was_typed_survives_having_to_prove_oneself(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "municipality_admin")
    people.sign_in(browser, who.id, proved_at=now() - timedelta(minutes=14, seconds=59))
    path = f"/{municipality.slug}/team/invite"
    token = browser.get(path).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    people.sign_in(browser, who.id, proved_at=now() - timedelta(minutes=16))
    token = browser.get("/me").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    typed = {"name": "Pitkään Kirjoitettu", "email": "pitkaan@esimerkki.example", "role": "finance"}
    answer = browser.post(path, data=typed | {"csrf_token": token}, headers=HERE)
    assert answer.location == f"/verify?next={path}"
    assert send(browser, answer.location, {"password": accounts.PASSWORD}).location == path
    assert "Pitkään Kirjoitettu" in browser.get(path).text


def test_nothing_of_another_site_and_nothing_secret_is_kept(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    who = accounts.somebody(app, municipality, "municipality_admin")
    path = f"/{municipality.slug}/team/invite"
    mark = written_by(browser, who, path)
    browser.post(path, data=mark | {"name": "Ansa"}, headers={"Origin": "https://evil.example"})
    accounts.password_step(browser, who)
    assert "Ansa" not in browser.get(path).text
    other = accounts.another(app)
    secret = {"password": "salainen sana", "new_password": "salainen sana"}
    other.post("/me/password", data=secret | mark | {"csrf_token": "x"}, headers=HERE)
    accounts.password_step(other, who)
    assert "salainen" not in other.get("/me/password").text


def test_a_form_too_big_to_keep_is_let_go(app: Flask, browser: FlaskClient, municipality: Municipality) -> None:
    path = f"/{municipality.slug}/team/invite"
    mark = written_by(browser, accounts.somebody(app, municipality, "municipality_admin"), path)
    browser.post(path, data=mark | {"name": "x" * 60_000}, headers=HERE)
    with browser.session_transaction(base_url="https://localhost") as kept:
        assert kept.pop("parked")
    answer = browser.post(path, data=mark | {"name": "x" * 70_000}, headers=HERE)
    assert answer.location == f"/sign-in?next={path}"
    with browser.session_transaction(base_url="https://localhost") as kept:
        assert "parked" not in kept


def test_a_page_that_cannot_be_looked_at_leads_back_to_where_its_form_was(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    answer = browser.post("/me/sessions/end-others", headers=HERE | {"Referer": "http://localhost/me/sessions"})
    assert answer.location == "/sign-in?next=/me/sessions"
    answer = browser.post("/me/sessions/end-others", headers=HERE | {"Referer": "http://evil.example//x"})
    assert answer.location == "/sign-in?next=/"


def test_pages_of_a_person_ask_one_question_for_the_session(browser: FlaskClient, municipality: Municipality) -> None:
    """Neither Flask-Login nor Flask-Principal loads the person on pages that are not theirs."""
    people.sign_in(browser, people.member(municipality, "team_lead"))
    path, said = f"/{municipality.slug}/team/", []
    browser.get(path)

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(database.engine(), "before_cursor_execute", count)
    try:
        browser.get(path)
    finally:
        event.remove(database.engine(), "before_cursor_execute", count)
    assert not any("accounts_person" in statement for statement in said), said


def test_what_a_client_had_typed_is_not_shown_to_who_signs_in_next(
    app: Flask, browser: FlaskClient, municipality: Municipality
) -> None:
    """K7: at a library's computer the next one on the same page is another client."""
    writer, other = (accounts.somebody(app, municipality, "client") for _ in range(2))
    path = f"/{municipality.slug}/ladder/write"
    for reader, is_shown in ((other, False), (writer, True)):
        people.sign_in(browser, writer.id)
        typed = hidden(browser.get(path).text) | {"goal": "Oma tavoitteeni", "history": "Vain minun"}
        browser.delete_cookie("__Host-kumina")
        assert browser.post(path, data=typed, headers=HERE).location == f"/sign-in?next={path}"
        assert accounts.password_step(browser, reader, next_address=path).location == path
        assert ("Vain minun" in browser.get(path).text) is is_shown
        browser.delete_cookie("__Host-kumina")


def hidden(page: str) -> dict[str, str]:
    """What the page's form carries besides what is typed."""
    return dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))


def written_by(browser: FlaskClient, who: accounts.Somebody, path: str) -> dict[str, str]:
    """For whom the form was printed, as the page says; the browser is a stranger's again."""
    people.sign_in(browser, who.id)
    mark = hidden(browser.get(path).text)["written-by"]
    browser.delete_cookie("__Host-kumina")
    return {"written-by": mark}
