"""Every page there is, each with somebody who may see it, taken from the URL map and tried before the browser comes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.routing import Rule

from app.accounts import rules, sessions
from tests.factories import house as houses
from tests.factories import people
from tests.factories.house import House
from tests.house import open_pages
from tests.house.matrix import actors, cases
from tests.house.matrix.actors import OPERATOR, STRANGER, Actor
from tests.journeys import checks, chromium
from tests.journeys.chromium import Tab
from tests.journeys.serving import Served

WIDTHS: Final = (1280, 360)
BY_ROLE: Final = frozenset({"desks.home"})
"""Pages that are another page for each role."""
READERS: Final = (STRANGER, *rules.ROLES)


@dataclass(frozen=True)
class Visit:
    """A page to look at, and as whom."""

    endpoint: str
    path: str
    reader: str


@dataclass(frozen=True)
class Walk:
    """Everything to look at in a furnished house, and how to come in as each reader."""

    house: House
    readers: dict[str, Actor]
    visits: tuple[Visit, ...]

    def context(self, browser: Browser, served: Served, reader: str, language: str, **more: bool) -> BrowserContext:
        """A browser in which this reader is signed in and reads this language."""
        context = chromium.context(browser, served.address, language=language, **more)
        person_id = self.house.operator_id if reader == OPERATOR else self.house.people().get(reader)
        if person_id is not None:
            secret = people.sign_in(self.readers[reader].browser, person_id, data={"language": language})
            cookie = {"name": sessions.COOKIE, "value": secret, "url": served.address.replace("http:", "https:")}
            context.add_cookies([cookie | {"secure": True, "httpOnly": True, "sameSite": "Lax"}])  # type: ignore[list-item]
        return context


def walk(app: Flask, owner_url: str) -> Walk:
    """Furnish a house and find, for every page, somebody to whom it is shown."""
    house, neighbour = houses.furnished(owner_url=owner_url), houses.furnished("Naapurila")
    readers = actors.actors(app, house, neighbour)
    found = tuple(visit for rule in cases.rules_of(app) for visit in _visits(rule, house, readers))
    return Walk(house, readers, tuple(sorted(found, key=lambda visit: (visit.reader, visit.path))))


def unseen(app: Flask, seen: tuple[Visit, ...]) -> Iterator[str]:
    """Pages for which nobody was found."""
    pages = {rule.endpoint for rule in cases.rules_of(app) if "GET" in (rule.methods or ())}
    known = {visit.endpoint for visit in seen} | open_pages.NEVER_SHOWN.keys() | open_pages.NO_PAGES.keys()
    yield from (f"{endpoint} is shown to nobody in the furnished house" for endpoint in sorted(pages - known))


def looked_at(browser: Browser, served: Served, walked: Walk, language: str) -> Iterator[str]:
    """Every page in one language at both widths: what axe, the console, the policy and the screen say."""
    for reader in sorted({visit.reader for visit in walked.visits}):
        context = walked.context(browser, served, reader, language)
        tab = Tab(context.new_page())
        for visit in walked.visits:
            if visit.reader == reader:
                tab.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
                answer = tab.page.goto(visit.path, wait_until="load")
                faults = list(checks.faults(tab, language=language, widths=WIDTHS))
                if answer is None or answer.status >= 400:
                    faults.append(f"answered {answer and answer.status}")
                yield from (f"{visit.endpoint} ({visit.path}) as {reader} in {language}: {fault}" for fault in faults)
        context.close()


def _visits(rule: Rule, house: House, readers: dict[str, Actor]) -> Iterator[Visit]:
    if "GET" not in (rule.methods or ()) or rule.endpoint in open_pages.NO_PAGES:
        return
    case = next(cases.cases(rule, house, house))
    for reader in READERS:
        answer = readers[reader].browser.get(case.path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield Visit(rule.endpoint, case.path, reader)
            if rule.endpoint not in BY_ROLE:
                return
