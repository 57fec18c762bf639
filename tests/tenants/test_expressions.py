"""A policy's expression is read far enough to see whether it can open a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.policies.catalogue import expressions

TENANT = "(municipality_id = sec.municipality())"


@pytest.mark.parametrize(
    "expression",
    [
        TENANT,
        f"({TENANT} AND sec.acts_as('client'::text))",
        f"(({TENANT} AND (a = b)) AND ((c = d) OR (e = f)))",
        f"({TENANT} AND (name = 'a OR b) AND ('::text))",
        f"({TENANT} AND CASE WHEN (a OR b) THEN true ELSE (c AND d) END)",
    ],
)
def test_these_begin_with_the_tenant(expression: str) -> None:
    assert expressions.begins_with_tenant(expression)
    assert not expressions.is_open_or(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "true",
        f"({TENANT} OR sec.acts_as('operator'::text))",
        f"(({TENANT} OR (a = b)) AND (c = d))",
        f"((a = b) AND {TENANT})",
        "(municipality_id = sec.municipality_or_none())",
        "(municipality_id = municipality())",
        "(municipality_id = sec.municipality(id))",
        f"(NOT {TENANT})",
        "(other_municipality_id = sec.municipality())",
        f"({TENANT} IS NOT FALSE)",
        "(name = '(municipality_id = sec.municipality())'::text)",
    ],
)
def test_these_do_not(expression: str) -> None:
    assert not expressions.begins_with_tenant(expression)


@given(st.text(alphabet="() ANDORabc='\"", max_size=40))
def test_no_or_beside_the_tenant_slips_through(anything: str) -> None:
    assert not expressions.begins_with_tenant(f"({TENANT} OR (x = '{anything.replace(chr(39), chr(39) * 2)}'::text))")


@pytest.mark.parametrize(
    ("expression", "asks"),
    [
        ("(id = sec.person())", True),
        ("((id = sec.person()) OR sec.acts_as('operator'::text))", True),
        ("((id = sec.person()) OR (language = 'fi'::text))", False),
        ("((a = b) AND (id = sec.person()))", True),
        ("((sec.claims() IS NOT NULL) AND (sec.municipality_or_none() IS NULL))", True),
        ("(sec.municipality_or_none() IS NULL)", False),
        ("(NOT sec.acts_as('client'::text))", False),
        ("true", False),
        ("(name = 'sec.person()'::text)", False),
    ],
)
def test_every_way_into_a_global_table_asks_the_token(expression: str, asks: bool) -> None:
    assert expressions.asks_the_token(expression) is asks


def test_a_sub_select_is_seen_and_a_word_in_a_text_is_not() -> None:
    assert expressions.has_sub_select("(EXISTS ( SELECT FROM part))")
    assert expressions.has_sub_select("(a = ANY (ARRAY( SELECT 1)))")
    assert not expressions.has_sub_select("(name = 'SELECT'::text)")
    assert not expressions.has_sub_select('("select" = 1)')
