"""Steering in the browser: settings changed and reset, a version taken and taken back, who answers for what."""

import tomllib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from tenants import context, database, registry, settings
from tenants.registry import Municipality
from tests.factories import browsing, people, steering
from tests.factories.steering import ADMIN

HOURS = "settings/meetings/acute_hours_a_week"
BANK = "settings/meetings/question_bank"


@pytest.fixture
def admin(municipality: Municipality, browser: FlaskClient) -> UUID:
    by = steering.installed(municipality)
    people.sign_in(browser, by, roles=ADMIN)
    return by


def value(where: Municipality, section: str, setting: str) -> Any:
    with context.entering(where.id), database.reading():
        return settings.value(section, setting)


def send(
    browser: FlaskClient, where: Municipality, path: str, typed: Mapping[str, object] | None = None, page: str = ""
) -> Any:
    return browsing.send(browser, f"/{where.slug}/{path}", typed, page=f"/{where.slug}/{page}" if page else "")


def shown(browser: FlaskClient, where: Municipality, path: str) -> str:
    answer = browser.get(f"/{where.slug}/{path}")
    assert answer.status_code == 200, path
    return answer.text


def test_a_setting_is_changed_and_goes_back(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    assert send(browser, municipality, f"{HOURS}/change", {"value": "5"}).status_code == 302
    assert value(municipality, "meetings", "acute_hours_a_week") == 5
    page = shown(browser, municipality, "settings/")
    assert "Testi Henkilö" in page, "who changed it"
    assert "Aikaa kiireellisille asioille" in page
    assert send(browser, municipality, f"{HOURS}/reset", page=HOURS).status_code == 302
    assert value(municipality, "meetings", "acute_hours_a_week") == 4


@pytest.mark.parametrize("typed", ["3", "6", "", "monta"])
def test_a_value_outside_of_its_limits_is_told_beside_its_field(
    browser: FlaskClient, municipality: Municipality, admin: UUID, typed: str
) -> None:
    answer = send(browser, municipality, f"{HOURS}/change", {"value": typed})
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.text
    assert value(municipality, "meetings", "acute_hours_a_week") == 4  # K14


def test_the_core_of_the_model_has_no_form(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    assert "Mallin ydin" in shown(browser, municipality, "settings/intake/visit_within_days")
    for path in ("settings/intake/visit_within_days/change", "settings/goals/questions/rows/new"):
        assert browser.get(f"/{municipality.slug}/{path}").status_code == 404


def test_a_list_is_changed_row_by_row(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    new = {"theme": "goal", "question_fi": "Mitä vielä?", "question_sv": "Vad mera?"}
    assert send(browser, municipality, f"{BANK}/rows/new", new).status_code == 302
    rows = value(municipality, "meetings", "question_bank")
    assert rows[-1] == {"code": "mita_viela", "theme": "goal", "question": {"fi": "Mitä vielä?", "sv": "Vad mera?"}}
    last = f"{BANK}/rows/{len(rows)}"
    changed = new | {"question_fi": "Mitä sitten?", "seen": _seen(shown(browser, municipality, last))}
    assert send(browser, municipality, last, changed).status_code == 302
    assert value(municipality, "meetings", "question_bank")[-1]["question"]["fi"] == "Mitä sitten?"
    assert value(municipality, "meetings", "question_bank")[-1]["code"] == "mita_viela", "its code stays"
    seen = {"seen": _seen(shown(browser, municipality, last))}
    assert send(browser, municipality, f"{last}/remove", seen, page=BANK).status_code == 302
    assert len(value(municipality, "meetings", "question_bank")) == len(rows) - 1


def test_two_who_change_one_list_do_not_lose_each_others_work(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    first, second = f"{BANK}/rows/1", f"{BANK}/rows/2"
    theirs = {"seen": _seen(shown(browser, municipality, second))}
    assert (
        send(browser, municipality, f"{first}/remove", _mark(browser, municipality, first), page=BANK).status_code
        == 302
    )
    before = value(municipality, "meetings", "question_bank")
    answer = send(browser, municipality, f"{second}/remove", theirs, page=BANK)
    assert answer.status_code == 422
    assert "Joku muu muutti listaa" in answer.text
    assert value(municipality, "meetings", "question_bank") == before


def test_a_text_is_said_in_both_languages(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    answer = send(browser, municipality, f"{BANK}/rows/new", {"theme": "goal", "question_fi": "Mitä?"})
    assert answer.status_code == 422


def test_a_list_keeps_its_length(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    steering.changed(municipality, "feedback", "pulse", value(municipality, "feedback", "pulse")[:1], by=admin)
    path = "settings/feedback/pulse/rows/1"
    answer = send(
        browser, municipality, f"{path}/remove", _mark(browser, municipality, path), page="settings/feedback/pulse"
    )
    assert answer.status_code == 422
    assert "Vähintään 1 täytyy jäädä" in answer.text


def test_limits_of_a_service_are_given_and_used_at_once(
    browser: FlaskClient, municipality: Municipality, admin: UUID, superuser: Any
) -> None:
    services = {"value": ["rehabilitative_work", "social_rehabilitation"]}
    assert send(browser, municipality, "settings/placements/services_in_use/change", services).status_code == 302
    said = {
        "service_type": "social_rehabilitation",
        "name_fi": "Sosiaalinen kuntoutus",
        "name_sv": "Social rehabilitering",
        "law_fi": "hyvinvointialueen ohje 1/2026",
        "law_sv": "välfärdsområdets anvisning 1/2026",
        "valid_from": ["1", "1", "2026"],
        "min_days_a_week": "1",
        "max_days_a_week": "5",
        "min_minutes_a_day": "60",
        "max_minutes_a_day": "240",
        "max_minutes_a_week": "1200",
        "min_months": "1",
        "max_months": "6",
        "host_kinds": ["association", "foundation"],
    }
    path = "settings/placements/further_rule_sets/rows/new"
    wrong = send(browser, municipality, path, said | {"min_days_a_week": "6"})
    assert wrong.status_code == 422
    assert "vähimmäismäärä ei voi olla suurempi" in wrong.text
    assert send(browser, municipality, path, said).status_code == 302
    rows = superuser.execute(
        "SELECT service_type, max_days_a_week, name_en FROM placements_rule_set"
        " WHERE municipality_id = %s AND retired_at IS NULL ORDER BY 1",
        (municipality.id,),
    ).fetchall()
    assert rows == [
        ("rehabilitative_work", 4, "Rehabilitative work activity"),
        ("social_rehabilitation", 5, "Sosiaalinen kuntoutus"),
    ]


def test_a_new_version_is_looked_at_taken_and_taken_back(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    steering.changed(municipality, "feedback", "pulse_every_meetings", 4, by=admin)
    assert "Mallista on tullut uusi versio" in shown(browser, municipality, "settings/")
    page = shown(browser, municipality, "settings/model-version")
    assert "Mitä muut arvostavat sinussa?" in page
    assert "Avaimet ja ovien lukitseminen" in page
    choice = {"choice_feedback_pulse_every_meetings": "new", "seal": _seal(page)}
    taken = send(browser, municipality, "settings/model-version/apply", choice, page="settings/model-version")
    assert taken.status_code == 302
    assert value(municipality, "feedback", "pulse_every_meetings") == 2
    assert "kumina_1 → kumina_2" in shown(browser, municipality, "settings/model-version")
    back = send(browser, municipality, "settings/model-version/undo", page="settings/model-version")
    assert back.status_code == 302
    assert value(municipality, "feedback", "pulse_every_meetings") == 4
    with context.globally(), database.reading():
        assert registry.by_id(municipality.id).playbook == "kumina_1"


def test_what_was_looked_at_is_what_is_taken(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    seal = _seal(shown(browser, municipality, "settings/model-version"))
    steering.changed(municipality, "feedback", "pulse_every_meetings", 4, by=admin)
    typed = {"choice_feedback_pulse_every_meetings": "own", "seal": seal}
    answer = send(browser, municipality, "settings/model-version/apply", typed, page="settings/model-version")
    assert answer.status_code == 422
    assert "Jokin on muuttunut" in answer.text


def test_the_municipalitys_version_is_downloaded_without_a_person(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    words = {"fi": "Kysy Testi Henkilöltä", "sv": "Fråga Testi Henkilö"}
    rows = [*value(municipality, "worktasks", "induction"), {"code": "who", "words": words}]
    steering.changed(municipality, "worktasks", "induction", rows, by=admin)
    steering.changed(municipality, "opening", "clients_a_year", 30, by=admin)
    assert "Jätetty pois" in shown(browser, municipality, "settings/")
    answer = browser.get(f"/{municipality.slug}/settings/playbook.toml")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={municipality.slug}.toml"
    found = tomllib.loads(answer.text)
    assert found["opening"]["clients_a_year"]["value"] == 30
    assert "Henkilö" not in answer.text
    assert found["based_on"] == "kumina_1"


def test_who_answers_for_what_is_written_down(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    said = {
        "role": "organiser",
        "kind": "wellbeing_services_county",
        "name": "Pohjois-Karjalan hyvinvointialue",
        "service_type": "rehabilitative_work",
        "valid_from": ["1", "1", "2023"],
        "basis": "Laki 612/2021",
    }
    assert send(browser, municipality, "responsibilities/new", said).status_code == 302
    page = shown(browser, municipality, "responsibilities/")
    assert "Pohjois-Karjalan hyvinvointialue" in page
    assert "Laki 612/2021" in page
    again = send(browser, municipality, "responsibilities/new", said)
    assert again.status_code == 422
    assert "on samaan aikaan jollakulla muulla" in again.text


def test_a_municipality_is_chosen_and_a_merged_one_explained(
    browser: FlaskClient, municipality: Municipality, admin: UUID
) -> None:
    said = {"code": "545", "valid_from": ["1", "1", "2026"], "basis": "Sopimus"}
    assert send(browser, municipality, "responsibilities/municipalities/new", said).status_code == 302
    page = shown(browser, municipality, "responsibilities/")
    assert "Närpiö (545)" in page
    assert "Pohjanmaa" in page
    assert "ei kerro kunnan kieliä" in page.lower() or "Se ei kerro kunnan kieliä" in page
    choices = shown(browser, municipality, "responsibilities/municipalities/new")
    assert "Pertunmaa" not in choices, "one that has ended is not chosen"


def test_a_lead_reads_and_does_not_change(browser: FlaskClient, municipality: Municipality) -> None:
    steering.installed(municipality)
    people.sign_in(browser, people.member(municipality, "team_lead"), roles=("team_lead",))
    page = shown(browser, municipality, BANK)
    assert "Poista" not in page
    assert browser.get(f"/{municipality.slug}/{BANK}/rows/new").status_code == 403
    assert browser.get(f"/{municipality.slug}/settings/playbook.toml").status_code == 403


def test_every_change_is_put_on_record(browser: FlaskClient, municipality: Municipality, admin: UUID) -> None:
    send(browser, municipality, f"{HOURS}/change", {"value": "5"})
    with context.entering(municipality.id, roles=("data_protection_officer",)), database.reading() as db:
        facts = db.execute(text("SELECT facts FROM record_entry WHERE event = 'opening.setting_changed'")).scalar_one()
    assert facts == {"section": "meetings", "setting": "acute_hours_a_week"}


def _seen(page: str) -> str:
    return _hidden(page, "seen")


def _seal(page: str) -> str:
    return _hidden(page, "seal")


def _hidden(page: str, name: str) -> str:
    around = page.split(f'name="{name}"')[1]
    return around.split('value="')[1].split('"')[0]


def _mark(browser: FlaskClient, where: Municipality, path: str) -> dict[str, str]:
    return {"seen": _seen(shown(browser, where, path))}
