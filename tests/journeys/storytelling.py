"""What a story needs: somebody at a browser who reads Finnish or Swedish, and acts by what the pages say."""

from datetime import date
from typing import Final

from playwright.sync_api import Locator, Page, expect

from app.cli import catalogues
from tests.house import verdict
from tests.journeys import checks
from tests.journeys.chromium import Tab

WORDS: Final = {
    language: {
        message.id: message.string for message in catalogues.read(catalogues.catalogue_of(language)) if message.id
    }
    for language in ("fi", "sv")
}


def said(language: str, english: str) -> str:
    """The text that stands on the page for this English one."""
    text = WORDS[language][english]
    assert isinstance(text, str)
    return text


def fi(english: str) -> str:
    """The same in Finnish."""
    return said("fi", english)


class Reader:
    """One person at one browser; every page they come to is looked at."""

    def __init__(self, page: Page, slug: str, *, script: bool, language: str = "fi") -> None:
        self.page, self.slug, self.script, self.language = page, slug, script, language
        self.tab = Tab(page)

    def opens(self, path: str) -> None:
        """Type an address of the municipality."""
        self.page.goto(path if path.startswith("/") else f"/{self.slug}/{path}")
        self._looks()

    def goes(self, place: str) -> None:
        """Choose a place in the navigation."""
        self._clicks(
            self.page.get_by_role("navigation").get_by_role("link", name=said(self.language, place), exact=True).first
        )

    def follows(self, words: str) -> None:
        """Follow a link or a button-like link by its words."""
        self._clicks(self.page.get_by_role("link", name=words).first)

    def presses(self, english: str, within: Locator | None = None) -> None:
        """Press a button by what it says."""
        self._clicks((within or self.page).get_by_role("button", name=said(self.language, english)).first)

    def taps(self, selector: str) -> None:
        """Press what only its place on the page tells apart."""
        self._clicks(self.page.locator(selector).last)

    def writes(self, **said: str) -> None:
        """Fill fields by their names."""
        for name, text in said.items():
            self.page.locator(f"[name={name}]").fill(text)

    def chooses(self, name: str, *values: str) -> None:
        """Tick or select."""
        field = self.page.locator(f"main [name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(values[0])
            return
        for value in values:
            self.page.locator(f"input[name={name}][value='{value}']").check(force=True)

    def dates(self, name: str, day: date) -> None:
        """Fill the three boxes of a date."""
        boxes = self.page.locator(f"[name={name}]")
        for place, part in enumerate((day.day, day.month, day.year)):
            boxes.nth(place).fill(str(part))

    def reads(self, words: str) -> None:
        """See these words on the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def reads_not(self, words: str) -> None:
        """Not see these words."""
        expect(self.page.locator("body")).not_to_contain_text(words)

    def _clicks(self, on: Locator) -> None:
        with self.page.expect_navigation(wait_until="load"):
            on.click()
        self._looks()

    def _looks(self) -> None:
        faults = [*checks.standing(self.page, self.language), *checks.sideways(self.page), *self.tab.take_wrong()]
        if self.script:
            faults += checks.accessibility(self.page)
        verdict.none(f"{self.page.url}: {fault}" for fault in faults)
