"""`kumina letters`: a trial letter, and how the queue stands."""

import psycopg
from flask import Flask

from app.cli import letters


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(letters.commands, words)
    return result.exit_code, result.output


def test_a_trial_letter_is_posted(app: Flask, superuser: psycopg.Connection) -> None:
    count = "SELECT count(*) FROM outbox_global_letter WHERE kind = 'outbox.trial' AND language = 'sv'"
    before = superuser.execute(count).fetchone()
    assert run(app, "try", "aino@esimerkki.example", "--language", "sv")[0] == 0
    assert superuser.execute(count).fetchone() != before
    code, output = run(app, "try", "nowhere")
    assert (code, "plain e-mail address" in output) == (2, True)


def test_the_queue_is_told_in_figures(app: Flask) -> None:
    code, output = run(app, "state")
    assert code == 0
    assert "waiting: " in output
    assert "workers: " in output
