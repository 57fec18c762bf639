"""Work tasks in the browser: registered and published by their association, found by clients and counsellors."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient

from tenants.registry import Municipality
from tests.factories import associations, intake, people, worktasks
from tests.factories.browsing import send

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
    assert saved.location.endswith("/publish")
    opened = send(browser, saved.location, {"not_a_substitute": "y"})
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
    for path in ("", "/change", "/publish"):
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
