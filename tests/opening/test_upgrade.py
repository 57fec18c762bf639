"""A new version of the model: shown first, applied whole, undone to exactly what was before (K30)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.opening import actions
from app.placements import models as placements
from app.placements import queries as limits
from app.reimbursement import models as money
from app.reimbursement import queries as rates
from app.values.refusal import Refused
from tenants import context, database, models, playbooks, registry, settings
from tenants.playbooks import upgrade
from tenants.playbooks.upgrade import CannotUpgrade
from tenants.registry import Municipality
from tests.factories import municipalities, people, steering
from tests.factories import placements as placing
from tests.factories.municipalities import NOW, inside
from tests.factories.steering import ADMIN

LATER = NOW + timedelta(hours=1)
PULSE = ("feedback", "pulse_every_meetings")
SERVICES = ("placements", "services_in_use")


@dataclass(frozen=True)
class State:
    """Everything an upgrade touches, as it stands."""

    playbook: str
    values: Mapping[tuple[str, str], object]
    deviations: tuple[object, ...]
    rule_sets: tuple[object, ...]
    templates: tuple[object, ...]


def state(where: Municipality) -> State:
    with context.entering(where.id), database.reading() as db:
        here = registry.by_id(where.id)
        held = settings.playbook()
        row = models.Deviation
        in_force = select(row.id, row.section, row.setting, row.changed_at, row.changed_by).where(
            row.set_aside_in.is_(None)
        )
        rules = select(placements.RuleSet.id).where(placements.RuleSet.retired_at.is_(None))
        offered = select(money.Template.id).where(money.Template.retired_at.is_(None))
        return State(
            here.playbook,
            {(section, one.name): one.value for section, one in held.all_settings()},
            tuple(db.execute(in_force.order_by(row.id)).all()),
            tuple(db.execute(rules.order_by(placements.RuleSet.id)).all()),
            tuple(db.execute(offered.order_by(money.Template.id)).all()),
        )


def applied(where: Municipality, by: UUID, **asked: Any) -> upgrade.Upgrade:
    with inside(where, person_id=by, roles=ADMIN):
        return upgrade.apply(to="kumina_2", **steering.doing(by, LATER), **asked)


def undone(where: Municipality, by: UUID) -> upgrade.Upgrade:
    with inside(where, person_id=by, roles=ADMIN):
        return upgrade.undo(**steering.doing(by, LATER + timedelta(hours=1)))


def rows_of(section: str, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in playbooks.load("kumina_1").sections[section].rows(name)]


@contextmanager
def database_of(where: Municipality) -> Iterator[Any]:
    """A reading session inside the municipality, as somebody of the team sees it."""
    with context.entering(where.id, roles=("team_lead", "finance")), database.reading() as db:
        yield db


@pytest.fixture
def admin(municipality: Municipality) -> UUID:
    """Somebody who steers a municipality in which the first version is installed."""
    return steering.installed(municipality)


OWN = {
    PULSE: st.integers(1, 10),
    ("meetings", "acute_hours_a_week"): st.integers(4, 5),
    ("opening", "clients_a_year"): st.integers(1, 2000),
    ("reimbursement", "policy"): st.sampled_from(["none", "as_decided"]),
    ("worktasks", "induction"): st.sampled_from([rows_of("worktasks", "induction")[:n] for n in (1, 4, 9)]),
    ("meetings", "question_bank"): st.sampled_from([rows_of("meetings", "question_bank")[n:] for n in (0, 2, 7)]),
    SERVICES: st.lists(st.sampled_from(["rehabilitative_work", "municipal_service"]), min_size=1, unique=True),
    ("placements", "own_rule_sets"): st.sampled_from(
        [
            [row | {"max_months": n, "valid_from": date(2025, n, 1)} for row in rows_of("placements", "own_rule_sets")]
            for n in (3, 12)
        ]
    ),
    ("reimbursement", "templates"): st.sampled_from([rows_of("reimbursement", "templates")[:n] for n in (1, 2)]),
}


@given(own=st.fixed_dictionaries({}, optional=OWN), take=st.booleans())
@hypothesis(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_applying_and_undoing_leaves_exactly_what_was_before(app: Flask, own: dict[Any, Any], take: bool) -> None:
    where = municipalities.municipality()
    by = steering.installed(where)
    for (section, name), value in own.items():
        steering.changed(where, section, name, value, by=by)
    before = state(where)
    with context.entering(where.id), database.reading():
        plan = upgrade.plan("kumina_2")
    assert state(where) == before, "looking changes nothing"
    applied(where, by, chosen={one.where for one in plan.conflicts} if take else (), seal=plan.seal)
    after = state(where)
    assert after.playbook == "kumina_2"
    for change in plan.changes:
        kept = change.own is not None and not change.sets_own_aside({change.where} if take else ())
        assert after.values[change.where] == (change.own if kept else change.after.value)  # type: ignore[union-attr]
    undone(where, by)
    assert state(where) == before


def test_the_plan_says_what_would_happen(municipality: Municipality, admin: UUID) -> None:
    steering.changed(municipality, *PULSE, 4, by=admin)
    steering.changed(municipality, "meetings", "acute_hours_a_week", 5, by=admin)
    with context.entering(municipality.id), database.reading():
        found = {one.where: one.result for one in upgrade.plan("kumina_2").changes}
    assert found[PULSE] == "conflict"
    assert found["meetings", "acute_hours_a_week"] == "keeps_own"
    assert found["worktasks", "induction"] == "takes_new"
    assert found["intake", "visit_within_days"] == "unchanged"


def test_where_both_have_changed_the_municipality_keeps_its_own_unless_it_chooses(
    municipality: Municipality, neighbour: Municipality, admin: UUID
) -> None:
    other = steering.installed(neighbour)
    for where, by, chosen, value in ((municipality, admin, (), 4), (neighbour, other, {PULSE}, 2)):
        steering.changed(where, *PULSE, 4, by=by)
        applied(where, by, chosen=chosen)
        assert state(where).values[PULSE] == value


def test_what_the_municipality_does_not_mention_goes_along(municipality: Municipality, admin: UUID) -> None:
    applied(municipality, admin)
    values = state(municipality).values
    assert values[PULSE] == 2
    assert "appreciated" in [row["code"] for row in values["meetings", "question_bank"]]  # type: ignore[attr-defined]
    assert "keys" not in [row["code"] for row in values["worktasks", "induction"]]  # type: ignore[attr-defined]


def test_a_running_placement_keeps_the_limits_it_began_with(municipality: Municipality, admin: UUID) -> None:
    steering.changed(municipality, *SERVICES, ["municipal_service"], by=admin)
    with inside(municipality, person_id=admin, roles=ADMIN):
        began_under = limits.rule_sets_on(date(2026, 11, 1))["municipal_service"]
    placed = placing.placement(municipality)
    with database_of(municipality) as db:
        row = db.get(placements.Placement, (municipality.id, placed.id))
        agreed_under = row.rule_set_id
    applied(municipality, admin)
    with database_of(municipality) as db:
        assert db.get(placements.Placement, (municipality.id, placed.id)).rule_set_id == agreed_under
        assert db.get(placements.RuleSet, (municipality.id, began_under.id)).retired_at is not None
        assert limits.rule_sets_on(date(2026, 12, 31))["municipal_service"].max_months == 12
        assert limits.rule_sets_on(date(2027, 1, 1))["municipal_service"].max_months == 6  # K24


def test_a_decided_rate_keeps_its_template_when_that_is_retired(municipality: Municipality, admin: UUID) -> None:
    first, *_rest = rows_of("reimbursement", "templates")
    with inside(municipality, person_id=admin, roles=ADMIN):
        template = next(one for one in rates.templates() if one.code == "kouvola_2017_may")
    steering.changed(municipality, "reimbursement", "templates", [first], by=admin)
    with inside(municipality, person_id=admin, roles=ADMIN):
        assert [one.code for one in rates.templates()] == ["jarvenpaa_2018"]
        assert database.session().get(money.Template, (municipality.id, template.id)).retired_at is not None
    with inside(municipality, person_id=admin, roles=ADMIN):
        actions.reset_setting(section="reimbursement", setting="templates", **steering.doing(admin))
        assert template in rates.templates(), "it is revived, not made anew"


def test_nothing_else_is_applied_than_what_was_looked_at(municipality: Municipality, admin: UUID) -> None:
    with context.entering(municipality.id), database.reading():
        seal = upgrade.plan("kumina_2").seal
    steering.changed(municipality, *PULSE, 4, by=admin)
    with pytest.raises(CannotUpgrade, match="plan_has_changed"):
        applied(municipality, admin, seal=seal)
    assert state(municipality).playbook == "kumina_1"


def test_it_is_applied_whole_or_not_at_all(municipality: Municipality, admin: UUID) -> None:
    def fail(_municipality: object, _section: object) -> None:
        raise RuntimeError("the last section could not be installed")

    before = state(municipality)
    asked = steering.doing(admin, LATER)
    with pytest.raises(RuntimeError), inside(municipality, person_id=admin, roles=ADMIN):
        upgrade.apply(to="kumina_2", **asked | {"installers": asked["installers"] | {"opening": fail}})
    assert state(municipality) == before


@pytest.mark.parametrize("to", ["kumina_1", "kumina_3", "another_2"])
def test_only_a_later_version_is_taken(municipality: Municipality, admin: UUID, to: str) -> None:
    with pytest.raises(CannotUpgrade, match="not_newer"), inside(municipality, person_id=admin, roles=ADMIN):
        upgrade.apply(to=to, **steering.doing(admin))


def test_what_was_changed_since_stays_when_it_is_undone(municipality: Municipality, admin: UUID) -> None:
    steering.changed(municipality, *PULSE, 4, by=admin)
    applied(municipality, admin, chosen={PULSE})
    since = LATER + timedelta(minutes=1)
    steering.changed(municipality, *PULSE, 7, by=admin, at=since)
    steering.changed(municipality, "opening", "clients_a_year", 30, by=admin, at=since)
    undone(municipality, admin)
    values = state(municipality).values
    assert (values[PULSE], values["opening", "clients_a_year"]) == (7, 30)


def test_an_upgrade_is_undone_once(municipality: Municipality, admin: UUID) -> None:
    with pytest.raises(CannotUpgrade, match="nothing_to_undo"):
        undone(municipality, admin)
    applied(municipality, admin)
    undone(municipality, admin)
    with pytest.raises(CannotUpgrade, match="nothing_to_undo"):
        undone(municipality, admin)
    with context.entering(municipality.id), database.reading():
        (one,) = upgrade.history()
    assert (one.from_playbook, one.to_playbook, one.applied_by) == ("kumina_1", "kumina_2", admin)
    assert one.undone_at is not None
    applied(municipality, admin)
    assert state(municipality).playbook == "kumina_2"


def test_nothing_is_deleted(municipality: Municipality, admin: UUID) -> None:
    steering.changed(municipality, *SERVICES, ["municipal_service", "rehabilitative_work"], by=admin)
    steering.changed(municipality, *PULSE, 4, by=admin)
    tables = ("registry_deviation", "placements_rule_set", "reimbursement_template", "registry_upgrade")

    def ids() -> set[UUID]:
        with database_of(municipality) as db:
            return {row for table in tables for (row,) in db.execute(text(f"SELECT id FROM {table}"))}

    seen = ids()
    for step in (lambda: applied(municipality, admin, chosen={PULSE}), lambda: undone(municipality, admin)):
        step()
        assert seen <= ids()
        seen |= ids()


@pytest.mark.parametrize("role", ["team_lead", "social_counsellor", "finance", "client"])
def test_only_who_steers_upgrades(municipality: Municipality, admin: UUID, role: str) -> None:
    by = people.member(municipality, role)
    with pytest.raises(registry.NotTaken), inside(municipality, person_id=by, roles=(role,)):
        upgrade.apply(to="kumina_2", **steering.doing(by))
    assert state(municipality).playbook == "kumina_1"


def test_what_is_done_is_put_on_record(municipality: Municipality, admin: UUID) -> None:
    asked = steering.doing(admin, LATER)
    with inside(municipality, person_id=admin, roles=ADMIN):
        actions.apply_upgrade(to="kumina_2", chosen=(), seal=None, **asked)
    with inside(municipality, person_id=admin, roles=ADMIN):
        actions.undo_upgrade(**asked)
    with pytest.raises(Refused) as refused, inside(municipality, person_id=admin, roles=ADMIN):
        actions.undo_upgrade(**asked)
    assert refused.value.refusal.code == "opening.nothing_to_undo"
    with context.entering(municipality.id, roles=("data_protection_officer",)), database.reading() as db:
        events = db.execute(text("SELECT event FROM record_entry WHERE event LIKE 'opening.%' ORDER BY number")).all()
    assert [event for (event,) in events] == ["opening.upgraded", "opening.upgrade_undone"]
