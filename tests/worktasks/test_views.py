"""Work tasks in the browser: registered and published by their association, found by clients and counsellors."""

import io
import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.worktasks import queries
from app.worktasks.rules import Card, Words
from tenants import settings
from tenants.registry import Municipality
from tests.factories import associations, drawing, intake, people, worktasks
from tests.factories.browsing import send
from tests.factories.municipalities import NOW, inside

TYPED = {"name": "Puutarhuri", "description": "Hoidat kasvimaata.", "field": "property", "places": "2"}


@pytest.fixture
def association(municipality: Municipality) -> UUID:
    return associations.association(municipality)


@pytest.fixture
def volunteer(municipality: Municipality, association: UUID, browser: FlaskClient) -> UUID:
    """Somebody of the association, signed in."""
    person_id = associations.volunteer(municipality, association)
    people.sign_in(browser, person_id)
    return person_id


def test_a_task_is_registered_and_published_in_two_pages(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    saved = send(browser, f"/{municipality.slug}/worktasks/new", TYPED | {"association_id": str(association)})
    assert saved.status_code == 302
    assert f"{saved.location}/publish" in browser.get(saved.location).text
    opened = send(browser, f"{saved.location}/publish", {"not_a_substitute": "y"})
    assert opened.status_code == 302
    assert "Puutarhuri" in browser.get(opened.location).text
    assert "Puutarhuri" in browser.get(f"/{municipality.slug}/worktasks/own").text


def test_the_statement_cannot_be_left_out(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, association, published=False, by=volunteer)
    answer = send(browser, f"/{municipality.slug}/worktasks/{task_id}/publish")
    assert answer.status_code == 422
    assert 'href="#not_a_substitute' in answer.text


@pytest.mark.parametrize("missing", ["name", "description", "field", "places"])
def test_a_task_needs_its_four_answers(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID, missing: str
) -> None:
    typed = TYPED | {"association_id": str(association), missing: ""}
    answer = send(browser, f"/{municipality.slug}/worktasks/new", typed)
    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.text


def test_another_associations_task_does_not_exist(
    municipality: Municipality, browser: FlaskClient, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, published=False)
    task, own = f"/{municipality.slug}/worktasks/{task_id}", f"/{municipality.slug}/worktasks/own"
    for path in ("", "/change", "/publish", "/copy", "/end", "/translate", "/picture"):
        assert browser.get(task + path).status_code == 404
        assert send(browser, task + (path or "/pause"), page=own).status_code == 404


def test_a_task_is_not_registered_for_another_association(
    municipality: Municipality, browser: FlaskClient, volunteer: UUID
) -> None:
    another = associations.association(municipality, "Toinen yhdistys ry")
    answer = send(browser, f"/{municipality.slug}/worktasks/new", TYPED | {"association_id": str(another)})
    assert answer.status_code in (404, 422)


def test_a_paused_task_is_shown_to_nobody_new(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, association, by=volunteer, name="Lipunmyyjä")
    task = f"/{municipality.slug}/worktasks/{task_id}"
    assert send(browser, f"{task}/pause", page=task).status_code == 302
    people.sign_in(browser, intake.client(municipality).person_id)
    assert "Lipunmyyjä" not in browser.get(f"/{municipality.slug}/worktasks/").text
    assert browser.get(task).status_code == 404


def test_a_client_finds_open_tasks_by_kind_of_work(municipality: Municipality, browser: FlaskClient) -> None:
    worktasks.task(municipality, name="Kahvilan apulainen", field="kitchen")
    worktasks.task(municipality, name="Halkojen tekijä", field="wood")
    people.sign_in(browser, intake.client(municipality).person_id)
    found = browser.get(f"/{municipality.slug}/worktasks/?field=wood").text
    assert "Halkojen tekijä" in found
    assert "Kahvilan apulainen" not in found
    assert "Kahvilan apulainen" in browser.get(f"/{municipality.slug}/worktasks/?field=nonsense").text


def test_a_counsellor_sees_drafts_too_and_changes_none(municipality: Municipality, browser: FlaskClient) -> None:
    task_id = worktasks.task(municipality, published=False)
    people.sign_in(browser, people.member(municipality, "social_counsellor"))
    assert browser.get(f"/{municipality.slug}/worktasks/{task_id}").status_code == 200
    assert browser.get(f"/{municipality.slug}/worktasks/{task_id}/change").status_code == 403


MORE = TYPED | {
    "weekdays": ["1", "3"],
    "begins_at": "09:00",
    "ends_at": "14:00",
    "season_from": "5",
    "season_to": "9",
    "supervisor": "Pirkko",
    "deputy": "Kalle",
    "load_lifting": "2",
    "skills_learned": "Kasvimaan hoito",
    "interests": "Sille, joka viihtyy ulkona",
    "access": "Pihassa on sorapolku",
    "languages": ["fi", "sv"],
}


def test_the_rest_of_the_card_may_be_told_later_and_is_shown(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task = f"/{municipality.slug}/worktasks/{worktasks.task(municipality, association, by=volunteer)}"
    assert send(browser, f"{task}/change", MORE).status_code == 302
    shown = browser.get(task).text
    for said in (
        "Maanantai ja keskiviikko",
        "9.00–14.00",
        "Toukokuu–syyskuu",
        "Pirkko",
        "Kalle",
        "Kasvimaan hoito",
        "Sille, joka viihtyy ulkona",
        "Pihassa on sorapolku",
        "Suomi ja ruotsi",
        "Nostaminen",
    ):
        assert said in shown, said
    again = browser.get(f"{task}/change").text
    assert 'value="Pirkko"' in again
    assert '<option value="2" selected>2</option>' in again


HALVES: dict[str, dict[str, str]] = {
    "ends_at": {"ends_at": ""},
    "season_to": {"season_to": ""},
    "name": {"name": ""},
    "load_noise": {"load_noise": "9"},
}


@pytest.mark.parametrize("field", HALVES)
def test_half_a_span_is_told_beside_its_field_and_opens_its_fold(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID, field: str
) -> None:
    task = f"/{municipality.slug}/worktasks/{worktasks.task(municipality, association, by=volunteer)}"
    answer = send(browser, f"{task}/change", MORE | HALVES[field])
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    opened = answer.text.count('<details class="govuk-details kumina-fold" open>')
    assert opened == (0 if field == "name" else 1)


def test_what_the_municipality_never_asks_is_not_asked_and_not_lost(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    card = Card(Words("Puutarhuri", "Hoidat."), supervisor="Pirkko", load={"noise": 1})
    task_id = worktasks.task(municipality, association, by=volunteer, card=card)
    admin = people.member(municipality, "municipality_admin")
    with inside(municipality, person_id=admin, roles=("municipality_admin",)):
        rows = [dict(row) for row in settings.value("worktasks", "card")]
        never = [row | {"asked": "never"} if row["code"] in {"supervisor", "load"} else row for row in rows]
        settings.change(section="worktasks", setting="card", value=never, by=admin, at=NOW)
    page = f"/{municipality.slug}/worktasks/{task_id}/change"
    asked = browser.get(page).text
    assert 'name="supervisor"' not in asked
    assert 'name="load_noise"' not in asked
    assert send(browser, page, TYPED).status_code == 302
    with inside(municipality):
        kept = queries.task(task_id).card
    assert (kept.supervisor, dict(kept.load)) == ("Pirkko", {"noise": 1})


def test_the_reader_gets_their_language_and_is_told_when_not(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task = f"/{municipality.slug}/worktasks/{worktasks.task(municipality, association, by=volunteer)}"
    reader = people.person("Läsare", language="sv")
    people.membership(municipality, reader, "social_counsellor", name="Läsare")
    people.sign_in(browser, reader)
    alone = browser.get(task).text
    assert "Föreningen berättar om uppgiften på finska." in alone
    assert '<p class="govuk-body kumina-words" lang="fi">Keität kahvia' in alone
    people.sign_in(browser, volunteer)
    assert send(browser, f"{task}/translate", {"name": "Kaféhjälp", "description": "Du kokar."}).status_code == 302
    people.sign_in(browser, reader)
    both = browser.get(task).text
    assert "Kaféhjälp</h1>" in both
    assert '<p class="govuk-body kumina-words" lang="sv">Du kokar.' in both
    assert "på finska" not in both


def test_a_picture_is_sent_shown_and_kept_by_its_digest(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, association, by=volunteer)
    task = f"/{municipality.slug}/worktasks/{task_id}"
    photograph = (io.BytesIO(drawing.from_a_camera()), "kuva.jpg")
    assert send(browser, f"{task}/picture", {"picture": photograph, "alt": ""}).status_code == 422
    photograph = (io.BytesIO(drawing.from_a_camera()), "kuva.jpg")
    assert send(browser, f"{task}/picture", {"picture": photograph, "alt": "Pajan penkki"}).status_code == 302
    found = re.search(r'<img class="kumina-picture"\s+src="([^"]+)"', browser.get(task).text)
    assert found
    assert 'alt="Pajan penkki"' in browser.get(task).text
    shown = browser.get(found.group(1))
    assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert drawing.PLACE.encode() not in shown.data
    assert browser.get(found.group(1), headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304
    assert "immutable" not in browser.get(f"{task}/picture.webp?v=0").headers["Cache-Control"]
    assert send(browser, f"{task}/picture/off", page=f"{task}/picture").status_code == 302
    assert browser.get(found.group(1)).status_code == 404


def test_the_picture_of_a_draft_is_its_associations_own(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, association, by=volunteer, published=False)
    task = f"/{municipality.slug}/worktasks/{task_id}"
    photograph = (io.BytesIO(drawing.picture()), "kuva.png")
    assert send(browser, f"{task}/picture", {"picture": photograph, "alt": "Paja"}).status_code == 302
    assert browser.get(f"{task}/picture.webp").status_code == 200
    people.sign_in(browser, intake.client(municipality).person_id)
    assert browser.get(f"{task}/picture.webp").status_code == 404


def test_what_is_no_picture_is_refused_in_words(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task = f"/{municipality.slug}/worktasks/{worktasks.task(municipality, association, by=volunteer)}"
    sent = {"picture": (io.BytesIO(b"GIF89a" + b"0" * 50), "kuva.jpg"), "alt": "Paja"}
    answer = send(browser, f"{task}/picture", sent)
    assert answer.status_code == 422
    assert 'href="#picture"' in answer.text


def test_ending_is_asked_and_told_and_done_once(
    municipality: Municipality, browser: FlaskClient, association: UUID, volunteer: UUID
) -> None:
    task_id = worktasks.task(municipality, association, by=volunteer)
    task = f"/{municipality.slug}/worktasks/{task_id}"
    assert "sovittiin" in browser.get(f"{task}/end").text
    assert send(browser, f"{task}/end").status_code == 302
    assert f"{task}/change" not in browser.get(task).text
    assert send(browser, f"{task}/change", TYPED).status_code == 422
