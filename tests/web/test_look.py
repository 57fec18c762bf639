"""A municipality's colour is readable or it is refused, and so is every colour of our own."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import look
from app.web.look import MunicipalityLook

CSS = (Path(look.__file__).parent / "static" / "kumina.css").read_text()
OURS = dict(re.findall(r"--kumina-([a-z-]+): (#[0-9a-f]{6});", CSS.split("@media")[0]))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#00ff00", 2.91),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert look.contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert look.contrast(other, one) == look.contrast(one, other)


@pytest.mark.parametrize("colour", ["", "teal", "#fff", "#12345G", "#1B5E5A", "#1b5e5a;}*{display:none"])
def test_what_is_not_a_colour_is_refused(colour: str) -> None:
    refusal = look.may_use_colour(colour)
    assert refusal is not None
    assert refusal.code == "look.colour_malformed"
    with pytest.raises(ValueError, match="municipality's colour"):
        look.stylesheet(MunicipalityLook("Suvantola", "/suvantola/", colour))


def test_a_faint_colour_is_refused_with_its_figures() -> None:
    refusal = look.may_use_colour("#767676")
    assert refusal is not None
    assert refusal.code == "look.colour_too_faint"
    assert refusal.field_name == "colour"
    assert refusal.facts["needed"] == 4.5
    assert refusal.facts["contrast"] == pytest.approx(4.28, abs=0.01)


@given(COLOURS)
def test_every_pair_of_an_accepted_colour_is_readable(colour: str) -> None:
    if look.may_use_colour(colour) is not None:
        return
    made = dict(re.findall(r"--kumina-([a-z-]+):(#[0-9a-f]{6});", look.stylesheet(MunicipalityLook("S", "/", colour))))
    assert look.contrast("#ffffff", made["brand"]) >= look.READABLE
    assert look.contrast("#ffffff", made["brand-strong"]) >= look.COMFORTABLE
    for ground in (look.PAPER_COLOUR, look.PAGE_COLOUR, made["brand-soft"]):
        assert look.contrast(made["link"], ground) >= look.READABLE
        assert look.contrast(made["brand-strong"], ground) >= look.READABLE
        assert look.contrast(look.TEXT_COLOUR, ground) >= look.COMFORTABLE


def test_the_style_sheet_begins_from_the_products_own_look() -> None:
    made = look.stylesheet(MunicipalityLook("S", "/"))
    assert re.findall(r"--kumina-([a-z-]+):", made) == ["brand", "brand-strong", "brand-soft", "brand-line", "link"]
    assert made == ":root{" + "".join(f"--kumina-{name}:{OURS[name]};" for name in list(OURS)[:5]) + "}\n"
    assert (OURS["page"], OURS["paper"], OURS["text"]) == (look.PAGE_COLOUR, look.PAPER_COLOUR, look.TEXT_COLOUR)


@pytest.mark.parametrize(
    ("text", "ground"),
    [(text, ground) for text in ("text", "quiet", "link", "danger") for ground in ("page", "paper", "brand-soft")]
    + [(tone, f"{tone}-soft") for tone in ("success", "danger", "attention", "info")]
    + [("danger-strong", "danger-soft"), ("text", "neutral-soft"), ("text", "success-soft"), ("text", "info-soft")]
    + [("text", "danger-soft"), ("text", "attention-soft")],
)
def test_our_own_texts_are_readable(text: str, ground: str) -> None:
    assert look.contrast(OURS[text], OURS[ground]) >= look.READABLE


@pytest.mark.parametrize("line", ["input", "focus", "brand"])
@pytest.mark.parametrize("ground", ["page", "paper", "brand-soft"])
def test_edges_that_mean_something_are_seen(line: str, ground: str) -> None:
    assert look.contrast(OURS[line], OURS[ground]) >= 3  # WCAG 2.2, 1.4.11


def test_nothing_comes_from_elsewhere_and_nothing_is_inline() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    templates = Path(look.__file__).parent.rglob("*.html")
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<script>|<style|javascript:|https?://")
    found = {path.name: inline.findall(path.read_text()) for path in templates}
    assert {name: hits for name, hits in found.items() if hits} == {}
