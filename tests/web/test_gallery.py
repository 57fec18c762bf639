"""Every component in a real browser: for each eye, hand and aid we can imitate, in three languages, wide and narrow."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from app.web import error_pages, gallery_samples

pytestmark = pytest.mark.browser

PAGES = (
    "/gallery/?",
    "/gallery/form?",
    "/gallery/form?wrong=1&",
    "/gallery/list?sort=-places&page=2&",
    "/gallery/list?status=none&",
    "/gallery/confirmation?",
    *(f"/gallery/shells/{name}?" for name in gallery_samples.SHELLS),
    *(f"/gallery/errors/{status}?" for status in error_pages.STATUSES),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE_TEXT = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e =>
    e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && getComputedStyle(e).overflowX != 'visible'
    && !e.matches('input, select, textarea')).map(e => e.outerHTML.slice(0, 120))"""
FOCUS = """() => {
    const shown = style => style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
        && !style.outlineColor.includes('rgba(0, 0, 0, 0)') || style.boxShadow.includes('29, 78, 216');
    const e = document.activeElement, box = e.getBoundingClientRect();
    const label = e.matches('[type=radio], [type=checkbox]') ? getComputedStyle(e.labels[0], '::before') : null;
    return {what: e.outerHTML.slice(0, 120), body: e == document.body, shown: shown(label ?? getComputedStyle(e)),
        large: Math.min(box.width, box.height) >= 24 || !!e.closest('p, li, dd, td, th')};
}"""


@pytest.fixture
def page(chromium: Browser, frame_address: str) -> Iterator[Page]:
    """A page that fails its test when the browser complains of anything but the answer's own status."""
    complaints: list[str] = []
    context = chromium.new_context(base_url=frame_address)
    shown = context.new_page()
    shown.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    assert [text for text in complaints if "server responded with a status of" not in text] == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, frame_address: str, language: str, width: int
) -> None:
    context = chromium.new_context(base_url=frame_address, viewport={"width": width, "height": 800}, bypass_csp=True)
    shown = context.new_page()
    for path in PAGES:
        shown.goto(f"{path}lang={language}")
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, path
        assert shown.locator("h1").count() == 1, path
        found = Axe().run(shown, options={"runOnly": RULES}).response["violations"]
        assert [(path, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    context.close()


def test_axe_would_find_something(chromium: Browser, frame_address: str) -> None:
    context = chromium.new_context(base_url=frame_address, bypass_csp=True)
    shown = context.new_page()
    shown.goto("/gallery/")
    shown.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/static/favicon.svg>')")
    found = Axe().run(shown, options={"runOnly": RULES}).response["violations"]
    context.close()
    assert [one["id"] for one in found] == ["image-alt"]


def test_the_strict_policy_lets_everything_of_ours_through(page: Page) -> None:
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 248, 244)"
        assert page.evaluate("document.body.classList.contains('govuk-frontend-supported')")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_wider_spacing_of_text_hides_nothing(chromium: Browser, frame_address: str, language: str, width: int) -> None:
    context = chromium.new_context(base_url=frame_address, viewport={"width": width, "height": 800}, bypass_csp=True)
    shown = context.new_page()
    for path in PAGES:
        shown.goto(f"{path}lang={language}")
        shown.add_style_tag(content=WIDE_TEXT)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, path
        assert shown.evaluate(CLIPPED) == [], path
    context.close()


@pytest.mark.parametrize("path", ["/gallery/?", "/gallery/form?wrong=1&", "/gallery/list?page=2&", PAGES[7]])
def test_the_keyboard_reaches_everything_and_always_sees_where_it_is(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(".govuk-skip-link").focus()
    reached: set[str] = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["body"] or here["what"] in reached:
            break
        assert here["shown"], here["what"]
        assert here["large"], here["what"]
        reached.add(here["what"])
    assert len(reached) > 10


def test_errors_are_in_focus_with_and_without_a_script(page: Page, chromium: Browser, frame_address: str) -> None:
    page.goto("/gallery/form?wrong=1")
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    page.get_by_role("link", name="First day: Give a real date").click()
    assert page.evaluate("document.activeElement.id") == "begins_on-day"
    context = chromium.new_context(base_url=frame_address, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/gallery/form?wrong=1")
    assert "govuk-error-summary" in plain.evaluate("document.activeElement.className")
    context.close()


def test_a_list_turns_into_cards_and_loses_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/gallery/list?lang=fi")
    row = page.get_by_role("row").nth(1)
    assert row.bounding_box()["width"] <= 320
    assert row.get_by_role("cell").count() == 4
    page.get_by_role("link", name="Vapaita paikkoja").click()
    assert page.url.endswith("sort=places")
    assert page.locator("[aria-sort=ascending]").inner_text().startswith("Vapaita paikkoja")


def test_menus_open_and_close_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/gallery/shells/counsellor?lang=fi")
    assert not page.get_by_role("link", name="Asiakkaat").is_visible()
    page.get_by_role("button", name="Valikko").press("Enter")
    assert page.get_by_role("link", name="Asiakkaat").is_visible()
    page.locator("summary").press("Enter")
    assert page.get_by_role("link", name="Oma sivu").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Oma sivu").is_visible()


def test_without_a_script_every_way_is_open(chromium: Browser, frame_address: str) -> None:
    context = chromium.new_context(
        base_url=frame_address, java_script_enabled=False, viewport={"width": 360, "height": 800}
    )
    plain = context.new_page()
    plain.goto("/gallery/shells/counsellor?lang=fi")
    assert plain.get_by_role("link", name="Asiakkaat").is_visible()
    plain.locator("summary").click()
    assert plain.get_by_role("button", name="Kirjaudu ulos").is_visible()
    context.close()


def test_paper_shows_the_content_and_no_buttons(page: Page) -> None:
    page.goto("/gallery/list?lang=fi")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    for hidden in (".kumina-filters", ".kumina-footer", ".kumina-header__tools", ".kumina-pages__list"):
        assert not page.locator(hidden).is_visible()
