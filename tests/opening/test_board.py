"""The document for the board says what the page says, in the reader's language, with what is different here."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from tenants.registry import Municipality
from tests.factories import openings, people, steering
from tests.factories.steering import ADMIN


@pytest.fixture
def where(app: Flask) -> Municipality:
    return openings.preparing(first_language="sv")


@pytest.fixture
def board(browser: FlaskClient, where: Municipality) -> Any:
    """The document in a language, as bytes."""
    by = steering.installed(where)
    people.sign_in(browser, by, roles=ADMIN)
    openings.formed(where, by)
    openings.decided(where, by)
    openings.pays_nothing(where, by)
    steering.changed(where, "opening", "clients_a_year", 24, by=by)
    return lambda language: browser.get(f"/{where.slug}/opening/board.pdf?language={language}")


def words(made: bytes) -> str:
    """Everything in it, as one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def test_it_is_a_tagged_file_in_the_language_asked_for(board: Any, where: Municipality) -> None:
    answer = board("sv")
    assert answer.mimetype == "application/pdf"
    assert f"{where.slug}-" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].endswith("-sv.pdf")
    found = PdfReader(BytesIO(answer.data))
    assert found.trailer["/Root"]["/Lang"] == "sv"
    assert "/StructTreeRoot" in found.trailer["/Root"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fi", "Asiakkaita vuodessa: 24"), ("sv", "Klienter per år: 24"), ("en", "Clients a year: 24")],
)
def test_what_is_said_differently_stands_in_it(board: Any, where: Municipality, language: str, said: str) -> None:
    text = words(board(language).data)
    assert said in text
    assert where.name(language).split()[0] in text


def test_its_figures_are_those_of_the_page(board: Any, browser: FlaskClient, where: Municipality) -> None:
    """One rule, two printings: 24 clients × 12 months ÷ 12 are 24 places."""
    text = words(board("fi").data)
    page = " ".join(browser.get(f"/{where.slug}/opening/readiness").text.split())
    for said in (
        "24 asiakasta vuodessa × 12 kuukautta ÷ 12 kuukautta = 24 paikkaa yhtä aikaa.",
        "= 8,9 tuntia viikossa.",
    ):
        assert said in text, said
        assert said in page, said


def test_decisions_form_and_model_are_in_it(board: Any) -> None:
    text = words(board("fi").data)
    for said in (
        "Kunnanhallitus 12 §",
        "Kunnanhallitus 13 §",
        "Kunnanhallitus 1.12.2024 § 1",
        "Kumina-malli, versio 1",
    ):
        assert said in text, said


def test_the_same_day_and_facts_make_the_same_bytes(board: Any) -> None:
    assert board("fi").data == board("fi").data
