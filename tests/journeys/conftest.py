"""A server and a browser for each file of pages or stories."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.config import Settings
from tests.journeys import chromium, serving
from tests.journeys.serving import Served


@pytest.fixture(scope="module")
def house(app: Flask, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The house behind an address."""
    with serving.served(settings, tmp_path_factory.mktemp("served")) as web:
        yield web


@pytest.fixture(scope="module")
def browser_program() -> Iterator[Browser]:
    """Chromium, started once a file."""
    with chromium.launched() as started:
        yield started
