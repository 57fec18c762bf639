"""Every page in Swedish, at both widths."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.house import verdict
from tests.journeys import pages
from tests.journeys.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]


def test_every_page_in_swedish(
    app: Flask, url_of: Callable[[str], str], browser_program: Browser, house: Served
) -> None:
    walked = pages.walk(app, url_of("kumina_owner"))
    verdict.none([*pages.unseen(app, walked.visits), *pages.looked_at(browser_program, house, walked, "sv")])
