"""The command line: every command explains itself, and the database's commands do what they say."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner

from app import cli
from tenants import cluster
from tests.deploy.conftest import ROOT

UrlOf = Callable[..., str]


def _every_command(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from _every_command(command, (*path, name))


@pytest.fixture
def owner(admin_url: str, url_of: UrlOf, scratch: str) -> dict[str, str]:
    """A database of this test's own with nothing in it."""
    cluster.prepare(admin_url, scratch, dict.fromkeys(cluster.LOGINS, "only-in-tests"))
    return {"DATABASE_OWNER_URL": url_of("kumina_owner", scratch), "KUMINA_TOKEN_KEY": "ab" * 32}


def _kumina(*words: str, answer: str | None = None, **environment: str) -> tuple[int, str]:
    surroundings = {"PATH": os.environ["PATH"], "KUMINA_VAR": "/nonexistent"} | environment
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        cwd=ROOT,
        env=surroundings,
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_command_explains_itself() -> None:
    for name, command in _every_command(cli.commands):
        assert command.get_short_help_str(), name


def test_help_needs_no_settings() -> None:
    code, said = _kumina("--help")
    assert code == 0
    assert "Traceback" not in said
    assert "Make, migrate and check the database." in said


def test_commands_of_parts_are_not_let_in() -> None:
    assert {"users", "roles", "run"}.isdisjoint(cli.commands.commands)


def test_a_missing_setting_is_named_as_one_sets_it() -> None:
    code, said = _kumina("routes")
    assert code == 2
    assert "KUMINA_TOKEN_KEY: Field required" in said
    assert "DATABASE_URL: Field required" in said
    assert "Traceback" not in said
    code, said = _kumina("db", "migrate")
    assert code == 2
    assert "DATABASE_OWNER_URL is not set" in said


def test_migrating_there_and_back(owner: dict[str, str]) -> None:
    code, said = _kumina("db", "status", **owner)
    assert code == 1
    assert "It is at nothing." in said
    assert "Run: kumina db migrate" in said
    assert _kumina("db", "migrate", **owner)[0] == 0
    code, said = _kumina("db", "status", **owner)
    assert (code, "which is the newest" in said) == (0, True)
    with psycopg.connect(owner["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT id FROM sec.key").fetchall() == [("1",)]
    assert _kumina("db", "check", **owner)[0] == 0
    assert _kumina("db", "downgrade", "base", answer="n\n", **owner)[0] == 1
    assert _kumina("db", "downgrade", "base", answer="y\n", **owner)[0] == 0
    assert _kumina("db", "migrate", **owner)[0] == 0


def test_a_table_without_its_code_is_drift(owner: dict[str, str]) -> None:
    assert _kumina("db", "migrate", **owner)[0] == 0
    with psycopg.connect(owner["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE forgotten (id uuid PRIMARY KEY)")
    code, said = _kumina("db", "check", **owner)
    assert code == 1
    assert "forgotten" in said


def test_walls_that_do_not_stand_are_told_in_words(owner: dict[str, str], url_of: UrlOf, scratch: str) -> None:
    """By every command that opens the application, and most of all by the one that looks at the walls."""
    assert _kumina("db", "migrate", **owner)[0] == 0
    with psycopg.connect(owner["DATABASE_OWNER_URL"]) as connection:
        connection.execute("CREATE TABLE open_to_all (id uuid PRIMARY KEY)")
    keys = ("SECRET_KEY", "RECORD_KEY", "TOTP_KEY", "PASSWORD_SALT")
    settings = owner | {"DATABASE_URL": url_of("kumina_web", scratch)} | {f"KUMINA_{key}": "cd" * 32 for key in keys}
    code, said = _kumina("policies", "verify", **settings)
    assert code != 0
    assert "public.open_to_all" in said
    assert "Traceback" not in said


def test_the_sql_of_all_migrations_needs_no_database() -> None:
    code, said = _kumina("db", "sql")
    assert code == 0
    assert said.startswith("SET lock_timeout")
    assert "CREATE TABLE registry_municipality" in said


def test_creating_the_database_from_its_addresses(admin_url: str, url_of: UrlOf, scratch: str) -> None:
    addresses = {
        "KUMINA_DATABASE_ADMIN_URL": admin_url,
        "DATABASE_OWNER_URL": url_of("kumina_owner", scratch),
        "DATABASE_URL": url_of("kumina_web", scratch),
        "DATABASE_CLOCK_URL": url_of("kumina_clock", scratch),
    }
    for _ in range(2):
        code, said = _kumina("db", "create", **addresses)
        assert code == 0, said
    psycopg.connect(url_of("kumina_web", scratch)).close()
    code, said = _kumina("db", "create", **addresses | {"DATABASE_URL": addresses["DATABASE_OWNER_URL"]})
    assert code == 2
    assert "must name that role" in said


def test_a_new_slice_stands_as_every_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.installation, "ROOT", tmp_path)
    answer = CliRunner().invoke(cli.commands, ["slice", "new", "meetings", "--files", "models,views,jobs"])
    assert answer.exit_code == 0, answer.output
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {
        "app/meetings/__init__.py",
        "app/meetings/rules.py",
        "app/meetings/models.py",
        "app/meetings/views.py",
        "app/meetings/jobs.py",
        "app/meetings/templates/meetings/index.html",
        "tests/meetings/test_rules.py",
    }
    assert (tmp_path / "app/meetings/__init__.py").read_text().startswith('"""Meetings: what it owns')
    for left in ("import contracts", "app/factory.py", "kumina db revision", "README.md"):
        assert left in answer.output
    for words in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *words, "--config", str(ROOT / "pyproject.toml"), "."]
        assert subprocess.run(ruff, cwd=tmp_path, check=False, capture_output=True).returncode == 0, words


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["utils"], "named after nothing"),
        (["Meetings"], "plural noun"),
        (["class"], "plural noun"),
        (["cli"], "there already"),
        (["visits", "--files", "helpers"], "no file helpers"),
    ],
)
def test_names_that_say_nothing_are_refused(words: list[str], why: str) -> None:
    answer = CliRunner().invoke(cli.commands, ["slice", "new", *words])
    assert answer.exit_code == 2
    assert why in answer.output
    assert not (ROOT / "app" / "visits").exists()
