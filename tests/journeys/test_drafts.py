"""What is typed is kept while it is typed: a real browser, two windows, a closed lid and a session that ended."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts import sessions
from tenants import database
from tenants.registry import Municipality
from tests.factories import intake, people
from tests.journeys import chromium
from tests.journeys.serving import Served

pytestmark = pytest.mark.browser
Opens = Callable[[], Page]


@pytest.fixture
def visitor(
    app: object, browser_program: Browser, house: Served, municipality: Municipality, browser: object
) -> Iterator[BrowserContext]:
    """A client's browser, signed in."""
    client = intake.client(municipality, people.member(municipality, "social_counsellor"))
    context = chromium.context(browser_program, house.address, language="en")
    secret = people.sign_in(browser, client.person_id, roles=("client",), data={"language": "en"})
    cookie = {"name": sessions.COOKIE, "value": secret, "url": house.address.replace("http:", "https:")}
    context.add_cookies([cookie | {"secure": True, "httpOnly": True, "sameSite": "Lax"}])
    yield context
    context.close()


@pytest.fixture
def opens(visitor: BrowserContext, municipality: Municipality) -> Opens:
    def form() -> Page:
        tab = chromium.Tab(visitor.new_page())
        tab.page.goto(f"/{municipality.slug}/ladder/write")
        assert tab.take_wrong() == []
        return tab.page

    return form


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-draft-status]")).to_contain_text(words)


def test_typing_is_kept_and_found_again(opens: Opens) -> None:
    page = opens()
    page.locator("[name=goal]").fill("A day job in a kitchen")
    says(page, "What you typed is kept")
    page.close()
    again = opens()
    expect(again.locator("[name=goal]")).to_have_value("A day job in a kitchen")
    expect(again.get_by_text("We kept what you typed")).to_be_visible()
    again.get_by_role("button", name="Save").click()
    again.wait_for_url("**/ladder/")
    expect(opens().get_by_text("We kept what you typed")).to_have_count(0)


def test_sending_right_after_typing_leaves_no_draft_behind(opens: Opens) -> None:
    page = opens()
    page.route("**/drafts/save", lambda route: (time.sleep(0.7), route.continue_()))
    page.locator("[name=goal]").fill("A day job in a kitchen")
    page.wait_for_timeout(1_100)  # it is on its way
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/ladder/")
    expect(opens().get_by_text("We kept what you typed")).to_have_count(0)


def test_two_windows_are_told_and_overwrite_nothing(opens: Opens) -> None:
    first, second = opens(), opens()
    first.locator("[name=goal]").fill("from the first")
    says(first, "What you typed is kept")
    second.locator("[name=goal]").fill("from the second")
    says(second, "another window")
    expect(opens().locator("[name=goal]")).to_have_value("from the first")


def test_a_session_that_ended_is_told_and_nothing_typed_is_lost(opens: Opens, visitor: BrowserContext) -> None:
    page = opens()
    page.locator("[name=goal]").fill("kept before")
    says(page, "What you typed is kept")
    [cookie] = [one for one in visitor.cookies() if one["name"] == sessions.COOKIE]
    database.narrow("SELECT sec.session_end(%(hash)s)", hash=sessions.hash_of(cookie["value"]))
    page.locator("[name=goal]").fill("typed when signed out")
    says(page, "you are no longer signed in")
    expect(page.locator("[name=goal]")).to_have_value("typed when signed out")


def test_without_a_connection_it_is_told_and_kept_later(opens: Opens, visitor: BrowserContext) -> None:
    page = opens()
    visitor.set_offline(True)
    page.locator("[name=goal]").fill("typed without a connection")
    says(page, "there is no connection")
    visitor.set_offline(False)
    says(page, "What you typed is kept")
    page.close()
    expect(opens().locator("[name=goal]")).to_have_value("typed without a connection")
