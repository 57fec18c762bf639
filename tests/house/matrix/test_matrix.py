"""Who may enter where: asked for every route, of everybody, about everything."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from tenants import resolution
from tests.factories import house as houses
from tests.house import open_pages, verdict
from tests.house.matrix import actors, cases
from tests.house.matrix.samples import SAMPLES, TRIED_ELSEWHERE
from tests.house.matrix.sweep import Sweep
from tests.house.source import ROOT

PINNED = Path(__file__).parent.parent / "pinned_queries.toml"
AT_LEAST = 1000
"""Requests; far fewer would mean that the sweep lost its way."""
pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def swept(app: Flask, url_of: Callable[[str], str]) -> Iterator[Sweep]:
    """Everything asked once; each test reads one kind of finding."""
    before, resolution.FRESH_S = resolution.FRESH_S, 1e9  # what was looked up once stays known: counts do not waver
    house, neighbour = houses.furnished(owner_url=url_of("kumina_owner")), houses.furnished("Naapurila")
    sweep = Sweep(app, house, neighbour, actors.actors(app, house, neighbour), SAMPLES, cases.rules_of(app))
    sweep.read_everything()
    houses.grown(house)
    sweep.read_again()
    sweep.write_everything()
    yield sweep
    assert sum(sweep.asked.values()) > AT_LEAST
    resolution.FRESH_S = before


def test_every_answer_is_as_the_permission_table_says(swept: Sweep) -> None:
    verdict.none(swept.faults["status"])


def test_what_is_anothers_and_what_is_nowhere_look_alike(swept: Sweep) -> None:
    verdict.none(swept.faults["oracle"])


def test_no_text_leaves_its_municipality_or_meets_a_role_it_is_not_for(swept: Sweep) -> None:
    verdict.none(swept.faults["leak"])


def test_looking_changes_nothing(swept: Sweep) -> None:
    verdict.none(swept.faults["wrote"])


def test_a_request_leaves_nothing_open(swept: Sweep) -> None:
    verdict.none(swept.faults["left open"])


def test_every_page_is_sound(swept: Sweep) -> None:
    verdict.none(swept.faults["pages"])


def test_no_form_however_incomplete_is_an_error_of_ours(swept: Sweep) -> None:
    verdict.none(swept.faults["errors"])


def test_no_form_is_taken_without_its_token(swept: Sweep) -> None:
    verdict.none(swept.faults["token"])


def test_every_act_leaves_an_entry_in_the_record(swept: Sweep) -> None:
    verdict.none(swept.faults["record"])


def test_no_page_asks_the_database_more_than_is_written_down(swept: Sweep) -> None:
    """Questions of one look at each page, besides the session's; the furnished house has several of every thing."""
    pinned: dict[str, int] = tomllib.loads(PINNED.read_text())
    verdict.none(unpinned(swept.queries, pinned))


def test_no_page_asks_row_by_row(swept: Sweep) -> None:
    verdict.none(swept.faults["row by row"])


def test_a_page_that_asks_more_or_less_is_found() -> None:
    assert list(unpinned({"a.a": 2, "b.b": 1, "c.c": 3}, {"a.a": 2, "b.b": 2, "d.d": 1})) == [
        '"b.b" asks 1 questions and 2 are pinned: if that is right, write "b.b" = 1',
        '"c.c" asks 3 questions and none are pinned: write "c.c" = 3',
        '"d.d" is pinned and was shown to nobody',
    ]


def unpinned(asked: Mapping[str, int], pinned: Mapping[str, int]) -> Iterator[str]:
    """Pages whose number of questions is not the one written down in pinned_queries.toml."""
    for endpoint, count in sorted(asked.items()):
        if endpoint not in pinned:
            yield f'"{endpoint}" asks {count} questions and none are pinned: write "{endpoint}" = {count}'
        elif pinned[endpoint] != count:
            told = f"asks {count} questions and {pinned[endpoint]} are pinned"
            yield f'"{endpoint}" {told}: if that is right, write "{endpoint}" = {count}'
    yield from (f'"{endpoint}" is pinned and was shown to nobody' for endpoint in sorted(pinned.keys() - asked.keys()))


def test_every_page_is_shown_to_somebody(swept: Sweep) -> None:
    """A page nobody gets to see proves nothing about who may."""
    pages = {rule.endpoint for rule in swept.rules if "GET" in (rule.methods or ())}
    verdict.none(
        f"{endpoint} was shown to nobody: furnish tests/factories/house.py with what it needs"
        for endpoint in sorted(pages - open_pages.NEVER_SHOWN.keys())
        if not swept.shown[f"GET {endpoint}"]
    )


def test_every_form_has_a_sample_that_is_accepted(swept: Sweep) -> None:
    forms = {rule.endpoint for rule in swept.rules if "POST" in (rule.methods or ())}
    verdict.none(
        f"{endpoint} takes POST and has no sample: add one to tests/house/matrix/samples.py"
        for endpoint in sorted(forms - SAMPLES.keys() - TRIED_ELSEWHERE.keys())
    )
    verdict.none(
        f"{folder} with the forms of {endpoint} is gone"
        for endpoint, folder in TRIED_ELSEWHERE.items()
        if not (ROOT / folder).is_dir()
    )
    verdict.none(
        f"{endpoint} has a sample and takes no POST"
        for endpoint in sorted((SAMPLES.keys() | TRIED_ELSEWHERE.keys()) - forms)
    )
    verdict.none(
        f"nobody's POST to {endpoint} was accepted: its sample in tests/house/matrix/samples.py is out of date"
        for endpoint in sorted(forms & SAMPLES.keys())
        if not swept.shown[f"POST {endpoint}"]
    )
