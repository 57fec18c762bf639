"""Every table is one municipality's under a forced policy, or stands on the short global list with its reason.

The list is tenants/policies/allowed.py, which also says who stands before each; the whole catalogue is linted there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import psycopg
import pytest
from flask import Flask

from app import tables
from tenants.database import Base
from tenants.policies import allowed
from tenants.policies.allowed import Global
from tests.factories import house
from tests.house import verdict
from tests.house.source import ROOT

QUESTION = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
       coalesce((SELECT array_agg(a.attname ORDER BY p.place) FROM pg_constraint k,
                 unnest(k.conkey) WITH ORDINALITY AS p (attnum, place) JOIN pg_attribute a USING (attnum)
                  WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attrelid = c.oid), '{}')::text[],
       coalesce((SELECT array_agg(coalesce(pg_get_expr(polqual, polrelid), '') || ' ' ||
                                  coalesce(pg_get_expr(polwithcheck, polrelid), '')) FROM pg_policy
                  WHERE polrelid = c.oid), '{}')::text[],
       EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND NOT polpermissive)
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""
GLOBAL = {name.removeprefix("public."): reason for name, reason in allowed.GLOBAL_TABLES.items() if "public." in name}
NOT_OURS = tuple(name for name in GLOBAL if name.startswith(("alembic_", "procrastinate_")))
TRIED_ELSEWHERE: dict[str, str] = {
    "outbox_letter": "tests/outbox/test_posting.py",
    "record_entry": "tests/record/test_writing.py",
    "record_head": "tests/record/test_writing.py",
    "web_draft": "tests/web/test_drafts.py",
}
"""Tables whose rows have no id of their own or are hidden from members, and the file that tries them."""
PREDICATE = "municipality_id = sec.municipality()"


@dataclass(frozen=True)
class Table:
    """A table as the live catalogue knows it."""

    name: str
    forced: bool
    key: tuple[str, ...]
    policies: tuple[str, ...]
    restrictive: bool = False


def unprotected(found: Iterable[Table], listed: Mapping[str, Global]) -> Iterator[str]:
    """Tables outside the rules of design § 6."""
    known, there = set(listed), set()
    for table in found:
        there.add(table.name)
        if table.name in known:
            if not table.forced and listed[table.name].kept_by == "policies":
                yield f"{table.name} is global and stands open: give it a policy, or say who keeps it"
            continue
        if table.key[:1] != ("municipality_id",):
            yield f"{table.name}: the primary key must begin with municipality_id (or say why not in allowed.py)"
        if not table.forced:
            yield f"{table.name} has no forced row-level security: texts.tenant_table_1(…) in its migration"
        if not table.policies:
            yield f"{table.name} has no policy"
        if table.restrictive:
            yield f"{table.name} has a RESTRICTIVE policy: Citus opens it on its shards"
        for policy in table.policies:
            if any(PREDICATE not in part for part in policy.split("  ") if part.strip()):
                yield f"{table.name} has a policy without the tenant predicate: {policy.strip()}"
    yield from (f"{name} stands in allowed.py and does not exist" for name in sorted(known - there))


def catalogue(url: str) -> list[Table]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(QUESTION).fetchall()
    return [Table(name, forced, tuple(key), tuple(policies), odd) for name, forced, key, policies, odd in rows]


@pytest.fixture(scope="module")
def found(url_of) -> list[Table]:
    return catalogue(url_of("kumina_owner"))


def test_every_table_is_protected(found: list[Table]) -> None:
    verdict.none(unprotected(found, GLOBAL))


def test_an_unprotected_table_is_found() -> None:
    good = Table("goals_rung", forced=True, key=("municipality_id", "id"), policies=(f"({PREDICATE})",))
    assert not list(unprotected([good], {}))
    for fault in (
        replace(good, forced=False),
        replace(good, key=("id",)),
        replace(good, policies=()),
        replace(good, policies=(f"({PREDICATE})", "true")),
        replace(good, restrictive=True),
    ):
        assert list(unprotected([fault], {})), fault
    assert list(unprotected([good], {"gone": Global("nobody knows")}))
    assert list(unprotected([replace(good, forced=False)], {"goals_rung": Global("because")}))


def test_the_catalogue_and_the_models_know_the_same_tables(found: list[Table]) -> None:
    tables.load()
    theirs = {table.name for table in found if table.name not in NOT_OURS}
    assert theirs == set(Base.metadata.tables)


def test_every_table_of_a_municipality_is_tried_for_isolation(app: Flask) -> None:
    """The database matrix (tests/tenants) tries every command on every sample; a table without one would be missed."""
    tables.load()
    ours = {table.name for table in Base.metadata.sorted_tables if table.name not in GLOBAL}
    tried = {sample.table for sample in house.samples_of_every_table()}
    verdict.none(untried(ours, tried, TRIED_ELSEWHERE))


def test_a_table_nobody_tries_is_found() -> None:
    assert list(untried({"a", "b"}, {"a"}, {})) == ["b is in no factory's samples()"]
    assert list(untried({"a", "b"}, {"a"}, {"b": "tests/house/test_tables.py"})) == []
    assert list(untried({"web_draft"}, set(), {"web_draft": "tests/house/verdict.py"}))


def untried(tables_: set[str], sampled: set[str], elsewhere: Mapping[str, str]) -> Iterator[str]:
    """Tables of a municipality without an isolation test."""
    yield from (f"{name} is in no factory's samples()" for name in sorted(tables_ - sampled - elsewhere.keys()))
    for name, file in elsewhere.items():
        if name not in (ROOT / file).read_text():
            yield f"{file} says nothing of {name}"
