"""Who organises, produces, pays and controls, as four dated facts; whose people are served, through every merger."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tenants import context, database, form
from tenants.form import Refused
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside

ADMIN = ("municipality_admin",)
TODAY = date(2026, 11, 24)


@pytest.fixture
def admin(municipality: Municipality) -> UUID:
    return people.member(municipality, *ADMIN)


def _enter(where: Municipality, by: UUID, role: str, name: str, first: date, **more: Any) -> UUID:
    said = {"kind": "municipality", "service_type": form.ANY, "valid_to": None, "basis": "Päätös § 1"}
    with inside(where, person_id=by, roles=ADMIN):
        return form.enter_fact(role=role, name=name, valid_from=first, **(said | more), by=by, at=NOW)  # type: ignore[arg-type]


def _in_force(where: Municipality, day: date, service: str = form.ANY) -> dict[str, str]:
    with context.entering(where.id), database.reading():
        return {role: fact.name for role, fact in form.in_force(day, service_type=service).items()}


def test_the_four_need_not_be_the_same_body(municipality: Municipality, admin: UUID) -> None:
    first = date(2023, 1, 1)
    _enter(
        municipality, admin, "organiser", "Pohjois-Karjalan hyvinvointialue", first, kind="wellbeing_services_county"
    )
    _enter(municipality, admin, "producer", "Lieksan kaupunki", first)
    _enter(municipality, admin, "payer", "Joensuun työllisyysalue", date(2025, 1, 1), kind="employment_area")
    assert _in_force(municipality, date(2024, 6, 1)) == {
        "organiser": "Pohjois-Karjalan hyvinvointialue",
        "producer": "Lieksan kaupunki",
    }
    assert "payer" in _in_force(municipality, TODAY)
    assert "controller" not in _in_force(municipality, TODAY)


def test_they_may_differ_by_service(municipality: Municipality, admin: UUID) -> None:
    _enter(municipality, admin, "payer", "Lieksa", date(2025, 1, 1))
    _enter(municipality, admin, "payer", "Hyvinvointialue", date(2025, 1, 1), service_type="rehabilitative_work")
    assert _in_force(municipality, TODAY)["payer"] == "Lieksa"
    assert _in_force(municipality, TODAY, "rehabilitative_work")["payer"] == "Hyvinvointialue"
    assert _in_force(municipality, TODAY, "work_trial")["payer"] == "Lieksa"


def test_a_new_one_ends_the_one_before(municipality: Municipality, admin: UUID) -> None:
    _enter(municipality, admin, "organiser", "Kunta", date(2001, 9, 1))
    _enter(municipality, admin, "organiser", "Hyvinvointialue", date(2023, 1, 1), kind="wellbeing_services_county")
    assert _in_force(municipality, date(2022, 12, 31)) == {"organiser": "Kunta"}
    assert _in_force(municipality, date(2023, 1, 1)) == {"organiser": "Hyvinvointialue"}


def test_two_do_not_have_one_role_at_once(municipality: Municipality, admin: UUID) -> None:
    _enter(municipality, admin, "payer", "Kunta", date(2025, 1, 1))
    with pytest.raises(IntegrityError, match="registry_form_is_one_at_a_time"):
        _enter(municipality, admin, "payer", "Toinen", date(2024, 1, 1))


def test_what_was_written_down_is_corrected(municipality: Municipality, admin: UUID) -> None:
    fact_id = _enter(municipality, admin, "payer", "Knuta", date(2025, 1, 1))
    said = {"kind": "joint_body", "name": "Kunta", "valid_from": date(2024, 1, 1), "valid_to": date(2025, 12, 31)}
    with inside(municipality, person_id=admin, roles=ADMIN):
        form.correct_fact(fact_id=fact_id, **said, basis="§ 2", by=admin, at=NOW)  # type: ignore[arg-type]
    with context.entering(municipality.id), database.reading():
        (fact,) = form.facts()
    assert (fact.role, fact.kind, fact.name, fact.valid_to) == ("payer", "joint_body", "Kunta", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "name_missing"),
        ({"basis": " "}, "basis_missing"),
        ({"valid_to": date(2024, 12, 31)}, "ends_before_it_begins"),
    ],
)
def test_half_a_fact_is_refused(municipality: Municipality, admin: UUID, more: dict[str, Any], code: str) -> None:
    asked = {"name": "Kunta", "first": date(2025, 1, 1)} | more
    with pytest.raises(Refused) as refused:
        _enter(municipality, admin, "payer", **asked)
    assert refused.value.code == code


def _cover(where: Municipality, by: UUID, code: str, first: date, last: date | None = None) -> tuple[UUID, ...]:
    with inside(where, person_id=by, roles=ADMIN):
        return form.cover(code=code, valid_from=first, valid_to=last, basis="Sopimus", by=by, at=NOW)


def _served(where: Municipality, day: date) -> dict[str, list[str]]:
    with context.entering(where.id), database.reading():
        served = form.served_on(day, form.areas())
        return {one.place.code: [merged.code for merged in one.merged] for one in served}


@pytest.mark.parametrize(
    ("code", "last", "successor"),
    [("099", date(2020, 12, 31), "214"), ("588", date(2024, 12, 31), "507")],
)
def test_the_people_of_a_merged_municipality_stay_served(
    municipality: Municipality, admin: UUID, code: str, last: date, successor: str
) -> None:
    made = _cover(municipality, admin, code, date(2019, 1, 1))
    assert len(made) == 2, "until its last day as itself, from the next day as its successor"
    assert _served(municipality, last) == {code: []}
    assert _served(municipality, date.fromordinal(last.toordinal() + 1)) == {successor: []}
    with context.entering(municipality.id), database.reading():
        parts = {one.place.code: (one.valid_from, one.valid_to) for one in form.areas()}
    assert parts == {code: (date(2019, 1, 1), last), successor: (date.fromordinal(last.toordinal() + 1), None)}


def test_a_merger_that_comes_later_is_read_where_it_was_written_down_before(
    municipality: Municipality, admin: UUID, superuser: Any
) -> None:
    """The list of municipalities is renewed with the product; rows written before a merger do not know of it."""
    _cover(municipality, admin, "507", date(2019, 1, 1))
    where = {"here": municipality.id, "first": date(2019, 1, 1)}
    superuser.execute(
        "INSERT INTO registry_area (municipality_id, code, valid_from, basis, entered_at)"
        " VALUES (%(here)s, '588', %(first)s, '-', now())",
        where,
    )
    assert _served(municipality, date(2024, 12, 31)) == {"507": [], "588": []}
    assert _served(municipality, date(2025, 1, 1)) == {"507": ["588"]}


def test_a_municipality_that_has_ended_is_not_chosen_anew(municipality: Municipality, admin: UUID) -> None:
    with pytest.raises(Refused) as refused:
        _cover(municipality, admin, "099", date(2025, 1, 1))
    assert refused.value.code == "place_has_ended"
    assert (refused.value.facts["now"], refused.value.facts["now_code"]) == ("Kankaanpää", "214")
    with pytest.raises(Refused) as refused:
        _cover(municipality, admin, "999", date(2025, 1, 1))
    assert refused.value.code == "place_unknown"


def test_several_municipalities_with_dates(municipality: Municipality, admin: UUID) -> None:
    joensuu, *_ = _cover(municipality, admin, "167", date(2025, 1, 1))
    _cover(municipality, admin, "276", date(2026, 1, 1), date(2026, 12, 31))
    assert set(_served(municipality, date(2025, 6, 1))) == {"167"}
    assert set(_served(municipality, TODAY)) == {"167", "276"}
    with inside(municipality, person_id=admin, roles=ADMIN):
        form.stop_covering(area_id=joensuu, valid_to=date(2026, 6, 30), by=admin, at=NOW)
    assert set(_served(municipality, TODAY)) == {"276"}
    with pytest.raises(IntegrityError, match="registry_area_is_covered_once"):
        _cover(municipality, admin, "276", date(2026, 6, 1))


def test_only_who_steers_writes(municipality: Municipality, admin: UUID) -> None:
    by = people.member(municipality, "team_lead")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        inside(municipality, person_id=by, roles=("team_lead",)),
    ):
        form.cover(code="167", valid_from=date(2025, 1, 1), valid_to=None, basis="x", by=by, at=NOW)
