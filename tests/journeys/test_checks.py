"""The checks of pages are proven on pages with a planted fault each."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import checks
from tests.journeys.chromium import Tab

pytestmark = pytest.mark.browser
GOOD = """<!doctype html><html lang="fi"><head><title>Tehtävät – Kumina</title></head><body>
<header><a href="#m">Siirry</a></header><main id="m"><h1>Tehtävät</h1>
<form><label for="n">Nimi</label><input id="n"><button>Tallenna</button></form></main></body></html>"""


@pytest.fixture(scope="module")
def page(browser_program: Browser) -> Page:
    return browser_program.new_page()


def shown(page: Page, html: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_content(html)
    return page


def test_a_sound_page_passes(page: Page) -> None:
    tab = Tab(shown(page, GOOD))
    assert list(checks.faults(tab, language="fi", widths=(1280, 360))) == []
    assert list(checks.keyboard(page)) == []


def test_the_heading_of_a_column_tells_links_apart(page: Page) -> None:
    heads = "<tr><th scope='col'>Kuka</th><th scope='col'>Kenestä</th></tr>"
    row = "<tr><td><a href='/a'>Aino</a></td><td><a href='/b'>Aino</a></td></tr>"
    table = f"<table><thead>{heads}</thead><tbody>{row}</tbody></table>"
    tab = Tab(shown(page, GOOD.replace("<form>", f"{table}<form>")))
    assert list(checks.standing(tab.page, "fi")) == []


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ("<h1>Tehtävät</h1>", "<h1>Tehtävät</h1><h1>Toinen</h1>", "2 headings"),
        ("<h1>Tehtävät</h1>", "<h1>Muuta</h1>", "does not say the heading"),
        ('lang="fi"', 'lang="sv"', "says it is in 'sv'"),
        ('<input id="n">', '<input id="n"><p id="n">x</p>', "stands twice"),
        ("<form>", '<a href="/a">Lue</a> <a href="/b">Lue</a><form>', "two links say 'Lue'"),
        ('<label for="n">Nimi</label>', "", "label"),
        ("<form>", '<p style="width: 900px">x</p><form>', "wide on a screen of 320"),
    ],
)
def test_a_fault_is_found(page: Page, good: str, bad: str, says: str) -> None:
    found = list(checks.faults(Tab(shown(page, GOOD.replace(good, bad))), language="fi", widths=(1280,)))
    assert any(says in fault for fault in found), found


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('<button tabindex="-1">Tallenna</button>', "not reached by keyboard"),
        ('<button style="outline: none">Tallenna</button>', "looks the same"),
    ],
)
def test_what_the_keyboard_misses_is_found(page: Page, bad: str, says: str) -> None:
    found = list(checks.keyboard(shown(page, GOOD.replace("<button>Tallenna</button>", bad))))
    assert any(says in fault for fault in found), found


def test_script_errors_and_missing_parts_are_remembered(page: Page) -> None:
    tab = Tab(page)
    shown(page, GOOD.replace("<h1>", "<script>nothing.there()</script><h1>"))
    assert any("script error" in fault for fault in tab.take_wrong())
