"""Support in the browser: the team's page, the desk, and the association's own pages (K17)."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient

from app.web.clock import now, today
from tenants.registry import Municipality
from tests.factories import associations, people, support
from tests.factories.browsing import send
from tests.house.matrix.samples import boxes

FINNISH = {"Accept-Language": "fi"}


@pytest.fixture
def association_id(municipality: Municipality) -> UUID:
    """An association of the network."""
    return associations.association(municipality)


@pytest.fixture
def counsellor(municipality: Municipality, browser: FlaskClient) -> UUID:
    """A counsellor, signed in."""
    who = people.member(municipality, "social_counsellor", name="Saara Satunen")
    people.sign_in(browser, who)
    return who


def member(where: Municipality, browser: FlaskClient, association_id: UUID) -> UUID:
    who = people.member(where, "association_member", association_id=association_id)
    people.sign_in(browser, who)
    return who


def test_k17_who_needs_a_call_stands_first_and_on_the_desk(
    municipality: Municipality, browser: FlaskClient, association_id: UUID, counsellor: UUID
) -> None:
    support.matter(municipality, association_id, at=now())
    page = browser.get(f"/{municipality.slug}/support/", headers=FINNISH).text
    assert page.index("Tarvitsee soiton") < page.index("Kaikki yhdistykset")
    assert "odottanut ensimmäistä toimea" in page
    desk = browser.get(f"/{municipality.slug}/", headers=FINNISH).text
    assert "odottanut ensimmäistä toimea" in desk
    assert f"/support/{association_id}" in desk


@pytest.mark.usefixtures("counsellor")
def test_a_contact_is_written_down_and_stands_in_the_timeline(
    municipality: Municipality, browser: FlaskClient, association_id: UUID
) -> None:
    path = f"/{municipality.slug}/support/{association_id}"
    typed = {"how": "visit", "met_on": boxes(today()), "words": "Käytiin tutustumassa uuteen keittiöön."}
    assert send(browser, f"{path}/contact", typed).location == path
    assert "uuteen keittiöön" in browser.get(path).text
    again = send(browser, f"{path}/contact", typed | {"words": "Asiasta 131052-308T"})
    assert again.status_code == 422
    assert "131052-308T" in again.text, "what was typed stays on the form"
    assert "131052" not in browser.get(path).text


@pytest.mark.usefixtures("counsellor")
@pytest.mark.parametrize("page", ["contact", "matter"])
def test_every_form_says_that_nothing_is_about_a_client(
    municipality: Municipality, browser: FlaskClient, association_id: UUID, page: str
) -> None:
    shown = browser.get(f"/{municipality.slug}/support/{association_id}/{page}", headers=FINNISH).text
    assert "Älä kirjoita mitään asiakkaasta" in shown


def test_an_association_brings_up_and_reads_the_answer(
    municipality: Municipality, browser: FlaskClient, association_id: UUID
) -> None:
    member(municipality, browser, association_id)
    home = f"/{municipality.slug}/matters/own"
    typed = {"association_id": association_id, "words": "Avaimia on liian vähän."}
    assert send(browser, f"{home}/new", typed).location == home
    assert "Avaimia on liian vähän." in browser.get(home).text
    matter = support.matter(municipality, association_id, words="Mikä on lomien aikana?")
    support.acted(municipality, matter, words="Lomista sovitaan erikseen.")
    assert "Lomista sovitaan erikseen." in browser.get(f"{home}/{matter}").text
    assert f"{home}/{matter}" in browser.get(f"/{municipality.slug}/").text, "the desk leads to the answer"


def test_an_association_sees_neither_anothers_matters_nor_the_teams(
    municipality: Municipality, browser: FlaskClient, association_id: UUID
) -> None:
    other = support.matter(municipality, associations.association(municipality, "Toinen ry"), words="Salaisuus")
    teams = support.noted(municipality, association_id, words="Muistio")
    member(municipality, browser, association_id)
    home = f"/{municipality.slug}/matters/own"
    for hidden in (other, teams):
        assert browser.get(f"{home}/{hidden}").status_code == 404
    assert "Salaisuus" not in browser.get(home).text
    assert "Muistio" not in browser.get(home).text
    wrong = {"association_id": associations.association(municipality, "Kolmas ry"), "words": "Hei"}
    assert send(browser, f"{home}/new", wrong).status_code == 422


def test_a_matter_is_settled_with_what_was_done(
    municipality: Municipality, browser: FlaskClient, association_id: UUID, counsellor: UUID
) -> None:
    matter = support.matter(municipality, association_id, at=now())
    path = f"/{municipality.slug}/matters/{matter}"
    assert send(browser, f"{path}/take", page=path).location == path
    done = send(browser, path, {"words": "Teetettiin avaimet.", "closes": "y"})
    assert done.location == f"/{municipality.slug}/support/{association_id}"
    shown = browser.get(path, headers=FINNISH).text
    assert "Teetettiin avaimet." in shown
    assert "0 minuuttia" in shown
    assert (
        send(
            browser,
            f"{path}/take",
            page=f"{path.rsplit('/', 1)[0].replace('matters', 'support')}/{association_id}/contact",
        ).status_code
        == 422
    )


def test_a_pulse_is_asked_answered_in_a_minute_and_summed(
    municipality: Municipality, browser: FlaskClient, association_id: UUID
) -> None:
    other = associations.association(municipality, "Toinen ry")
    lead = people.member(municipality, "team_lead")
    people.sign_in(browser, lead)
    typed = {"season": "Kevät 2027", "open_until_on": boxes(today().replace(day=1, month=12, year=today().year + 1))}
    assert send(browser, f"/{municipality.slug}/pulse/new", typed).status_code == 422, "too far ahead"
    made = support.pulse(municipality, at=now())
    support.answered(municipality, made, other, places=0, reason="no_supervisor", wish="Ohjaajan palkka", at=now())
    member(municipality, browser, association_id)
    way = f"/{municipality.slug}/pulse/replies/{support.reply(municipality, made, association_id)}"
    assert way in browser.get(f"/{municipality.slug}/").text, "the desk asks"
    refused = send(browser, way, {"places": "0", "wish": ""})
    assert refused.status_code == 422
    assert "Ei vapaata" not in refused.text
    assert send(browser, way, {"places": "3", "wish": "Työvaatteita"}).status_code == 302
    assert way not in browser.get(f"/{municipality.slug}/").text, "answered, and no longer asked"
    assert browser.get(way.replace(way[-36:], str(support.reply(municipality, made, other)))).status_code == 404
    people.sign_in(browser, lead)
    page = browser.get(f"/{municipality.slug}/pulse/{made}", headers=FINNISH).text
    for told in ("3 henkilöä", "2/2", "Työvaatteita", "Meillä ei ole nyt ketään, joka ohjaisi"):
        assert told in page


def test_once_over_a_pulse_is_not_answered(
    municipality: Municipality, browser: FlaskClient, association_id: UUID
) -> None:
    made = support.pulse(municipality, days=1)
    member(municipality, browser, association_id)
    page = browser.get(
        f"/{municipality.slug}/pulse/replies/{support.reply(municipality, made, association_id)}", headers=FINNISH
    )
    assert page.status_code == 200
    assert ('name="places"' in page.text) == (now().date() <= support.NOW.date())
