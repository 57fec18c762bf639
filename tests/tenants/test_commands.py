"""`kumina municipality` and `kumina policies`, as somebody types them."""

import secrets
from collections.abc import Callable

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from app.cli import commands
from tenants import context, database, registry
from tests import conftest as house

Kumina = Callable[..., Result]


@pytest.fixture
def kumina(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Kumina:
    """`kumina("municipality", "list")`: what was printed, and how it ended."""
    monkeypatch.setattr("app.cli.installation.load", lambda: None)

    def run(*words: str, answer: str | None = None) -> Result:
        return CliRunner().invoke(commands, words, obj=ScriptInfo(create_app=lambda: app), input=answer)

    return run


def _slug() -> str:
    return f"t{secrets.token_hex(6)}"


def _state(slug: str) -> str:
    with context.globally(), database.reading():
        return registry.by_slug(slug).state


def test_a_municipality_opens_and_is_listed(kumina: Kumina) -> None:
    slug = _slug()
    said = kumina("municipality", "open", slug, "--name-fi", "Kuvitela", "--kind", "practice")
    assert (said.exit_code, said.output) == (0, f"Kuvitela is open at http://localhost/{slug}\n")
    listed = kumina("municipality", "list").output
    assert f"/{slug}" in listed
    assert listed.splitlines()[0].split() == ["path", "name", "kind", "state", "playbook"]


def test_a_real_one_is_prepared_by_the_admin_it_invites(kumina: Kumina) -> None:
    """From nothing: one command, and everything else on its pages."""
    slug = _slug()
    asked = ("municipality", "open", slug, "--code", "545", "--kind", "real", "--language", "sv")
    said = kumina(*asked, "--admin", f"{slug}@esimerkki.example", "--admin-name", "Saga Exempel")
    assert said.exit_code == 0, said.output
    assert f"is being prepared at http://localhost/{slug}" in said.output
    assert f"http://localhost/{slug}/invitations/" in said.output
    assert _state(slug) == "preparing"


def test_without_an_admin_it_says_how_to_invite_one(kumina: Kumina) -> None:
    slug = _slug()
    said = kumina("municipality", "open", slug, "--code", "545", "--kind", "real")
    assert f"kumina person invite-first-admin {slug}" in said.output
    half = kumina("municipality", "open", _slug(), "--code", "545", "--kind", "real", "--admin", "a@b.example")
    assert half.exit_code == 2


def test_it_has_the_limits_of_the_law_and_an_example_of_a_rate(kumina: Kumina, superuser: psycopg.Connection) -> None:
    slug = _slug()
    assert kumina("municipality", "open", slug, "--name-fi", "Kuvitela", "--kind", "practice").exit_code == 0
    limits = superuser.execute(
        "SELECT max_days_a_week FROM placements_rule_set JOIN registry_municipality r ON r.id = municipality_id"
        " WHERE slug = %s",
        (slug,),
    ).fetchall()
    rates = superuser.execute(
        "SELECT day_cents FROM reimbursement_template JOIN registry_municipality r ON r.id = municipality_id"
        " WHERE slug = %s",
        (slug,),
    ).fetchall()
    decided = superuser.execute(
        "SELECT count(*) FROM reimbursement_policy JOIN registry_municipality r ON r.id = municipality_id"
        " WHERE slug = %s",
        (slug,),
    ).fetchone()
    assert (4,) in limits
    assert (1009,) in rates
    assert decided == (0,)  # K18: no decision, no payment


def test_the_opening_is_on_record(kumina: Kumina, superuser: psycopg.Connection) -> None:
    slug = _slug()
    kumina("municipality", "open", slug, "--name-fi", "Kuvitela", "--kind", "practice")
    events = superuser.execute(
        "SELECT event FROM record_entry JOIN registry_municipality r ON r.id = municipality_id WHERE slug = %s"
        " ORDER BY number",
        (slug,),
    ).fetchall()
    assert events[-1] == ("municipality.opened",)


@pytest.mark.parametrize(
    ("slug", "words"), [("sign-in", "page of the service"), ("Joensuu", "cannot be a path"), ("static", "page of the")]
)
def test_a_path_that_cannot_be_is_refused_in_words(kumina: Kumina, slug: str, words: str) -> None:
    said = kumina("municipality", "open", slug, "--name-fi", "Kuvitela", "--kind", "real")
    assert said.exit_code == 1
    assert said.output.startswith("Error: Nothing was opened: ")
    assert words in said.output


def test_an_unknown_playbook_is_refused_with_those_there_are(kumina: Kumina) -> None:
    said = kumina("municipality", "open", _slug(), "--name-fi", "x", "--kind", "practice", "--playbook", "kumina_99")
    assert said.exit_code == 2
    assert "There is no playbook kumina_99. There is: kumina_1" in said.output


def test_it_is_suspended_reopened_and_closed(kumina: Kumina) -> None:
    slug = _slug()
    kumina("municipality", "open", slug, "--name-fi", "Kuvitela", "--kind", "practice")
    assert kumina("municipality", "suspend", slug).output == "Kuvitela is suspended.\n"
    assert kumina("municipality", "suspend", slug).exit_code == 1
    assert kumina("municipality", "reopen", slug).output == "Kuvitela is open.\n"
    assert kumina("municipality", "close", slug, answer="n\n").exit_code == 1
    assert _state(slug) == "open"
    assert "Kuvitela is closed." in kumina("municipality", "close", slug, answer="y\n").output
    assert "Nothing was changed" in kumina("municipality", "reopen", slug).output


def test_an_unknown_municipality_is_said_to_be_unknown(kumina: Kumina) -> None:
    for step in ("suspend", "reopen"):
        said = kumina("municipality", step, "nowhere")
        assert said.exit_code == 1
        assert "No municipality answers to nowhere" in said.output


def test_the_walls_stand(kumina: Kumina, url_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of("kumina_web").replace("postgresql:", "postgresql+psycopg:"))
    said = kumina("policies", "verify")
    assert (said.exit_code, said.output) == (0, "The walls stand: nothing found.\n")


def test_a_fault_in_the_walls_is_told_and_ends_in_an_error(
    kumina: Kumina, scratch_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", house._url(scratch_url, "kumina_web"))
    with psycopg.connect(scratch_url, autocommit=True) as admin:
        admin.execute("ALTER TABLE intake_contact NO FORCE ROW LEVEL SECURITY")
        try:
            said = kumina("policies", "verify")
        finally:
            admin.execute("ALTER TABLE intake_contact FORCE ROW LEVEL SECURITY")
    assert said.exit_code == 1
    assert said.output.startswith("public.intake_contact\n    its owner stands above its policies: ALTER TABLE")
    assert "1 fault in the walls" in said.output


def test_without_an_address_it_says_what_to_set(kumina: Kumina, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    said = kumina("policies", "verify")
    assert said.exit_code == 2
    assert "DATABASE_URL is not set" in said.output


@pytest.mark.parametrize(
    "words", [("municipality",), ("municipality", "open"), ("municipality", "close"), ("policies",)]
)
def test_help_is_there_for_a_stranger(kumina: Kumina, words: tuple[str, ...]) -> None:
    said = kumina(*words, "--help")
    assert said.exit_code == 0
    assert len(said.output) > 200
