"""A municipality's own face: its name, logo and colour, and whether everyone can read text in that colour."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.values.refusal import Refusal

PRODUCT_COLOUR = "#1b5e5a"
PAGE_COLOUR = "#faf8f4"
PAPER_COLOUR = "#ffffff"
TEXT_COLOUR = "#1d2a2c"
READABLE = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text against what is behind it."""
COMFORTABLE = 7.0
"""WCAG 2.2, 1.4.6: what pressed buttons and hovered links are darkened to."""

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class MunicipalityLook:
    """What a page shows of the municipality it belongs to; addresses are relative to the site."""

    name: str
    home: str
    colour: str = PRODUCT_COLOUR
    stylesheet: str | None = None
    logo: str | None = None


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def may_use_colour(colour: str) -> Refusal | None:
    """A municipality's colour is written with, and written upon: both must be readable (WCAG 2.2, 1.4.3)."""
    if not _HEX.fullmatch(colour):
        return Refusal("look.colour_malformed", {"colour": colour}, "colour")
    found = min(contrast(colour, PAPER_COLOUR), contrast(colour, PAGE_COLOUR))
    if found < READABLE:
        return Refusal("look.colour_too_faint", {"colour": colour, "contrast": found, "needed": READABLE}, "colour")
    return None


def stylesheet(look: MunicipalityLook) -> str:
    """The municipality's colours as run-time variables, every derived pair readable by construction."""
    if may_use_colour(look.colour) is not None:
        raise ValueError(f"{look.colour!r} cannot be a municipality's colour")
    soft = mixed(look.colour, PAPER_COLOUR, share=0.08)
    pressed = mixed("#000000", look.colour, share=0.22)
    variables = {
        "brand": look.colour,
        "brand-strong": darkened(pressed, against=soft, until=COMFORTABLE),
        "brand-soft": soft,
        "brand-line": mixed(look.colour, PAPER_COLOUR, share=0.28),
        "link": darkened(look.colour, against=soft, until=READABLE),
    }
    return ":root{" + "".join(f"--kumina-{name}:{value};" for name, value in variables.items()) + "}\n"


def mixed(colour: str, ground: str, *, share: float) -> str:
    """The colour laid thinly over a ground, `share` of it (0–1)."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex(over * share + under * (1 - share) for over, under in pairs)


def darkened(colour: str, *, against: str, until: float) -> str:
    """The nearest darker shade of the colour whose contrast against the ground reaches `until`."""
    shade = colour
    for step in range(1, 101):
        if contrast(shade, against) >= until:
            break
        shade = mixed("#000000", colour, share=step / 100)
    return shade


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour like #1b5e5a")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
