"""K16: the list is gone through and signed by two people, each in their own sign-in, as it was then."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.placements import queries
from app.placements.actions import induction as signing
from app.placements.queries import induction as lists
from app.placements.rules.induction import said_in
from app.values.missing import Missing
from app.values.refusal import Refused
from app.worktasks import actions as tasks
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people, placements
from tests.factories.browsing import send
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import AUTUMN, HOST, Placed

TODAY = NOW.date()


@pytest.fixture
def placed(municipality: Municipality) -> Placed:
    return placements.placement(municipality)


def change_list(where: Municipality, placed: Placed, *chosen: str, lines: tuple[str, ...] = ()) -> None:
    own = {placed.association_id}
    with inside(where, person_id=placed.volunteer_id, roles=HOST):
        tasks.set_induction(task_id=placed.task_id, chosen=chosen, lines=lines, own=own, by=placed.volunteer_id, at=NOW)


def shown(where: Municipality, placed: Placed) -> list[str]:
    with inside(where, person_id=placed.volunteer_id, roles=HOST):
        items = lists.induction(queries.placement(placed.id)).items
    return [words for words, _language in said_in(items, "fi")]


def waiting(where: Municipality, placed: Placed) -> tuple[int, int]:
    """How many lists wait at the association, and for the client."""
    with inside(where, person_id=placed.volunteer_id, roles=HOST):
        there = len(lists.unsigned_at([placed.association_id], day=TODAY))
    person_id = placed.client.person_id
    with inside(where, person_id=person_id, roles=("client",)):
        return there, len(lists.unsigned_of(person_id, day=TODAY))


def test_the_list_begins_as_the_playbooks_and_is_the_tasks_own(municipality: Municipality, placed: Placed) -> None:
    assert len(shown(municipality, placed)) == 10
    change_list(municipality, placed, "people", "safety", lines=("Tiskikone",))
    assert shown(municipality, placed) == [
        "Keitä täällä on ja keneltä voin kysyä",
        "Hätätilanteet: uloskäynnit, alkusammutus, ensiapu",
        "Tiskikone",
    ]


def test_what_was_signed_stays_as_it_was(municipality: Municipality, placed: Placed) -> None:
    change_list(municipality, placed, "people", lines=("Tiskikone",))
    before = shown(municipality, placed)
    placements.signed(municipality, placed, "supervisor")
    change_list(municipality, placed, "keys")
    assert shown(municipality, placed) == before
    placements.signed(municipality, placed, "participant")
    with inside(municipality, person_id=placed.volunteer_id, roles=HOST):
        signatures = lists.induction(queries.placement(placed.id)).signatures
    assert {one.side: one.signed_by for one in signatures} == {
        "supervisor": placed.volunteer_id,
        "participant": placed.client.person_id,
    }


def test_each_side_is_asked_until_it_has_signed(municipality: Municipality, placed: Placed) -> None:
    assert waiting(municipality, placed) == (1, 1)
    placements.signed(municipality, placed, "participant")
    assert waiting(municipality, placed) == (1, 0)
    placements.signed(municipality, placed, "supervisor")
    assert waiting(municipality, placed) == (0, 0)


def test_nothing_is_asked_before_the_first_day_and_after_the_last(municipality: Municipality, placed: Placed) -> None:
    for day in (AUTUMN.first_on - timedelta(days=1), AUTUMN.last_on + timedelta(days=1)):
        with inside(municipality, person_id=placed.volunteer_id, roles=HOST):
            assert lists.unsigned_at([placed.association_id], day=day) == ()


def test_a_list_that_changed_meanwhile_is_read_again(municipality: Municipality, placed: Placed) -> None:
    with inside(municipality, person_id=placed.volunteer_id, roles=HOST):
        seen = lists.induction(queries.placement(placed.id)).digest
    change_list(municipality, placed, "people")
    with (
        pytest.raises(Refused, match="induction_has_changed"),
        inside(municipality, person_id=placed.volunteer_id, roles=HOST),
    ):
        sign(placed, placed.volunteer_id, {placed.association_id}, seen)


def test_a_side_signs_once_and_only_its_own(municipality: Municipality, placed: Placed) -> None:
    placements.signed(municipality, placed, "supervisor", "participant")
    with (
        pytest.raises(Refused, match="induction_is_signed"),
        inside(municipality, person_id=placed.volunteer_id, roles=HOST),
    ):
        sign(placed, placed.volunteer_id, {placed.association_id})
    stranger = associations.volunteer(municipality, associations.association(municipality, "Muu ry"))
    with pytest.raises(Missing), inside(municipality, person_id=stranger, roles=HOST):
        sign(placed, stranger, set())
    other = placements.placement(municipality)
    with pytest.raises(Missing), inside(municipality, person_id=other.client.person_id, roles=("client",)):
        signing.sign_as_participant(placement_id=placed.id, seen="", by=other.client.person_id, at=NOW)


def sign(placed: Placed, by: UUID, own: set[UUID], seen: str | None = None) -> None:
    seen = seen or lists.induction(queries.placement(placed.id)).digest
    signing.sign_as_supervisor(placement_id=placed.id, seen=seen, own=own, by=by, at=NOW)


SIGN = text(
    "INSERT INTO placements_induction_signature (municipality_id, induction_id, client_person_id, side, signed_at,"
    " signed_by) VALUES (:here, :induction, :client, :side, now(), :by)"
)
NOT_YOURS, TWO_PEOPLE = "row-level security", "placements_induction_signatures_are_of_two_people"
FORGED = {
    "the volunteer for the client": ("volunteer", "association_member", "participant", NOT_YOURS),
    "the client for the association": ("client", "client", "supervisor", NOT_YOURS),
    "a counsellor for the association": ("counsellor", "social_counsellor", "supervisor", NOT_YOURS),
    "a client who is of the association too": ("client", "association_member", "supervisor", TWO_PEOPLE),
    "another client": ("volunteer", "client", "participant", TWO_PEOPLE),
}


@pytest.mark.parametrize("kind", FORGED)
def test_the_database_lets_nobody_sign_for_the_other_side(
    municipality: Municipality, placed: Placed, kind: str
) -> None:
    """Two people, whoever asks: also somebody who is both a client and of the association."""
    who, role, side, refused = FORGED[kind]
    other = "participant" if side == "supervisor" else "supervisor"
    placements.signed(municipality, placed, other)
    with inside(municipality, person_id=placed.volunteer_id, roles=HOST):
        induction = lists.induction(queries.placement(placed.id)).id
    client, people_of = placed.client.person_id, placed.client
    by = {"volunteer": placed.volunteer_id, "client": client, "counsellor": people_of.counsellor_id}[who]
    facts = {"here": municipality.id, "induction": induction, "client": client, "side": side, "by": by}
    with (
        pytest.raises((ProgrammingError, IntegrityError), match=refused),
        context.entering(municipality.id, person_id=by, roles=(role,)),
        database.writing() as db,
    ):
        db.execute(SIGN, facts)


@pytest.mark.parametrize("what", ["UPDATE placements_induction SET items = '[]'", "DELETE FROM placements_induction"])
def test_what_was_signed_can_be_changed_by_nobody(municipality: Municipality, placed: Placed, what: str) -> None:
    placements.signed(municipality, placed, "supervisor")
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        context.entering(municipality.id, person_id=placed.volunteer_id, roles=HOST),
        database.writing() as db,
    ):
        db.execute(text(what))


def test_both_sign_in_the_browser_and_the_counsellor_sees_it(municipality: Municipality, browser: FlaskClient) -> None:
    placed = placements.placement(municipality, terms=placements.lasting())
    home, at = f"/{municipality.slug}/", f"/{municipality.slug}/placements"
    people.sign_in(browser, placed.volunteer_id)
    assert "1 perehdytyslista odottaa" in browser.get(home).text
    hosted = f"{at}/hosted/{placed.id}/induction"
    page = browser.get(hosted).text
    seen = page.split('name="seen"')[1].split('value="')[1][:16]
    assert send(browser, hosted, {"seen": seen}).status_code == 422
    assert send(browser, hosted, {"seen": seen, "done": "y"}).status_code == 302
    assert "odottaa kuittaustasi" not in browser.get(home).text
    people.sign_in(browser, placed.client.person_id)
    assert f"{at}/mine/{placed.id}/induction" in browser.get(home).text
    assert send(browser, f"{at}/mine/{placed.id}/induction", {"seen": seen, "done": "y"}).status_code == 302
    assert f"{at}/mine/{placed.id}/induction" not in browser.get(home).text
    people.sign_in(browser, placed.client.counsellor_id)
    assert browser.get(f"{at}/{placed.id}").text.count("Kuitattu") == 2


def test_who_is_both_sides_is_told_that_two_people_sign(municipality: Municipality, browser: FlaskClient) -> None:
    placed = placements.placement(municipality, terms=placements.lasting())
    client = placed.client.person_id
    people.membership(municipality, client, "association_member", name="Molemmat", association_id=placed.association_id)
    people.sign_in(browser, client)
    page = f"/{municipality.slug}/placements/hosted/{placed.id}/induction"
    seen = browser.get(page).text.split('name="seen"')[1].split('value="')[1][:16]
    answer = send(browser, page, {"seen": seen, "done": "y"})
    assert answer.status_code == 422
    assert "Listan kuittaa kaksi ihmistä" in answer.text
