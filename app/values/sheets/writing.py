"""Sheets that leave the house: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

from app.values.sheets.guarding import guarded


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is printed: its heading, a note that opens beside it, and the values to choose from."""

    heading: str
    note: str = ""
    choices: tuple[str, ...] = ()
    width: int = 22
    wanted: bool = False
    """Whether every row must say something here."""


Rows = Iterable[Sequence[str | int]]


def as_csv(columns: Sequence[Column], rows: Rows) -> bytes:
    """Semicolons and the mark of UTF-8, as Finnish Excel opens it; a cell that would calculate is guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(column.heading) for column in columns])
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(
    columns: Sequence[Column], rows: Rows, *, name: str, marked: frozenset[tuple[int, int]] = frozenset(), room: int = 0
) -> bytes:
    """A workbook; texts are written as texts. `marked` cells (row from 0, column) stand out; `room` is for how many
    rows the choices are offered."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False, "strings_to_formulas": False})
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "bg_color": "#e8f0ef", "text_wrap": True, "valign": "top"})
    fault = book.add_format({"bg_color": "#fbe3df", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"num_format": "@", "valign": "top"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, plain)
        sheet.write_string(0, place, f"{column.heading} *" if column.wanted else column.heading, bold)
        _noted(sheet, place, column, room)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            form = fault if (number, place) in marked else plain
            if isinstance(cell, int):
                sheet.write_number(number + 1, place, cell)
            elif cell or form is fault:
                sheet.write_string(number + 1, place, cell, form)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _noted(sheet: xlsxwriter.worksheet.Worksheet, place: int, column: Column, room: int) -> None:
    if column.note:
        sheet.write_comment(0, place, column.note, {"x_scale": 2, "y_scale": 1.4, "author": ""})
    if column.choices and room and sum(map(len, column.choices)) + len(column.choices) <= 255:
        choices = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
        sheet.data_validation(1, place, room, place, choices)
