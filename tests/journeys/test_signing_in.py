"""Signing in with a true browser: a passkey of its own, an authenticator app, and everything else without a script."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tenants.registry import Municipality
from tests.factories import accounts, municipalities
from tests.journeys import chromium
from tests.journeys.chromium import Tab
from tests.journeys.serving import Served

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def real(app: Flask) -> Municipality:
    """A municipality where a password alone is not enough."""
    return municipalities.municipality(kind="real", name="Todellinen")


def with_a_device(context: BrowserContext, page: Page) -> None:
    """A passkey device inside the browser, which presses its own button."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def type_password(page: Page, who: accounts.Somebody) -> None:
    """Address and password."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Password", exact=True).fill(accounts.PASSWORD)
    page.locator("form.kumina-form").get_by_role("button", name="Sign in").click()


def test_a_passkey_is_added_and_signs_in(
    app: Flask, browser_program: Browser, house: Served, real: Municipality
) -> None:
    who = accounts.somebody(app, real, "job_coach", second=True)
    accounts.change(who.id, language="en")
    context = chromium.context(browser_program, house.address, language="en")
    tab = Tab(context.new_page())
    page = tab.page
    with_a_device(context, page)
    type_password(page, who)
    page.get_by_label("Code").fill(who.code(app))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/")
    page.goto("/me/factors/passkeys")
    page.get_by_label("Name of the passkey").fill("This computer")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/me/factors")
    assert page.locator("strong", has_text="This computer").count() == 1
    context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto("/me")
    assert page.get_by_role("heading", name="My own page").count() == 1
    assert tab.take_wrong() == []
    context.close()


def test_a_browser_whose_device_says_no_is_told_so(browser_program: Browser, house: Served) -> None:
    context = chromium.context(browser_program, house.address, language="en")
    tab = Tab(context.new_page())
    with_a_device(context, tab.page)
    tab.page.goto("/sign-in")
    tab.page.get_by_role("button", name="Use a passkey").click()
    tab.page.get_by_text("The device did not answer").wait_for()
    assert tab.page.get_by_role("link", name="Another way to sign in").is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_everything_but_passkeys_works_without_a_script(
    app: Flask, browser_program: Browser, house: Served, real: Municipality, width: int
) -> None:
    who = accounts.somebody(app, real, "finance")
    accounts.change(who.id, language="en")
    context = chromium.context(browser_program, house.address, language="en", width=width, script=False)
    page = context.new_page()
    type_password(page, who)
    key = page.locator(".kumina-key").inner_text()
    drawn = page.locator(".kumina-qr").bounding_box()
    assert drawn is not None
    assert drawn["width"] >= 200
    page.get_by_label("Code from the app").fill(accounts.code_of(key))
    page.get_by_role("button", name="Take into use").click()
    assert page.locator(".kumina-codes code").count() == 10
    page.locator("a.govuk-button").click()
    page.goto("/me/factors/passkeys")
    page.get_by_label("Name of the passkey").fill("Any")
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("Passkeys need JavaScript").is_visible()
    page.goto("/permissions")
    assert page.locator("h1").count() == 1
    context.close()
