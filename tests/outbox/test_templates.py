"""Every kind of letter has its three parts, prints in three languages, and names nobody."""

from pathlib import Path

import pytest
from flask import Flask

from app.outbox import printing
from tenants.registry import Municipality
from tests.factories import openings, people
from tests.factories.municipalities import inside
from tests.factories.steering import ADMIN
from tests.house.source import ROOT

PARTS = ("subject", "txt", "html")
MARKED = {
    "link": "https://kumina.example/marked-link",
    "person": "Aino Aalto",
    "association": "Rannan Martat ry",
    "day": "24.11.2027",
    "season": "Kevät 2028",
    "words": "Kiitos ehdotuksesta.",
    "subject": "Tarkistakaa tiedot",
    "body": "Hei! {association} on mukana: {municipality}, {day}. {address}",
}
SHARED = ("layout", "parts", "sender")


def kinds() -> list[str]:
    found = (file.name.split(".")[0:2] for file in (ROOT / "app").rglob("templates/mail/*.jinja"))
    return sorted({".".join(parts) for parts in found if parts[0] not in SHARED})


def parts(kind: str) -> set[str]:
    return {Path(file.name).name.split(".")[2] for file in (ROOT / "app").rglob(f"templates/mail/{kind}.*.jinja")}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", kinds())
def test_a_letter_prints_in_every_language(app: Flask, kind: str, language: str) -> None:
    assert parts(kind) == set(PARTS)
    printed = printing.printer(app)(kind, language, MARKED, None)
    assert "\n" not in printed.subject
    assert 0 < len(printed.subject) < 80
    assert MARKED["link"] in printed.text
    assert MARKED["link"] in printed.html
    assert f'<html lang="{language}">' in printed.html
    for words in (printed.subject, printed.text, printed.html):
        assert "Aino" not in words
    assert "<" not in printed.text
    assert "{" not in printed.text


def test_a_letter_ends_with_how_one_reaches_the_municipality(app: Flask, municipality: Municipality) -> None:
    openings.own_text(municipality, people.member(municipality, *ADMIN), contact="Kauppatori 1", hours="Ma–to 9–15")
    with inside(municipality, roles=("clock",)):
        printed = printing.printer(app)("accounts.invitation", "fi", MARKED, municipality)
    for words in (printed.text, printed.html):
        assert "Kauppatori 1" in words
        assert "Ma–to 9–15" in words
