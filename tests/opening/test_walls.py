"""What the database itself refuses of the opening, asked as the web's own role."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tenants.registry import Municipality
from tests.factories import municipalities, openings, people
from tests.factories.municipalities import NOW
from tests.factories.steering import ADMIN

OTHERS = ("team_lead", "social_counsellor", "finance", "association_admin", "client", "data_protection_officer")
SAVED = "version, saved_at, saved_by"
TEXT = f"INSERT INTO opening_text (municipality_id, language, welcome, contact, hours, {SAVED})"
ADD_TEXT = f"{TEXT} VALUES (:here, 'fi', 'x', 'x', '', 1, :at, :by)"
ADD_MARK = (
    "INSERT INTO opening_mark (municipality_id, kind, what, marked_at, marked_by)"
    " VALUES (:here, 'confirmed', 'look', :at, :by)"
)


def run(where: Municipality, statement: str, *, by: UUID, roles: tuple[str, ...], **more: Any) -> Any:
    with municipalities.inside(where, person_id=by, roles=roles):
        from_the_web: Mapping[str, Any] = {"here": where.id, "at": NOW, "by": by, **more}
        return municipalities.database.session().execute(text(statement), from_the_web)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("statement", [ADD_TEXT, ADD_MARK])
def test_only_an_admin_writes(municipality: Municipality, role: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        run(municipality, statement, by=people.person(), roles=(role,))


@pytest.mark.parametrize("statement", [ADD_TEXT, ADD_MARK])
def test_nobody_writes_in_anothers_name(municipality: Municipality, statement: str) -> None:
    admin, other = people.member(municipality, *ADMIN), people.person()
    with pytest.raises(ProgrammingError, match="row-level security"):
        run(municipality, statement.replace(":by", ":other"), by=admin, roles=ADMIN, other=other)


def test_what_it_is_about_never_changes(municipality: Municipality) -> None:
    admin = people.member(municipality, *ADMIN)
    openings.own_text(municipality, admin)
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(municipality, "UPDATE opening_text SET language = 'sv'", by=admin, roles=ADMIN)
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(municipality, "DELETE FROM opening_text", by=admin, roles=ADMIN)


def test_a_channel_that_is_in_use_was_agreed_with_somebody(municipality: Municipality) -> None:
    admin = people.member(municipality, *ADMIN)
    openings.channel(municipality, admin, "adult_social_work")
    undo = "UPDATE intake_channel SET agreed_on = NULL, saved_by = :by"
    with pytest.raises(IntegrityError, match="intake_channel_is_agreed_with_somebody"):
        run(municipality, undo, by=admin, roles=ADMIN)


@pytest.mark.parametrize("role", OTHERS)
def test_addresses_of_the_team_are_told_to_its_admin_alone(
    app: Flask, municipality: Municipality, neighbour: Municipality, role: str
) -> None:
    admin = people.member(municipality, *ADMIN, "team_lead")
    people.member(municipality, "client")
    people.member(neighbour, "finance")
    asked = "SELECT sec.team_addresses()"
    with municipalities.inside(municipality, person_id=admin, roles=ADMIN):
        found = municipalities.database.session().execute(text(asked)).scalar_one()
    assert [who for who, *_ in found] == [str(admin)], "each once, no client, nobody from elsewhere"
    with municipalities.inside(municipality, person_id=people.person(), roles=(role,)):
        assert municipalities.database.session().execute(text(asked)).scalar_one() == []
