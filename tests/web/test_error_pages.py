"""Whatever fails, the reader is told in their own language, by a page that needs nothing that can fail."""

import pytest
from flask import Flask

from app.web import error_pages

LANGUAGES = {"fi": "Sivua ei löydy", "sv": "Sidan hittades inte", "en": "Page not found"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", error_pages.STATUSES)
def test_each_page_needs_no_request(frame: Flask, status: int, language: str) -> None:
    with frame.app_context():
        text = error_pages.page(status, language=language)
    assert f'<html lang="{language}"' in text
    assert text.count("<h1") == 1
    assert "csrf_token" not in text


@pytest.mark.parametrize(("language", "heading"), LANGUAGES.items())
def test_a_page_speaks_the_readers_language(frame: Flask, language: str, heading: str) -> None:
    with frame.app_context():
        assert f"<title>{heading} – Kumina</title>" in error_pages.page(404, language=language)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "in a moment"), (1, "in 1 minute."), (60, "in 1 minute."), (61, "in 2 minutes.")]
)
def test_too_many_attempts_says_when_to_try_again(frame: Flask, seconds: int, told: str) -> None:
    with frame.app_context():
        assert told in error_pages.page(429, language="en", retry_after_s=seconds)


def test_a_refusal_without_a_form_tells_its_sentences(frame: Flask) -> None:
    with frame.app_context():
        text = error_pages.page(422, language="en", sentences=("The month is not over <yet>.",))
    assert "The month is not over &lt;yet&gt;." in text
    assert "does not hold" not in text


@pytest.mark.parametrize(("status", "heading"), [(418, "could not be read"), (502, "went wrong at our end")])
def test_an_unknown_status_is_told_as_the_nearest_known(frame: Flask, status: int, heading: str) -> None:
    with frame.app_context():
        assert heading in error_pages.page(status, language="en")


def test_the_number_of_a_fault_can_be_mentioned(frame: Flask) -> None:
    with frame.app_context():
        assert "7f3a-91c2" in error_pages.page(500, language="fi", request_id="7f3a-91c2")
        assert "Suvantola" in error_pages.suspended("Suvantola", language="sv")
