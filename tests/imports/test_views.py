"""Bringing a file in, as an admin does in the browser."""

import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

from app.imports.rules import fields
from app.values import sheets
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.browsing import send
from tests.factories.imports import HEADINGS, ROW, csv


@pytest.fixture
def admin(municipality: Municipality, browser: FlaskClient) -> None:
    """An admin of the municipality, signed in."""
    people.sign_in(browser, people.member(municipality, "municipality_admin"))


def upload(browser: FlaskClient, where: Municipality, content: bytes, name: str = "lista.csv", kind="associations"):
    return send(browser, f"/{where.slug}/imports/new/{kind}", {"file": (io.BytesIO(content), name)})


def seal_of(page: str) -> str:
    found = re.search(r'name="seal"[^>]*value="([0-9a-f]+)"', page)
    assert found
    return found[1]


@pytest.mark.usefixtures("admin")
def test_a_file_is_looked_at_and_brought_in(municipality: Municipality, browser: FlaskClient) -> None:
    sent = upload(browser, municipality, csv(HEADINGS, ROW, ("Väärä ry", "123", "", "", "", "")))
    assert sent.location.endswith("/columns")
    chosen = fields.guessed("associations", HEADINGS)
    look = send(browser, sent.location, chosen).location
    page = browser.get(look).text
    assert "123 ei ole Y-tunnus" in page
    to_correct = browser.get(f"{look}/to-correct")
    found = openpyxl.load_workbook(io.BytesIO(to_correct.data)).active
    assert [cell.value for cell in found[2]][:2] == ["Väärä ry", "123"]
    assert "123 ei ole Y-tunnus" in found[2][7].value
    again = send(browser, f"{look}/apply", {"seal": seal_of(page)}, page=look)
    assert again.status_code == 422
    done = send(browser, f"{look}/apply", {"seal": seal_of(page), "leave_out": "y"}, page=look)
    assert done.location == look
    assert "1 lisätty" in browser.get(look).text
    assert "Rannan Martat ry" in browser.get(f"/{municipality.slug}/associations/").text


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7", "lista.pdf", "PDF"),
        (b"Nimi;Huom\r\nMartat;131052-308T\r\n", "lista.csv", "henkilötunnuksia"),
        (b"Nimi;X\r\nA;B\r\n", "lista.xlsx", "tekstitiedosto"),
    ],
)
def test_what_cannot_be_taken_in_is_told_at_the_file(
    municipality: Municipality, browser: FlaskClient, content: bytes, name: str, words: str
) -> None:
    answer = upload(browser, municipality, content, name)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'href="#file"' in answer.text


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("kind", fields.FIELDS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_templates_are_recognised_when_they_come_back(
    municipality: Municipality, browser: FlaskClient, kind: str, language: str
) -> None:
    send(browser, "/language", {"language": language, "next": "/help"}, page="/help")
    wanted = {one.name for one in fields.FIELDS[kind]}
    csv_file = browser.get(f"/{municipality.slug}/imports/templates/{kind}/csv")
    headings = csv_file.data.decode("utf-8-sig").strip().split(";")
    assert set(fields.guessed(kind, headings)) == wanted
    book = browser.get(f"/{municipality.slug}/imports/templates/{kind}/xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book.data)).active
    assert set(fields.guessed(kind, [cell.value for cell in sheet[1]])) == wanted
    assert all(cell.comment for cell in sheet[1])
    assert len(wanted) < sheets.COLUMNS_AT_MOST


def test_a_lead_is_not_offered_the_staff(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(municipality, "team_lead"))
    assert browser.get(f"/{municipality.slug}/imports/new/associations").status_code == 200
    assert browser.get(f"/{municipality.slug}/imports/new/staff").status_code == 404


@pytest.mark.usefixtures("admin")
def test_a_file_given_up_is_erased(municipality: Municipality, browser: FlaskClient) -> None:
    sent = upload(browser, municipality, csv(HEADINGS, ROW))
    look = sent.location.removesuffix("/columns")
    send(browser, sent.location, fields.guessed("associations", HEADINGS))
    assert send(browser, f"{look}/give-up", page=look).status_code == 302
    assert "Jätetty tuomatta" in browser.get(look).text
    assert browser.get(f"{look}/to-correct").status_code == 404
