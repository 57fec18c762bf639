"""What a sheet is once it is read, and how large one may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.values.refusal import Refusal, Refused

BYTES_AT_MOST: Final = 8 * 1024 * 1024
ROWS_AT_MOST: Final = 10_000
"""Rows below the heading that say something."""
COLUMNS_AT_MOST: Final = 60
CELL_AT_MOST: Final = 5_000
"""Characters of one cell."""
FIELD: Final = "file"
"""The form field that a refused file belongs to."""
FORMULA: Final = "formula"
ERROR: Final = "error"
TOO_LONG: Final = "too_long"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that says something; `number` is the one the reader's program shows beside it."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)
    """Cells whose value was not taken, by their place: a formula, an error of the program, too long a text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row as headings, and every row below that says something."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    name: str = ""
    others: tuple[str, ...] = ()
    """Names of the workbook's further sheets, which are not read."""


def gathered(rows: Iterable[Row], *, name: str = "", others: tuple[str, ...] = ()) -> Sheet:
    """The sheet of these rows; refused are no row, too many, and headings that cannot be told apart."""
    found = (row for row in rows if any(row.cells) or row.faults)
    heading = next(found, None)
    if heading is None:
        raise refused("empty")
    headings = tuple(cell.strip() for cell in _without_tail(heading.cells))
    _told_apart(headings)
    kept: list[Row] = []
    for row in found:
        if len(kept) == ROWS_AT_MOST:
            raise refused("too_many_rows", most=ROWS_AT_MOST)
        kept.append(_as_wide(row, len(headings)))
    if not kept:
        raise refused("only_headings")
    return Sheet(headings, tuple(kept), name, others)


def cell(text: str) -> tuple[str, str | None]:
    """A cell's text without the blanks around it, or why it is not taken."""
    tidy = text.replace("\x00", "").strip()
    return ("", TOO_LONG) if len(tidy) > CELL_AT_MOST else (tidy, None)


def refused(code: str, **facts: object) -> Refused:
    """A file is not taken in, for this reason."""
    return Refused(Refusal(f"sheets.{code}", facts, FIELD))


def _told_apart(headings: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for heading in headings:
        same = heading.casefold()
        if heading and same in seen:
            raise refused("heading_twice", heading=heading)
        seen.add(same)


def _without_tail(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((place for place, text in enumerate(cells) if text.strip()), default=-1)
    return cells[: last + 1]


def _as_wide(row: Row, width: int) -> Row:
    """Each row has a cell under every heading; what stands beside them belongs to no column, and is refused."""
    beyond = next((text for text in row.cells[width:] if text), None)
    if beyond is not None:
        raise refused("beside_headings", row=row.number)
    return Row(row.number, (row.cells + ("",) * width)[:width], row.faults)
