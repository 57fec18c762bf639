"""`kumina record` says whether the record is whole, and where it is not."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app.cli import record as record_commands
from tenants.registry import Municipality

Act = Callable[..., None]


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(record_commands.commands, words)
    return result.exit_code, result.output


def test_a_whole_record_says_where_it_ends(app: Flask, municipality: Municipality, act: Act) -> None:
    act()
    code, output = run(app, "verify", municipality.slug)
    assert code == 0
    assert f"{municipality.slug}: whole, 1 entries, ends 1:" in output
    anchor = output.rsplit("ends ", 1)[1].strip()
    assert run(app, "verify", municipality.slug, "--anchor", anchor)[0] == 0
    code, output = run(app, "verify", municipality.slug, "--anchor", "1:" + "00" * 32)
    assert (code, "not the one noted down" in output) == (1, True)


def test_a_changed_record_says_where(
    app: Flask, municipality: Municipality, act: Act, superuser: psycopg.Connection
) -> None:
    act()
    act()
    superuser.execute("DELETE FROM record_entry WHERE municipality_id = %s AND number = 1", (municipality.id,))
    code, output = run(app, "verify", municipality.slug)
    assert code == 1
    assert f"{municipality.slug}: entry 1 is missing" in output


def test_an_export_is_checked_as_a_file(
    app: Flask, municipality: Municipality, act: Act, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act()
    file = tmp_path / "record.jsonl"
    assert run(app, "export", municipality.slug, "--to", str(file))[0] == 0
    assert run(app, "export", municipality.slug, "--to", str(file))[0] == 1
    monkeypatch.setenv("KUMINA_RECORD_KEY", app.config["KUMINA"].record_key.get_secret_value())
    code, output = run(app, "verify-file", str(file))
    assert (code, "whole, 1 entries" in output) == (0, True)
    file.write_text(file.read_text().replace("thing_done", "other_done"))
    code, output = run(app, "verify-file", str(file))
    assert (code, "entry 1 is not as it was written" in output) == (1, True)
    file.write_text("words")
    assert run(app, "verify-file", str(file))[0] == 1


def test_a_municipality_that_is_not_there_is_told(app: Flask) -> None:
    code, output = run(app, "verify", "nowhere")
    assert (code, "No municipality answers to nowhere" in output) == (1, True)
    assert run(app, "verify")[0] == 2
