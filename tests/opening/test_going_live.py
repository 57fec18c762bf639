"""Going live: once, whole, by an admin, when nothing stands in the way; the team is told, its figures are on record."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import queries as accounts
from app.accounts import rules as roles
from app.opening import actions
from app.values.refusal import Refused
from tenants import context, provisioning, registry
from tenants.registry import Municipality
from tests.factories import associations, browsing, municipalities, openings, people, steering, team, worktasks
from tests.factories.municipalities import NOW, inside
from tests.factories.steering import ADMIN


@pytest.fixture
def where(app: Flask) -> Municipality:
    return openings.preparing()


@pytest.fixture
def admin(where: Municipality) -> UUID:
    return steering.installed(where)


@pytest.fixture
def ready(where: Municipality, admin: UUID) -> UUID:
    """Everything the model needs, for ten clients a year; answers the counsellor."""
    openings.formed(where, admin)
    openings.decided(where, admin)
    openings.pays_nothing(where, admin)
    steering.changed(where, "opening", "clients_a_year", 10, by=admin)
    for field in ("kitchen", "wood"):
        worktasks.task(where, places=5, field=field)
    counsellor = people.member(where, roles.SOCIAL_COUNSELLOR)
    team.week(where, counsellor, valid_from=date(2026, 1, 1))
    return counsellor


def go(where: Municipality, by: UUID) -> None:
    with inside(where, person_id=by, roles=ADMIN):
        actions.go_live(by=by, at=NOW)


def refused(where: Municipality, by: UUID) -> set[str]:
    with pytest.raises(Refused) as told:
        go(where, by)
    return {told.value.refusal.code, *(refusal.code for refusal in told.value.further)}


def letters(superuser: Any, where: Municipality) -> list[tuple[Any, ...]]:
    asked = "SELECT language FROM outbox_letter WHERE municipality_id = %s AND kind = 'opening.open'"
    found: list[tuple[Any, ...]] = superuser.execute(asked, (where.id,)).fetchall()
    return found


def test_it_opens_once_everything_is_in_place(where: Municipality, admin: UUID, ready: UUID, superuser: Any) -> None:
    go(where, admin)
    assert openings.state_of(where) == "open"
    entry = superuser.execute(
        "SELECT facts FROM record_entry WHERE municipality_id = %s AND event = 'opening.went_live'", (where.id,)
    ).fetchone()
    assert entry is not None
    assert (entry[0]["clients"], entry[0]["places"], entry[0]["places_needed"]) == (10, 10, 10)
    assert entry[0]["minutes"] >= entry[0]["minutes_needed"] > 0
    with inside(where, roles=ADMIN):
        staff = {one.person_id for one in accounts.team() if one.role in roles.STAFF}
    assert {admin, ready} < staff
    assert len(letters(superuser, where)) == len(staff), "everybody once"
    assert refused(where, admin) == {"opening.open_already"}
    assert len(letters(superuser, where)) == len(staff)


def test_from_nothing_it_is_told_everything_that_is_missing(where: Municipality, admin: UUID, superuser: Any) -> None:
    missing = ("form", "decisions", "reimbursement", "settings", "agreements", "network", "staff")
    assert refused(where, admin) == {f"opening.lacks_{code}" for code in missing}
    assert openings.state_of(where) == "preparing"
    assert letters(superuser, where) == []


def test_one_lapsed_agreement_too_many_stops_it(where: Municipality, admin: UUID, ready: UUID) -> None:
    with inside(where, roles=ADMIN):
        first = associations.queries.standings(NOW.date())[0].association_id
    associations.decided(where, first, "suspended", reason="Vakuutukset puuttuvat")
    assert refused(where, admin) == {"opening.lacks_network"}, "its places are not counted"


def test_a_practice_municipality_never_goes_live(app: Flask) -> None:
    where = municipalities.municipality(kind="practice", state="preparing")
    admin = steering.installed(where)
    assert refused(where, admin) == {"opening.practice_never_goes_live"}
    with inside(where, person_id=admin, roles=ADMIN), pytest.raises(registry.NotTaken):
        provisioning.go_live(at=NOW)


@pytest.mark.parametrize("role", ["team_lead", "social_counsellor", "finance", "client"])
def test_nobody_but_an_admin_opens_it(where: Municipality, ready: UUID, role: str) -> None:
    with inside(where, person_id=people.person(), roles=(role,)), pytest.raises(registry.NotTaken):
        provisioning.go_live(at=NOW)
    assert openings.state_of(where) == "preparing"


def test_the_button_is_there_when_nothing_stands_in_the_way(
    browser: FlaskClient, where: Municipality, admin: UUID, ready: UUID
) -> None:
    people.sign_in(browser, admin, roles=ADMIN)
    page = f"/{where.slug}/opening/go_live"
    assert f'action="/{where.slug}/opening/go-live"' in browser.get(page).text
    answer = browsing.send(browser, f"/{where.slug}/opening/go-live", page=page)
    assert answer.status_code == 302
    assert "Kunta on avattu" in browser.get(f"/{where.slug}/opening/").text
    assert '<form class="kumina-form"' in browser.get(f"/{where.slug}/contact").text, "its public page is open"


def test_what_stands_in_the_way_is_listed_with_the_way_to_it(
    browser: FlaskClient, where: Municipality, admin: UUID
) -> None:
    people.sign_in(browser, admin, roles=ADMIN)
    page = f"/{where.slug}/opening/go_live"
    shown = browser.get(page).text
    assert "/opening/go-live" not in shown
    for step in ("who", "decisions", "reimbursement", "agreements", "network", "team"):
        assert f'href="/{where.slug}/opening/{step}"' in shown, step
    pressed = browsing.send(browser, f"/{where.slug}/opening/go-live", page=page)
    assert pressed.status_code == 422
    assert "K28" in pressed.text
    assert not context.is_open()
