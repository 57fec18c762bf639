"""K19: a task matches a unit when an expert has said so, for a time; who said what stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError
from werkzeug.wrappers import Response

from app import eperusteet
from app.config import Settings
from app.factory import create_app
from app.values.missing import Missing
from app.values.refusal import Refused
from app.worktasks import rules
from app.worktasks.actions import units as acts
from app.worktasks.queries import units
from app.worktasks.rules import Choice, Identification, Unit
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people, worktasks
from tests.factories.browsing import send
from tests.factories.municipalities import NOW, inside
from tests.fakes.eperusteet import Eperusteet, serving

TODAY = NOW.date()
CHOICE = Choice(*(getattr(eperusteet.SAMPLE[0], name) for name in units.FACTS))
SAID = Identification("Olli Opettaja", "Opisto", "Kävi paikalla", TODAY, TODAY + timedelta(days=365))
UNIT = Unit(uuid4(), uuid4(), CHOICE, "", NOW)
COACH = ("job_coach",)


def years_ago(number: int) -> Identification:
    then = TODAY - timedelta(days=365 * number)
    return replace(SAID, identified_on=then, valid_until=then + timedelta(days=300))


@pytest.mark.parametrize(
    ("history", "withdrawn", "state"),
    [
        ((), None, "proposed"),
        ((SAID,), None, "identified"),
        ((years_ago(1),), None, "expired"),
        ((SAID, years_ago(1)), None, "identified"),
        ((years_ago(1), SAID), None, "identified"),
        ((SAID,), NOW, "withdrawn"),
    ],
)
def test_where_a_unit_stands(history: tuple[Identification, ...], withdrawn: datetime | None, state: str) -> None:
    unit = replace(UNIT, history=history, withdrawn_at=withdrawn)
    assert unit.state(TODAY) == state
    assert unit.may_be_certified(TODAY) == (state == "identified")


def test_an_identification_holds_through_its_last_day() -> None:
    unit = replace(UNIT, history=(replace(SAID, valid_until=TODAY),))
    assert (unit.state(TODAY), unit.state(TODAY + timedelta(days=1))) == ("identified", "expired")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(SAID, expert=" "), "worktasks.expert_missing"),
        (replace(SAID, organisation=""), "worktasks.organisation_missing"),
        (replace(SAID, basis=""), "worktasks.basis_missing"),
        (replace(SAID, identified_on=TODAY + timedelta(days=1)), "worktasks.identified_ahead"),
        (replace(SAID, valid_until=date(2020, 1, 1)), "worktasks.valid_before_identified"),
    ],
)
def test_an_experts_word_says_who_on_what_basis_and_how_long(said: Identification, code: str) -> None:
    assert rules.may_identify(UNIT, SAID, today=TODAY) is None
    refusal = rules.may_identify(UNIT, said, today=TODAY)
    assert refusal
    assert refusal.code == code


@pytest.fixture
def coach(municipality: Municipality) -> UUID:
    return people.member(municipality, *COACH)


def test_a_unit_is_proposed_identified_and_its_history_kept(municipality: Municipality, coach: UUID) -> None:
    task_id = worktasks.task(municipality)
    unit_id = worktasks.unit(municipality, task_id, by=coach)
    with inside(municipality, person_id=coach, roles=COACH):
        assert units.unit(unit_id).state(TODAY) == "proposed"
        for said in (years_ago(2), years_ago(1), SAID):
            acts.identify_unit(unit_id=unit_id, said=said, today=TODAY, by=coach, at=NOW)
        (found,) = units.units_of(task_id)
        assert found.history == (SAID, years_ago(1), years_ago(2))
        assert found.choice == CHOICE
        acts.withdraw_unit(unit_id=unit_id, own=None, by=coach, at=NOW)
        assert units.unit(unit_id).history == found.history
        for act in (
            lambda: acts.withdraw_unit(unit_id=unit_id, own=None, by=coach, at=NOW),
            lambda: acts.identify_unit(unit_id=unit_id, said=SAID, today=TODAY, by=coach, at=NOW),
        ):
            with pytest.raises(Refused, match="unit_withdrawn"):
                act()


def test_the_same_unit_is_proposed_once_at_a_time(municipality: Municipality, coach: UUID) -> None:
    task_id = worktasks.task(municipality)
    first = worktasks.unit(municipality, task_id, by=coach)
    with pytest.raises(IntegrityError, match="worktasks_unit_is_proposed_once"):
        worktasks.unit(municipality, task_id, by=coach)
    with inside(municipality, person_id=coach, roles=COACH):
        acts.withdraw_unit(unit_id=first, own=None, by=coach, at=NOW)
    worktasks.unit(municipality, task_id, by=coach)


def test_no_unit_is_invented(municipality: Municipality, coach: UUID) -> None:
    with pytest.raises(Refused, match="unit_unknown"):
        worktasks.unit(municipality, worktasks.task(municipality), by=coach, code="999999")


def test_an_association_proposes_for_its_own_tasks_only(municipality: Municipality) -> None:
    mine = associations.association(municipality, "Oma ry")
    by = associations.volunteer(municipality, mine)
    own_task, other_task = worktasks.task(municipality, mine, by=by), worktasks.task(municipality)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        said = {"code": "400005", "reason": "", "own": {mine}, "by": by, "at": NOW}
        acts.propose_unit(task_id=own_task, **said)
        with pytest.raises(Missing):
            acts.propose_unit(task_id=other_task, **said)


IDENTIFY = text(
    "INSERT INTO worktasks_identification (municipality_id, unit_id, expert, organisation, basis, identified_on,"
    " valid_until, entered_at, entered_by) SELECT municipality_id, id, 'X', 'X', 'X', now(), now(), now(), :by"
    " FROM worktasks_unit"
)


@pytest.mark.parametrize("role", ["association_member", "association_admin", "client", "municipality_admin"])
def test_the_database_takes_an_experts_word_from_counsellors_alone(
    municipality: Municipality, coach: UUID, role: str
) -> None:
    worktasks.unit(municipality, worktasks.task(municipality), by=coach)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        context.entering(municipality.id, person_id=coach, roles=(role,)),
        database.writing() as db,
    ):
        db.execute(IDENTIFY, {"by": coach})


@pytest.mark.parametrize("table", ["worktasks_unit", "worktasks_identification"])
def test_history_is_removed_by_nobody(municipality: Municipality, coach: UUID, table: str) -> None:
    worktasks.unit(municipality, worktasks.task(municipality), by=coach, identified=True)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        context.entering(municipality.id, person_id=coach, roles=COACH),
        database.writing() as db,
    ):
        db.execute(text(f"DELETE FROM {table}"))


@pytest.fixture
def service() -> Iterator[Eperusteet]:
    with serving() as fake:
        yield fake


@pytest.fixture
def connected(app: Flask, settings: Settings, service: Eperusteet) -> Iterator[FlaskClient]:
    """A house that may ask ePerusteet."""
    house = create_app(settings.model_copy(update={"eperusteet_url": service.base}))
    client = house.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    yield client
    create_app(settings)


def test_units_are_read_when_the_form_is_sent_and_can_then_be_chosen(
    municipality: Municipality, coach: UUID, connected: FlaskClient, service: Eperusteet
) -> None:
    people.sign_in(connected, coach)
    page = f"/{municipality.slug}/worktasks/units/read"
    assert connected.get(page).status_code == 200
    assert service.asked == []
    assert send(connected, page, {"name": "lentäjän tutkinto"}).status_code == 422
    assert send(connected, page, {"name": "valmentava"}).status_code == 302
    with inside(municipality, person_id=coach, roles=COACH):
        known = units.known_units()
    assert known["400005"].source == f"{service.base}/peruste/2910079"
    assert set(known) == {"400005", "400014"}


def test_several_qualifications_are_named_and_silence_is_said(
    municipality: Municipality, coach: UUID, connected: FlaskClient, service: Eperusteet
) -> None:
    people.sign_in(connected, coach)
    page = f"/{municipality.slug}/worktasks/units/read"
    service.qualifications = [*service.qualifications, *service.qualifications]
    assert "TELMA" in send(connected, page, {"name": "valmentava"}).text
    service.broken = Response(status=503)
    answer = send(connected, page, {"name": "valmentava"})
    assert answer.status_code == 422
    assert "ePerusteet ei vastaa juuri nyt" in answer.text


def test_without_a_connection_the_page_says_so(municipality: Municipality, coach: UUID, browser: FlaskClient) -> None:
    people.sign_in(browser, coach)
    assert "ePerusteisiin" in browser.get(f"/{municipality.slug}/worktasks/units/read").text


def test_a_unit_is_proposed_and_identified_in_the_browser(
    municipality: Municipality, coach: UUID, browser: FlaskClient
) -> None:
    task = f"/{municipality.slug}/worktasks/{worktasks.task(municipality)}"
    people.sign_in(browser, coach)
    assert send(browser, f"{task}/units/propose", {"code": "400014", "reason": "Arki"}).status_code == 302
    page = browser.get(f"{task}/units").text
    assert "Yhteiskunta- ja työelämäosaaminen (400014)" in page
    assert "Ehdotettu" in page
    address = page.split("/identify")[0].rsplit('href="', 1)[1] + "/identify"
    said = {
        "expert": "Olli",
        "organisation": "Opisto",
        "basis": "Kävi",
        "identified_on": [str(TODAY.day), str(TODAY.month), "2025"],
        "valid_until": [str(TODAY.day), str(TODAY.month), "2090"],
    }
    assert send(browser, address, said | {"expert": ""}).status_code == 422
    assert send(browser, address, said).status_code == 302
    assert "Tunnistettu" in browser.get(f"{task}/units").text
    assert send(browser, f"{task}/units/propose", {"code": "400014"}).status_code == 422
