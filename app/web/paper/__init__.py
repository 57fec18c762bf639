"""A document for paper and for screen readers: words, lists and tables to a tagged PDF (PDF/UA-1).

The same words make the same bytes: the only date in it is the one that is given, fonts come with the maker, and nothing
is fetched from anywhere. What is handed over is text, never markup.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import typst

_LAYOUT: Final = (Path(__file__).parent / "paper.typ").read_bytes()
STANDARD: Final = "ua-1"


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a part of the document."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; a strong one is what must be read if nothing else is."""

    text: str
    strong: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, the heading of each column, and rows of as many cells; `widths` are shares of the page."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    kind: str = "grid"

    def __post_init__(self) -> None:
        if {len(self.columns), len(self.widths), *map(len, self.rows)} != {len(self.columns)}:
            raise ValueError(f"{self.caption}: every row has a cell for each column")


Block = Heading | Paragraph | Items | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole document; `day` is the only date that stands in it besides those in its words."""

    title: str
    subtitle: str
    author: str
    language: str
    day: date
    blocks: tuple[Block, ...]


def pdf(paper: Paper) -> bytes:
    """The document as a tagged PDF."""
    said = json.dumps(asdict(paper) | {"day": _parts(paper.day)}, ensure_ascii=False, sort_keys=True)
    made: Any = typst.compile(
        _LAYOUT, format="pdf", ignore_system_fonts=True, sys_inputs={"paper": said}, pdf_standards=[STANDARD]
    )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
