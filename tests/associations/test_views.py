"""The network in the browser."""

import pytest
from flask.testing import FlaskClient

from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories.browsing import send

TYPED = {"name": "Rannan Martat ry", "kind": "association", "business_id": "0737546-2", "language": "fi"}


@pytest.fixture
def admin(municipality: Municipality, browser: FlaskClient) -> None:
    """An admin of the municipality, signed in."""
    people.sign_in(browser, people.member(municipality, "municipality_admin"))


@pytest.mark.usefixtures("admin")
def test_an_association_is_added_and_shown(municipality: Municipality, browser: FlaskClient) -> None:
    saved = send(browser, f"/{municipality.slug}/associations/new", TYPED)
    assert saved.status_code == 302
    page = browser.get(saved.location)
    assert "0737546-2" in page.text
    assert "Rannan Martat ry" in browser.get(f"/{municipality.slug}/associations/").text


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": ""}, "name"), ({"business_id": "0737546-3"}, "business_id"), ({"kind": "x"}, "kind")],
)
def test_what_is_wrong_is_said_at_its_field(
    municipality: Municipality, browser: FlaskClient, change: dict[str, str], field: str
) -> None:
    answer = send(browser, f"/{municipality.slug}/associations/new", TYPED | change)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.text


@pytest.mark.usefixtures("admin")
def test_the_same_business_id_twice_is_told_in_words(municipality: Municipality, browser: FlaskClient) -> None:
    associations.association(municipality, business_id="0737546-2")
    answer = send(browser, f"/{municipality.slug}/associations/new", TYPED | {"name": "Sama ry"})
    assert answer.status_code == 422
    assert "on jo yhdistys verkostossa" in answer.text
    assert 'value="Sama ry"' in answer.text


@pytest.mark.usefixtures("admin")
def test_details_are_changed(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.association(municipality)
    saved = send(browser, f"/{municipality.slug}/associations/{made}/change", TYPED | {"name": "Uusi nimi ry"})
    assert saved.status_code == 302
    assert "Uusi nimi ry" in browser.get(saved.location).text


def test_a_counsellor_reads_and_does_not_change(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.association(municipality)
    people.sign_in(browser, people.member(municipality, "social_counsellor"))
    assert browser.get(f"/{municipality.slug}/associations/{made}").status_code == 200
    assert browser.get(f"/{municipality.slug}/associations/{made}/change").status_code == 403
    assert browser.get(f"/{municipality.slug}/associations/new").status_code == 403


@pytest.mark.usefixtures("admin")
def test_a_neighbours_association_is_not_there(
    municipality: Municipality, neighbour: Municipality, browser: FlaskClient
) -> None:
    theirs = associations.association(neighbour)
    assert browser.get(f"/{municipality.slug}/associations/{theirs}").status_code == 404
    assert browser.get(f"/{neighbour.slug}/associations/{theirs}").status_code == 404


INVITED = {
    "name": "Veikko Talkoolainen",
    "email": "veikko@esimerkki.example",
    "role": "association_admin",
    "language": "fi",
}


@pytest.mark.usefixtures("admin")
def test_the_first_contact_person_is_invited_from_the_associations_page(
    municipality: Municipality, browser: FlaskClient
) -> None:
    made = associations.association(municipality)
    page = f"/{municipality.slug}/associations/{made}"
    assert f"{page}/invite" in browser.get(page).text
    assert send(browser, f"{page}/invite", INVITED).location == page
    again = send(browser, f"{page}/invite", INVITED)
    assert again.status_code == 422
    assert 'href="#email"' in again.text


def test_an_associations_admin_invites_to_their_own_alone(municipality: Municipality, browser: FlaskClient) -> None:
    mine, theirs = associations.association(municipality), associations.association(municipality, "Muu ry")
    people.sign_in(browser, people.member(municipality, "association_admin", association_id=mine))
    assert browser.get(f"/{municipality.slug}/associations/{theirs}/invite").status_code == 404
    own = f"/{municipality.slug}/associations/{mine}/invite"
    assert send(browser, own, INVITED | {"role": "municipality_admin"}).status_code == 422
    assert send(browser, own, INVITED).location == f"/{municipality.slug}/associations/{mine}/own"


def test_who_leads_one_association_invites_nobody_into_another_they_merely_belong_to(
    municipality: Municipality, browser: FlaskClient
) -> None:
    """A role is held for one association; a member's place elsewhere is not an admin's."""
    led, joined = associations.association(municipality), associations.association(municipality, "Toinen ry")
    who = people.member(municipality, "association_admin", association_id=led)
    people.membership(municipality, who, "association_member", association_id=joined)
    people.sign_in(browser, who)
    assert browser.get(f"/{municipality.slug}/associations/{led}/invite").status_code == 200
    assert browser.get(f"/{municipality.slug}/associations/{joined}/invite").status_code == 404
