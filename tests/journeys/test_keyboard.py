"""Every page by keyboard alone, on a wide screen and on a narrow one; and every page without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.house import verdict
from tests.journeys import checks, pages
from tests.journeys.chromium import Tab
from tests.journeys.pages import Walk
from tests.journeys.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def walked(app: Flask, url_of: Callable[[str], str]) -> Walk:
    return pages.walk(app, url_of("kumina_owner"))


@pytest.mark.parametrize("width", pages.WIDTHS)
def test_every_link_button_and_field_is_reached_by_keyboard(
    walked: Walk, browser_program: Browser, house: Served, width: int
) -> None:
    verdict.none(by_keyboard(walked, browser_program, house, width))


def test_every_page_stands_without_javascript(walked: Walk, browser_program: Browser, house: Served) -> None:
    verdict.none(without_script(walked, browser_program, house))


def by_keyboard(walked: Walk, browser: Browser, house: Served, width: int) -> Iterator[str]:
    for reader in sorted({visit.reader for visit in walked.visits}):
        context = walked.context(browser, house, reader, "fi")
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        for visit in walked.visits:
            if visit.reader == reader:
                page.goto(visit.path)
                yield from (f"{visit.path} as {reader} at {width} px: {fault}" for fault in checks.keyboard(page))
        context.close()


def without_script(walked: Walk, browser: Browser, house: Served) -> Iterator[str]:
    for reader in sorted({visit.reader for visit in walked.visits}):
        context = walked.context(browser, house, reader, "fi", script=False)
        tab = Tab(context.new_page())
        for visit in walked.visits:
            if visit.reader == reader:
                tab.page.goto(visit.path)
                faults = [*checks.standing(tab.page, "fi"), *checks.sideways(tab.page), *tab.take_wrong()]
                yield from (f"{visit.path} as {reader} without JavaScript: {fault}" for fault in faults)
        context.close()
