"""The reading of the live catalogue: nothing is found in what the migrations make, and every planted fault is."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from tenants import database, policies
from tenants.policies import catalogue
from tests.tenants import faults
from tests.tenants.faults import FAULTS, Fault


@pytest.fixture
def planting(scratch_url: str) -> Iterator[psycopg.Connection]:
    """A superuser's transaction that is never committed, with two sound tables of a municipality in it."""
    with psycopg.connect(scratch_url) as connection:
        for statement in faults.SOUND:
            connection.execute(statement)
        yield connection
        connection.rollback()


def _found(connection: psycopg.Connection) -> set[tuple[str, str]]:
    """What the web's own role finds."""
    connection.execute("SET LOCAL ROLE kumina_web")
    try:
        return {(finding.check, finding.object) for finding in policies.verify(connection)}
    finally:
        connection.execute("RESET ROLE")


def test_nothing_is_found_in_what_the_migrations_make(url_of) -> None:
    for role in ("kumina_web", "kumina_clock", "kumina_owner"):
        with psycopg.connect(url_of(role)) as connection:
            assert [str(finding) for finding in policies.verify(connection)] == []


def test_sound_tables_are_sound(planting: psycopg.Connection) -> None:
    assert _found(planting) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_a_planted_fault_is_found(planting: psycopg.Connection, fault: Fault) -> None:
    planting.execute(fault.sql)
    found = _found(planting)
    at = planting.info.dbname if fault.at == "the database" else fault.at
    assert (fault.check, at) in found
    assert {check for check, _ in found} == {fault.check} | fault.also


def test_every_check_has_a_planted_fault() -> None:
    assert {check.__name__ for check in catalogue.CHECKS} == {fault.check for fault in FAULTS}
    assert len(catalogue.CHECKS) >= 40


def test_a_finding_says_what_to_do(planting: psycopg.Connection) -> None:
    planting.execute("ALTER TABLE thing NO FORCE ROW LEVEL SECURITY")
    assert [(finding.object, finding.sentence) for finding in policies.verify(planting)] == [
        ("public.thing", "its owner stands above its policies: ALTER TABLE public.thing FORCE ROW LEVEL SECURITY")
    ]


def test_unsound_walls_are_refused_with_all_that_is_wrong(planting: psycopg.Connection) -> None:
    policies.refuse_unsound_walls(planting)
    planting.execute("ALTER TABLE thing NO FORCE ROW LEVEL SECURITY; CREATE SCHEMA odd")
    with pytest.raises(policies.UnsoundWalls, match="do not stand") as refused:
        policies.refuse_unsound_walls(planting)
    assert {finding.check for finding in refused.value.findings} == {"table_not_forced", "schema_unknown"}


def test_reading_leaves_nothing_behind(url_of) -> None:
    with psycopg.connect(url_of("kumina_web")) as connection:
        policies.verify(connection)
        assert connection.execute("SHOW search_path").fetchone() == ("public",)


def test_it_is_quick_enough_for_every_start(ground: None) -> None:
    with database.inspecting() as connection:
        policies.verify(connection)
        began = time.perf_counter()
        policies.verify(connection)
        assert time.perf_counter() - began < 0.3
