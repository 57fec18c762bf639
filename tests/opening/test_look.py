"""The municipality's look: what cannot be read is refused with its figures, and the logo is everybody's to see."""

import io
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from werkzeug.test import TestResponse

from tenants import context, database, look, registry
from tenants.registry import Municipality
from tests.factories import browsing, drawing, people
from tests.factories.municipalities import NOW, inside
from tests.factories.steering import ADMIN


@pytest.fixture
def admin(municipality: Municipality, browser: FlaskClient) -> UUID:
    by = people.member(municipality, *ADMIN)
    people.sign_in(browser, by, roles=ADMIN)
    return by


def send(browser: FlaskClient, where: Municipality, logo: bytes | None = None, **typed: object) -> TestResponse:
    said: dict[str, object] = {"first_language": "fi", "colour": "#0b5a6b", **typed}
    if logo is not None:
        said["logo"] = (io.BytesIO(logo), "logo.png")
    answer = browsing.send(browser, f"/{where.slug}/settings/look", said)
    if answer.status_code == 302:
        assert browser.get(answer.location).status_code == 200  # as a browser does: the page that shows the new look
    return answer


def test_colour_and_language_are_chosen(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    assert send(browser, municipality, colour=" #7A1F3D ", first_language="sv").status_code == 302
    page = browser.get(f"/{municipality.slug}/settings/look").text
    assert "look.css?v=7a1f3d" in page
    for address in ("look.css?v=7a1f3d", "look.css", "look.css?v=ffd500", "look.css?v=}"):
        assert "--kumina-brand:#7a1f3d;" in browser.get(f"/{municipality.slug}/{address}").text
    assert "#7a1f3d" in page
    stranger = browser.application.test_client()
    assert '<html lang="sv"' in stranger.get(f"/{municipality.slug}/").text


def test_a_colour_that_cannot_be_read_is_refused_with_its_figures(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    answer = send(browser, municipality, colour="#ffd500", logo=drawing.picture())
    assert answer.status_code == 422
    assert "kontrasti on 1,34, ja sen on oltava vähintään 4,5" in answer.text
    assert 'value="#ffd500"' in answer.text
    assert browser.get(f"/{municipality.slug}/logo.png").status_code == 404, "nothing of a refused form is kept"


def test_a_logo_is_made_small_shown_to_strangers_and_taken_off(
    browser: FlaskClient, municipality: Municipality, neighbour: Municipality, admin: UUID
) -> None:
    assert send(browser, municipality, logo=drawing.picture(1200, 400)).status_code == 302
    stranger = browser.application.test_client()
    page = stranger.get(f"/{municipality.slug}/").text
    address = page.partition('class="kumina-brand__logo"')[2].partition('src="')[2].partition('"')[0]
    answer = stranger.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "immutable" not in stranger.get(f"/{municipality.slug}/logo.png?v=old").headers["Cache-Control"]
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert shown.size == (480, 160)
    assert stranger.get(f"/{neighbour.slug}/logo.png").status_code == 404
    assert "kumina-brand__logo" not in stranger.get(f"/{neighbour.slug}/").text
    assert send(browser, municipality, remove_logo="y").status_code == 302
    assert stranger.get(f"/{municipality.slug}/logo.png").status_code == 404
    assert "kumina-brand__logo" not in stranger.get(f"/{municipality.slug}/").text


def test_a_new_logo_takes_the_place_of_the_old_and_none_sent_keeps_it(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    send(browser, municipality, logo=drawing.picture(100, 100))
    send(browser, municipality, logo=drawing.picture(200, 100))
    send(browser, municipality)
    with Image.open(io.BytesIO(browser.get(f"/{municipality.slug}/logo.png").data)) as shown:
        assert shown.size == (200, 100)


def test_what_is_no_picture_is_refused_beside_its_field(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    answer = send(browser, municipality, logo=b"<svg/>")
    assert answer.status_code == 422
    assert 'id="logo-error"' in answer.text


@pytest.mark.parametrize("role", ["team_lead", "social_counsellor", "finance"])
def test_only_an_admin_changes_the_look(municipality: Municipality, role: str) -> None:
    by = people.member(municipality, role)
    with pytest.raises((ProgrammingError, registry.NotTaken)), inside(municipality, person_id=by, roles=(role,)):
        look.set_logo(b"x", by=by, at=NOW)
    with pytest.raises(ProgrammingError) as refused, inside(municipality, person_id=by, roles=(role,)):
        database.session().execute(
            text(
                "INSERT INTO registry_logo (municipality_id, content, uploaded_at, uploaded_by)"
                " VALUES (:m, 'x', :a, :b)"
            ),
            {"m": municipality.id, "a": NOW, "b": by},
        )
    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def test_a_neighbours_logo_stays_theirs(municipality: Municipality, neighbour: Municipality) -> None:
    theirs = people.member(neighbour, *ADMIN)
    with inside(neighbour, person_id=theirs, roles=ADMIN):
        look.set_logo(drawing.picture(10, 10), by=theirs, at=NOW)
    with context.entering(municipality.id), database.reading():
        assert look.logo() is None
        assert registry.by_id(neighbour.id).logo
