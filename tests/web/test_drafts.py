"""What was typed is there again: after a refusal, a fault, a log-out; its writer's alone, never overwritten."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import psycopg
import pytest
import wtforms
from flask import Flask, redirect, render_template_string
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from wtforms.validators import DataRequired

from app.accounts import admission
from app.config import Settings
from app.factory import create_app
from app.values.refusal import Refusal, Refused
from app.web import accounting, drafts, forms, transactions
from app.web.clock import now
from app.web.guard import signed_in
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people

PAGE = """
{% from "components/form_frame.html" import form_frame %}
<h1>Form</h1>
{% call form_frame(form, draft=draft) %}
{% for field in form if field.type != "CSRFTokenField" %}{{ field }}{% endfor %}
{% endcall %}
"""


class Rung(wtforms.Form):
    words = forms.TextField("Words")


class Ladder(forms.Form):
    goal = forms.TextField("Goal", [DataRequired()])
    story = forms.TextAreaField("Story")
    begins_on = forms.DateField("Begins", [wtforms.validators.Optional()])
    agreed = forms.CheckboxField("Agreed", default=True)
    secret = forms.PasswordField("Secret")
    code = forms.CodeField("Code")
    hidden = wtforms.HiddenField(default="kept out")
    rungs = wtforms.FieldList(wtforms.FormField(Rung), min_entries=2)


@pytest.fixture(scope="module")
def house(settings: Settings) -> Flask:
    """The house with a form that ends in every way a form can end."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    endings: dict[str, Callable[[], Any]] = {}

    def form() -> Any:
        shown = Ladder()
        draft = drafts.of(shown, "tests.ladder")
        if shown.validate_on_submit():
            return endings.get(shown.goal.data, lambda: redirect("/done"))()
        return render_template_string(PAGE, form=shown, draft=draft), 422 if shown.is_submitted() else 200

    def refuse() -> Any:
        raise Refused(Refusal("look.colour_malformed"))

    endings |= {"refused": refuse, "fault": lambda: 1 / 0, "forbidden": lambda: ("", 403)}
    app.add_url_rule("/<slug>/tests/ladder", "tests.ladder", signed_in()(form), methods=["GET", "POST"])
    others = {name: view for name, view in app.view_functions.items() if name != "tests.ladder"}
    app.view_functions = {"tests.ladder": app.view_functions["tests.ladder"]}
    transactions.wrap_views(app, admit=admission.admit, afterwards=accounting.account_for)
    app.view_functions |= others
    return app


@pytest.fixture
def client(house: Flask, municipality: Municipality) -> UUID:
    person_id = people.person(language="en")
    people.membership(municipality, person_id, "client")
    return person_id


@pytest.fixture
def sits(house: Flask, municipality: Municipality, client: UUID) -> Callable[..., "Window"]:
    """A person in front of a window with the form."""

    def down(person_id: UUID = client, where: Municipality = municipality) -> Window:
        browser = house.test_client()
        browser.environ_base["wsgi.url_scheme"] = "https"
        people.sign_in(browser, person_id, roles=("client",))
        return Window(browser, where.slug)

    return down


class Window:
    """One window: what its page knows of the draft, as a browser would send it along."""

    def __init__(self, browser: FlaskClient, slug: str) -> None:
        self.browser, self.slug = browser, slug
        self.text = ""
        self.hidden: dict[str, str] = {}

    def open(self) -> "Window":
        return self._shows(self.browser.get(f"/{self.slug}/tests/ladder"))

    def send(self, **typed: str) -> TestResponse:
        answer = self.browser.post(f"/{self.slug}/tests/ladder", data=self.hidden | typed)
        if answer.status_code == 422 and "draft-version" in answer.text:
            self._shows(answer)
        return answer

    def types(self, **typed: str) -> TestResponse:
        answer = self.browser.post(f"/{self.slug}/drafts/save", data=self.hidden | typed)
        if answer.status_code == 200:
            self.hidden["draft-version"] = str(answer.get_json()["version"])
        return answer

    def discards(self) -> TestResponse:
        return self.browser.post(f"/{self.slug}/drafts/discard", data=self.hidden)

    def value(self, name: str) -> str:
        found = re.search(rf'<input[^>]*name="{name}"[^>]*>', self.text)
        value = re.search(r'value="([^"]*)"', found[0]) if found else None
        return unescape(value[1]) if value else ""

    def _shows(self, answer: TestResponse) -> "Window":
        self.text = answer.text
        pairs = re.findall(r'name="(draft-[a-z]+)" value="([^"]*)"', self.text)
        self.hidden = {name: unescape(value) for name, value in pairs}
        return self


KEPT = "We kept what you typed"
ELSEWHERE = "another window"


def test_a_form_not_accepted_is_there_again(sits: Callable[..., Window]) -> None:
    window = sits().open()
    assert KEPT not in window.text
    assert window.send(story="Once upon a time", begins_on="3", **{"rungs-1-words": "second"}).status_code == 422
    later = sits().open()
    assert KEPT in later.text
    assert "Once upon a time" in later.text
    assert later.value("rungs-1-words") == "second"
    assert not re.search(r'name="agreed"[^>]*checked', later.text), "a box that was cleared stays clear"


@pytest.mark.parametrize(("goal", "status"), [("refused", 422), ("fault", 500), ("forbidden", 403)])
def test_however_it_ends_badly_it_is_kept(sits: Callable[..., Window], goal: str, status: int) -> None:
    assert sits().open().send(goal=goal, story="Once upon a time").status_code == status
    assert "Once upon a time" in sits().open().text


def test_an_accepted_form_leaves_no_draft(
    sits: Callable[..., Window], superuser: psycopg.Connection, client: UUID
) -> None:
    window = sits().open()
    window.send(story="Once upon a time")
    assert window.send(goal="work", story="Once upon a time").status_code == 302
    assert KEPT not in sits().open().text
    left = superuser.execute("SELECT count(*) FROM web_draft WHERE person_id = %s", (client,)).fetchone()
    assert left == (0,)


def test_what_is_being_typed_is_kept_and_found_after_signing_in_again(sits: Callable[..., Window]) -> None:
    window = sits().open()
    assert window.types(goal="wo").get_json() == {"version": 1}
    assert window.types(goal="work", story="Once").get_json() == {"version": 2}
    again = sits().open()
    assert (again.value("goal"), again.hidden["draft-version"]) == ("work", "2")
    assert window.send(goal="work").status_code == 302
    assert KEPT not in sits().open().text


def test_secrets_codes_and_hidden_things_are_never_kept(
    sits: Callable[..., Window], superuser: psycopg.Connection, client: UUID
) -> None:
    window = sits().open()
    secrets = {"secret": "hunter2", "code": "123456", "hidden": "x", "else": "y", "csrf_token": "z"}
    window.types(story="Once", **secrets)
    window.send(story="Once", **secrets)
    row = superuser.execute("SELECT fields FROM web_draft WHERE person_id = %s", (client,)).fetchone()
    assert row is not None
    assert set(row[0]) == {"goal", "story", "begins_on", "agreed", "rungs-0-words", "rungs-1-words"}


def test_two_windows_overwrite_nothing(sits: Callable[..., Window]) -> None:
    first, second = sits().open(), sits().open()
    first.types(story="from the first")
    assert second.types(story="from the second").status_code == 409
    answer = second.send(story="from the second")
    assert answer.status_code == 422
    assert ELSEWHERE in answer.text
    assert "from the second" in answer.text
    assert "from the first" in sits().open().text
    assert second.send(goal="work", story="from the second").status_code == 302
    assert "from the first" in sits().open().text, "what the other window typed is not lost with this one's success"


def test_it_can_be_discarded(sits: Callable[..., Window]) -> None:
    window = sits().open()
    window.types(story="Once upon a time")
    answer = sits().open().discards()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{window.slug}/tests/ladder")
    assert KEPT not in sits().open().text


def test_nobody_else_sees_it_nor_writes_over_it(
    sits: Callable[..., Window], municipality: Municipality, neighbour: Municipality, client: UUID
) -> None:
    window = sits().open()
    window.types(story="mine alone")
    other = people.member(municipality, "team_lead")
    theirs = sits(other).open()
    assert "mine alone" not in theirs.text
    theirs.hidden = dict(window.hidden)  # the token of somebody else's page
    assert theirs.types(story="x").status_code == 400
    assert theirs.discards().status_code == 400
    people.membership(neighbour, client, "client")
    elsewhere = sits(client, neighbour).open()
    assert "mine alone" not in elsewhere.text
    elsewhere.hidden = dict(window.hidden)
    assert elsewhere.types(story="x").status_code == 400
    for roles in (("municipality_admin",), ("data_protection_officer",), ("operator",)):
        with context.entering(municipality.id, person_id=other, roles=roles), database.reading() as db:
            assert db.connection().exec_driver_sql("SELECT * FROM web_draft").all() == []


@pytest.mark.parametrize("token", ["", "x", "WzFd.aaaa.bbbb"])
def test_a_token_of_ours_or_none(sits: Callable[..., Window], token: str) -> None:
    window = sits().open()
    window.hidden["draft-token"] = token
    assert window.types(story="x").status_code == 400


def test_a_draft_is_no_archive(sits: Callable[..., Window]) -> None:
    window = sits().open()
    assert window.types(story="x" * 70_000).status_code == 413
    assert window.send(story="x" * 70_000).status_code == 422
    assert KEPT not in sits().open().text


def test_the_clock_lets_old_ones_go_and_reads_none(
    sits: Callable[..., Window], superuser: psycopg.Connection, url_of: Callable[[str], str], municipality: Municipality
) -> None:
    sits().open().types(story="old")
    superuser.execute(
        "UPDATE web_draft SET saved_at = saved_at - interval '15 days' WHERE municipality_id = %s", (municipality.id,)
    )
    with psycopg.connect(url_of("kumina_clock")) as clock, pytest.raises(psycopg.errors.InsufficientPrivilege):
        clock.execute("SELECT fields FROM web_draft")
    assert "old" in sits().open().text


def test_what_was_sent_just_before_signing_in_again_is_newer(
    sits: Callable[..., Window], house: Flask, client: UUID
) -> None:
    window = sits().open()
    window.types(story="kept while typing")
    browser = house.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    form = [["story", "sent when the session was over"]]
    until = (now() + timedelta(hours=1)).isoformat()
    parked = {"path": f"/{window.slug}/tests/ladder", "by": str(client), "form": form, "until": until}
    people.sign_in(browser, client, data={"parked": parked})
    shown = Window(browser, window.slug).open()
    assert "sent when the session was over" in shown.text
    assert "kept while typing" not in shown.text
    assert shown.send(goal="work").status_code == 302
    assert KEPT not in sits().open().text


def test_strangers_have_no_drafts(house: Flask) -> None:
    with house.test_request_context("/"):
        assert drafts.of(Ladder(), "tests.ladder") is None
