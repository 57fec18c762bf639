"""Who may enter where: asked for every route, of everybody, about everything."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tenants import resolution
from tests.factories import house as houses
from tests.house import open_pages, verdict
from tests.house.matrix import actors, cases
from tests.house.matrix.samples import SAMPLES, TRIED_ELSEWHERE
from tests.house.matrix.sweep import Sweep
from tests.house.source import ROOT

AT_LEAST = 1000
"""Requests; far fewer would mean that the sweep lost its way."""


@pytest.fixture(scope="module")
def swept(app: Flask) -> Iterator[Sweep]:
    """Everything asked once; each test reads one kind of finding."""
    before, resolution.FRESH_S = resolution.FRESH_S, 1e9  # what was looked up once stays known: counts do not waver
    house, neighbour = houses.furnished(), houses.furnished("Naapurila")
    sweep = Sweep(app, house, neighbour, actors.actors(app, house, neighbour), SAMPLES, cases.rules_of(app))
    sweep.read_everything()
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


def test_no_form_is_taken_without_its_token(swept: Sweep) -> None:
    verdict.none(swept.faults["token"])


def test_every_act_leaves_an_entry_in_the_record(swept: Sweep) -> None:
    verdict.none(swept.faults["record"])


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
