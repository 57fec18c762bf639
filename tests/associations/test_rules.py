"""Who may be a host, and how a business id is written."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.associations import rules
from app.associations.rules import Association

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", rules.KINDS)
def test_hosts_of_the_law_may_register(kind: str) -> None:
    assert rules.may_register(name="Rannan Martat ry", business_id=None, kind=kind) is None


@pytest.mark.parametrize("kind", ["company", "sole_trader", ""])
def test_a_company_never_hosts(kind: str) -> None:
    refusal = rules.may_register(name="Voitto Oy", business_id=None, kind=kind)
    assert refusal
    assert refusal.code == "associations.kind_may_not_host"


def test_a_name_of_blanks_is_none() -> None:
    refusal = rules.may_register(name="  ", business_id=None, kind="association")
    assert refusal
    assert refusal.field_name == "name"


@pytest.mark.parametrize("typed", ["0737546-2", "07375462", " 0737546-2 ", "FI07375462"])
def test_a_business_id_is_written_one_way(typed: str) -> None:
    assert rules.written_business_id(typed) == "0737546-2"


@pytest.mark.parametrize("typed", ["0737546-3", "1234567", "12345678-9", "abc", "0737546-22"])
def test_a_wrong_business_id_is_refused_with_what_was_given(typed: str) -> None:
    refusal = rules.may_register(name="Martat", business_id=typed, kind="association")
    assert refusal
    assert (refusal.code, refusal.facts["given"]) == ("associations.business_id_wrong", typed)


def test_a_business_id_may_be_left_out() -> None:
    assert rules.may_register(name="Martat", business_id="", kind="association") is None


def test_staff_invite_for_any_association_and_its_admin_for_their_own() -> None:
    mine = uuid4()
    assert rules.may_invite(mine, own={mine}, as_staff=False)
    assert rules.may_invite(mine, own=(), as_staff=True)
    assert not rules.may_invite(mine, own={uuid4()}, as_staff=False)


def test_nobody_new_joins_an_association_that_has_left() -> None:
    there = Association(uuid4(), "Martat", None, "association", "fi", NOW, None)
    assert rules.may_take_in(there) is None
    refusal = rules.may_take_in(replace(there, ended_at=NOW))
    assert refusal
    assert refusal.facts["name"] == "Martat"


@settings(deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    written = rules.written_business_id(typed)
    assert written is None or (len(written) == 9 and rules.written_business_id(written) == written)
