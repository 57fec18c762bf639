"""The machine's Chromium, and tabs that remember everything that went wrong in them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
HEAR_POLICY = """
    window.refusedByPolicy = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.refusedByPolicy.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Tab:
    """One page of the browser with a memory."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def take_wrong(self) -> list[str]:
        """What went wrong since it was last asked, reports of the content security policy included."""
        refused = self.page.evaluate("window.refusedByPolicy || []")
        found = [*self.wrong, *(f"refused by the content security policy: {one}" for one in refused)]
        self.wrong.clear()
        return found

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self.wrong.append(f"{request.url} was not loaded: {request.failure}")

    def _answered(self, response: Response) -> None:
        """A part of a page that is not there; the page's own answer is the test's to judge."""
        if response.status >= 400 and response.request.resource_type != "document":
            self.wrong.append(f"{response.url} answered {response.status}")


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that calls nobody; it must be there, since nothing is skipped for want of it."""
    program = os.environ.get("KUMINA_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "Chromium is missing: ./deploy/test installs it, or says how"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def context(
    browser: Browser, address: str, *, language: str = "fi", width: int = 1280, script: bool = True, **more: Any
) -> BrowserContext:
    """A fresh visitor who reads this language; `script` False is a browser without JavaScript."""
    made = browser.new_context(
        base_url=address,
        locale=LOCALES[language],
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        timezone_id="Europe/Helsinki",
        reduced_motion="reduce",
        **more,
    )
    made.set_default_timeout(10_000)
    if script:
        made.add_init_script(HEAR_POLICY)
    return made
