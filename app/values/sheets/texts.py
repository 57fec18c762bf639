"""CSV as Finnish offices write it: UTF-8 with or without its mark or Windows-1252; semicolon, comma or tab."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from app.values.sheets.bounds import COLUMNS_AT_MOST, Row, Sheet, cell, gathered, refused
from app.values.sheets.guarding import unguarded

DELIMITERS: Final = (";", "\t", ",")
MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(content: bytes) -> Sheet:
    """The sheet; refused is what is no text, and quotation marks that do not close."""
    text = decoded(content)
    delimiter, body = _delimiter(text)
    return gathered(_rows(body, delimiter, first=text.count("\n", 0, len(text) - len(body)) + 1))


def decoded(content: bytes) -> str:
    """The text in whichever of the encodings it was written."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252", "iso-8859-1"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    raise refused("not_text")


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the headings, and the text below a line that says so (`sep=;`)."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], rest
    line = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    return max(DELIMITERS, key=lambda one: len(_parted(line, one))), text


def _parted(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _rows(text: str, delimiter: str, *, first: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, fields in enumerate(reader, start=first):
            if len(fields) > COLUMNS_AT_MOST and any(fields[COLUMNS_AT_MOST:]):
                raise refused("too_wide", most=COLUMNS_AT_MOST)
            taken = [cell(unguarded(field)) for field in fields[:COLUMNS_AT_MOST]]
            faults = {place: fault for place, (_, fault) in enumerate(taken) if fault}
            yield Row(number, tuple(text for text, _ in taken), faults)
    except csv.Error:
        raise refused("broken_row", row=number + 1) from None
