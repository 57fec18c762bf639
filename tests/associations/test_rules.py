"""Who may be a host, and how a business id is written."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.associations import rules
from app.associations.rules import Association, HostRule
from app.values.refusal import Refusal
from app.values.wording import Wording

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


LAW = Wording("laki kuntouttavasta työtoiminnasta (189/2001)", "lagen (189/2001)", "Act 189/2001")
SERVICE = HostRule(
    frozenset(rules.KINDS) - {"company"}, Wording("Kuntouttava", "Rehabilitering", "Rehabilitative"), LAW
)
TRIAL = HostRule(frozenset(rules.KINDS), Wording("Työkokeilu", "Arbetsprövning", "Work trial"), LAW)


def may_register(
    name: str = "Rannan Martat ry",
    *,
    business_id: str | None = None,
    kind: str = "association",
    hosts: tuple[HostRule, ...] = (SERVICE,),
    register_number: str | None = None,
) -> Refusal | None:
    return rules.may_register(
        name=name, business_id=business_id, kind=kind, hosts=hosts, register_number=register_number
    )


@pytest.mark.parametrize("kind", sorted(SERVICE.kinds))
def test_hosts_of_the_law_may_register(kind: str) -> None:
    assert may_register(kind=kind) is None


def test_a_company_is_refused_where_the_service_bans_it_and_told_by_which_law() -> None:
    refusal = may_register("Voitto Oy", kind="company")
    assert refusal
    assert (refusal.code, refusal.facts["law"]) == ("associations.kind_may_not_host", LAW)


def test_a_company_may_host_where_some_service_in_use_lets_it() -> None:
    assert may_register("Voitto Oy", kind="company", hosts=(SERVICE, TRIAL)) is None


@pytest.mark.parametrize("kind", ["sole_trader", ""])
def test_what_is_no_kind_at_all_is_asked_again(kind: str) -> None:
    refusal = may_register("Voitto Oy", kind=kind)
    assert refusal
    assert refusal.code == "associations.kind_unknown"


@pytest.mark.parametrize(
    ("typed", "written"), [("204567", "204.567"), ("204.567", "204.567"), ("1 234", "1.234"), ("77", "77")]
)
def test_a_register_number_is_written_one_way(typed: str, written: str) -> None:
    assert rules.written_register_number(typed) == written


@pytest.mark.parametrize("typed", ["1234567", "0", "abc", "-5"])
def test_what_has_not_the_shape_of_a_register_number_is_refused(typed: str) -> None:
    refusal = may_register(register_number=typed)
    assert refusal
    assert refusal.field_name == "register_number"


def test_a_name_of_blanks_is_none() -> None:
    refusal = may_register("  ")
    assert refusal
    assert refusal.field_name == "name"


@pytest.mark.parametrize("typed", ["0737546-2", "07375462", " 0737546-2 ", "FI07375462"])
def test_a_business_id_is_written_one_way(typed: str) -> None:
    assert rules.written_business_id(typed) == "0737546-2"


@pytest.mark.parametrize("typed", ["0737546-3", "1234567", "12345678-9", "abc", "0737546-22"])
def test_a_wrong_business_id_is_refused_with_what_was_given(typed: str) -> None:
    refusal = may_register(business_id=typed)
    assert refusal
    assert (refusal.code, refusal.facts["given"]) == ("associations.business_id_wrong", typed)


def test_a_business_id_may_be_left_out() -> None:
    assert may_register(business_id="") is None


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
