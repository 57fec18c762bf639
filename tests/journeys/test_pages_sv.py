"""Every page in Swedish, at both widths."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.house import verdict
from tests.journeys import pages
from tests.journeys.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_every_page_in_swedish(app: Flask, browser_program: Browser, house: Served) -> None:
    walked = pages.walk(app)
    verdict.none([*pages.unseen(app, walked.visits), *pages.looked_at(browser_program, house, walked, "sv")])
