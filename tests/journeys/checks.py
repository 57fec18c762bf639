"""What must be true of every page, whoever reads it, on whatever screen."""

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.chromium import Tab

NARROWEST = 320
AXE = Axe()
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
STANDING = """() => {
    const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const texts = new Map();
    for (const link of document.querySelectorAll("main a[href]")) {
        const cell = link.closest("td, th"), heads = link.closest("table")?.tHead?.rows[0]?.cells;
        const column = cell && heads ? heads[cell.cellIndex]?.innerText || "" : "";
        const says = `${(link.getAttribute("aria-label") || link.innerText).trim()} ${column}`.trim();
        texts.set(says, (texts.get(says) || new Set()).add(link.href));
    }
    return {
        h1: [...document.querySelectorAll("h1")].filter(seen).map((element) => element.innerText.trim()),
        title: document.title,
        language: document.documentElement.lang,
        twice: ids.filter((id, place) => ids.indexOf(id) !== place),
        sameText: [...texts].filter(([says, to]) => to.size > 1).map(([says]) => says),
    };
}"""
WIDTH = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
FOCUSABLE = """() => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((element) => !element.disabled && element.type !== "hidden" && seen(element));
    const groups = new Set();
    window.expected = all.filter((element) => {
        if (element.type !== "radio") return true;
        const group = `${element.form?.action} ${element.name}`;
        if (groups.has(group)) return false;
        groups.add(group);
        return true;
    });
    window.looks = (element) => {
        const parts = [element, ...(element.labels || [])].flatMap((one) =>
            [getComputedStyle(one), getComputedStyle(one, "::before")]);
        return parts.map((style) => [style.outline, style.boxShadow, style.backgroundColor, style.borderColor,
            style.borderWidth, style.textDecoration].join(";")).join("|");
    };
    document.activeElement?.blur();
    window.before = new Map(window.expected.map((element) => [element, window.looks(element)]));
    window.reached = new Set();
    return window.expected.length;
}"""
STEP = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return "end";
    const inGroup = here.type === "radio" && window.expected.find((element) =>
        element.type === "radio" && element.name === here.name && element.form === here.form);
    const counted = inGroup || here;
    if (window.reached.has(counted)) return "again";
    window.reached.add(counted);
    if (!window.before.has(here)) return "";
    return window.before.get(here) === window.looks(here)
        ? `${here.outerHTML.slice(0, 120)} looks the same when it has the focus` : "";
}"""
LEFT = """() => window.expected.filter((element) => !window.reached.has(element))
    .map((element) => element.outerHTML.slice(0, 120))"""


def faults(tab: Tab, *, language: str, widths: tuple[int, ...]) -> Iterator[str]:
    """Everything wrong with the page as it stands, at each width and on the narrowest screen."""
    yield from standing(tab.page, language)
    for width in widths:
        tab.page.set_viewport_size({"width": width, "height": 900})
        yield from (f"at {width} px: {fault}" for fault in accessibility(tab.page))
        yield from sideways(tab.page)
    tab.page.set_viewport_size({"width": NARROWEST, "height": 900})
    yield from sideways(tab.page)
    yield from tab.take_wrong()


def standing(page: Page, language: str) -> Iterator[str]:
    """One heading, a title that begins with it, the right language, no id twice, no two links that say the same.

    In a table the heading of its column belongs to what a link says (WCAG 2.2, 2.4.4).
    """
    found = page.evaluate(STANDING)
    if len(found["h1"]) != 1:
        yield f"there are {len(found['h1'])} headings of the first level: {found['h1']}"
    elif _plain(found["h1"][0]) not in _plain(found["title"]):
        yield f"the title {found['title']!r} does not say the heading {found['h1'][0]!r}"
    if found["language"] != language:
        yield f"the page says it is in {found['language']!r}, and {language!r} was asked for"
    yield from (f"the id {name!r} stands twice" for name in found["twice"])
    yield from (f"two links say {says!r} and lead to different places" for says in found["sameText"])


def accessibility(page: Page) -> Iterator[str]:
    """What axe finds."""
    for violation in AXE.run(page, options=RULES).response["violations"]:
        places = "; ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']} ({places})"


def sideways(page: Page) -> Iterator[str]:
    """A page that must be pushed sideways to be read."""
    content, screen = page.evaluate(WIDTH)
    if content > screen:
        yield f"the page is {content} px wide on a screen of {screen}"


def keyboard(page: Page) -> Iterator[str]:
    """Every link, button and field is reached by Tab, and shows that it has been."""
    expected = page.evaluate(FOCUSABLE)
    for _ in range(expected * 2 + 10):
        page.keyboard.press("Tab")
        said = page.evaluate(STEP)
        if said in {"end", "again"}:
            break
        if said:
            yield said
    yield from (f"not reached by keyboard: {element}" for element in page.evaluate(LEFT))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
