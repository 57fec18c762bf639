"""What holds in a municipality: its own word where it changed one, the playbook's everywhere else."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import ProgrammingError

from tenants import context, database, models, playbooks, settings
from tenants.registry import Municipality
from tenants.settings import NotAllowed
from tests.factories import people
from tests.factories.municipalities import NOW, inside

ADMIN = ("municipality_admin",)
HOURS = ("meetings", "acute_hours_a_week")


def _change(where: Municipality, section: str, setting: str, value: Any) -> None:
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        settings.change(section=section, setting=setting, value=value, by=by, at=NOW)


def _value(where: Municipality, section: str, setting: str) -> Any:
    with context.entering(where.id), database.reading():
        return settings.value(section, setting)


def test_the_playbook_speaks_where_the_municipality_does_not(municipality: Municipality) -> None:
    assert _value(municipality, *HOURS) == 4
    with context.entering(municipality.id), database.reading():
        assert settings.deviations() == ()
        assert settings.section("placements")["services_in_use"] == ("rehabilitative_work",)


def test_what_is_local_has_no_value_until_it_is_given(municipality: Municipality) -> None:
    assert _value(municipality, "reimbursement", "policy") is None  # K18
    _change(municipality, "reimbursement", "policy", "none")
    assert _value(municipality, "reimbursement", "policy") == "none"
    with context.entering(municipality.id), database.reading():
        assert settings.section("reimbursement")["policy"] == "none"


def test_a_municipality_says_something_else(municipality: Municipality, neighbour: Municipality) -> None:
    _change(municipality, *HOURS, 5)  # K14: four to five hours
    assert _value(municipality, *HOURS) == 5
    assert _value(neighbour, *HOURS) == 4
    with context.entering(municipality.id), database.reading():
        (own,) = settings.deviations()
        assert (own.section, own.setting.name, own.setting.value, own.value) == (*HOURS, 4, 5)
        assert own.changed_at == NOW


def test_a_second_change_replaces_the_first(municipality: Municipality) -> None:
    _change(municipality, "opening", "clients_a_year", 30)
    _change(municipality, "opening", "clients_a_year", 90)
    assert _value(municipality, "opening", "clients_a_year") == 90


def test_saying_what_the_playbook_says_is_no_deviation(municipality: Municipality) -> None:
    _change(municipality, *HOURS, 5)
    _change(municipality, *HOURS, 4)
    with context.entering(municipality.id), database.reading():
        assert settings.deviations() == ()


def test_a_change_is_taken_back(municipality: Municipality) -> None:
    _change(municipality, *HOURS, 5)
    with inside(municipality, roles=ADMIN):
        assert settings.reset(section=HOURS[0], setting=HOURS[1])
        assert settings.value(*HOURS) == 4
        assert not settings.reset(section=HOURS[0], setting=HOURS[1])


def test_the_core_of_the_model_is_locked(municipality: Municipality) -> None:
    with pytest.raises(NotAllowed) as refused:
        _change(municipality, "intake", "visit_within_days", 14)  # K2
    assert refused.value.code == "locked"


@pytest.mark.parametrize("hours", [3, 6, "4", None, True])
def test_a_value_outside_of_its_limits_is_refused(municipality: Municipality, hours: object) -> None:
    with pytest.raises(NotAllowed) as refused:
        _change(municipality, *HOURS, hours)
    assert refused.value.code == "does_not_fit"
    assert _value(municipality, *HOURS) == 4


def test_a_setting_there_is_not_is_said_to_be_missing(municipality: Municipality) -> None:
    with pytest.raises(KeyError, match=r"meetings\.nothing"):
        _change(municipality, "meetings", "nothing", 1)
    with pytest.raises(KeyError, match=r"nowhere\.nothing"):
        _value(municipality, "nowhere", "nothing")


def test_lists_with_days_in_them_are_kept_whole(municipality: Municipality) -> None:
    own = [dict(row) for row in playbooks.load("kumina_1").sections["placements"].rows("own_rule_sets")]
    own[0] |= {"valid_from": date(2026, 6, 1), "host_kinds": ["association"]}
    _change(municipality, "placements", "own_rule_sets", own)
    (row,) = _value(municipality, "placements", "own_rule_sets")
    assert (row["valid_from"], row["host_kinds"]) == (date(2026, 6, 1), ("association",))
    with pytest.raises(TypeError):
        row["valid_from"] = date(2027, 1, 1)


def test_one_query_answers_for_all_settings(municipality: Municipality) -> None:
    asked: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with context.entering(municipality.id), database.reading():
        event.listen(database.engine(), "before_cursor_execute", hear)
        try:
            settings.value(*HOURS)
            settings.value("opening", "clients_a_year")
            settings.deviations()
            settings.playbook()
        finally:
            event.remove(database.engine(), "before_cursor_execute", hear)
    assert len([statement for statement in asked if "registry" in statement]) == 1


@pytest.mark.parametrize("role", ["team_lead", "social_counsellor", "finance", "association_admin", "client", "clock"])
def test_only_an_admin_or_the_operator_changes(municipality: Municipality, role: str) -> None:
    row = {"section": "opening", "setting": "clients_a_year", "value": 1, "changed_at": NOW}

    def write() -> None:
        with context.entering(municipality.id, roles=(role,)), database.writing() as db:
            db.add(models.Deviation(**row))

    with pytest.raises(ProgrammingError, match="row-level security"):
        write()
    _change(municipality, "opening", "clients_a_year", 30)
    with context.entering(municipality.id, roles=(role,)), database.writing() as db:
        assert db.execute(text("UPDATE registry_deviation SET value = '1' RETURNING id")).all() == []
        assert db.execute(text("DELETE FROM registry_deviation RETURNING id")).all() == []
    assert _value(municipality, "opening", "clients_a_year") == 30


def test_nobody_signs_for_another(municipality: Municipality) -> None:
    stranger = people.person()

    def write() -> None:
        with context.entering(municipality.id, person_id=people.person(), roles=ADMIN), database.writing() as db:
            db.add(models.Deviation(section="a", setting="b", value=1, changed_at=NOW, changed_by=stranger))

    with pytest.raises(ProgrammingError, match="row-level security"):
        write()
