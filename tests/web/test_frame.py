"""The frame of every answer: headers, unknown pages, the language switch."""

import re

from flask.testing import FlaskClient

from tenants.registry import Municipality


def test_an_unknown_page_is_told_in_the_browsers_language(browser: FlaskClient) -> None:
    answer = browser.get("/nowhere/at-all", headers={"Accept-Language": "sv"})
    assert answer.status_code == 404
    assert 'lang="sv"' in answer.text


def test_a_municipality_has_its_colours(browser: FlaskClient, municipality: Municipality) -> None:
    answer = browser.get(f"/{municipality.slug}/look.css")
    assert answer.status_code == 200
    assert municipality.brand_colour in answer.text


def test_headers_allow_nothing_from_elsewhere(browser: FlaskClient) -> None:
    policy = browser.get("/nowhere").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_english_dates_are_written_day_first(browser: FlaskClient, municipality: Municipality) -> None:
    answer = browser.get(f"/{municipality.slug}/contact/thanks", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert re.search(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b", answer.text)
