"""XLSX: looked through as a ZIP file before any of it is taken for a workbook, then read row by row.

A formula is not taken: what it came to is not what somebody wrote, and may be out of date. Its cell is named instead.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException

from app.values.sheets.bounds import COLUMNS_AT_MOST, ERROR, FORMULA, Row, Sheet, cell, gathered, refused

UNPACKED_AT_MOST: Final = 32 * 1024 * 1024
"""Bytes of everything in the file together, once unpacked."""
MEMBERS_AT_MOST: Final = 500
TEXTS_AT_MOST: Final = 400_000
"""Texts that a workbook keeps in one place for all its cells."""
CHUNK: Final = 64 * 1024
FORBIDDEN: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
"""No workbook declares entities; whoever does wants them unfolded a billion times."""
NOT_TAKEN: Final = {"f": FORMULA, "e": ERROR}
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    DefusedXmlException,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
)
"""What reading a file raises that is no sound workbook."""


def read(content: bytes) -> Sheet:
    """The workbook's first sheet; refused are macros, other kinds of file, bombs, and what is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _look_through(packed)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return _first_sheet(book)
        finally:
            book.close()
    except BROKEN:
        raise refused("broken_book") from None


def _look_through(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    _is_a_workbook({one.filename for one in members}, packed)
    if len(members) > MEMBERS_AT_MOST or sum(one.file_size for one in members) > UNPACKED_AT_MOST:
        raise refused("bomb", megabytes=UNPACKED_AT_MOST // 1024 // 1024)
    unpacked = texts = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise refused("encrypted")
        before = b""
        with packed.open(member) as stream:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                texts += chunk.count(b"<si")
                if unpacked > UNPACKED_AT_MOST or texts > TEXTS_AT_MOST:
                    raise refused("bomb", megabytes=UNPACKED_AT_MOST // 1024 // 1024)
                _is_plain(member.filename, before + chunk)
                before = chunk[-16:]


def _is_a_workbook(names: set[str], packed: zipfile.ZipFile) -> None:
    if "mimetype" in names or "content.xml" in names:
        raise refused("open_document")
    if "[Content_Types].xml" not in names:
        raise refused("other_zip")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refused("macros")
    with packed.open("[Content_Types].xml") as stream:
        types = stream.read(CHUNK)
    if b"macroEnabled" in types:
        raise refused("macros")
    if b"spreadsheetml" not in types:
        raise refused("other_zip")


def _is_plain(name: str, chunk: bytes) -> None:
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    if FORBIDDEN.search(chunk) or b"\x00" in chunk:  # in UTF-16 a declaration would hide from the search
        raise refused("entities")


def _first_sheet(book: openpyxl.Workbook) -> Sheet:
    shown = [one for one in book.worksheets if one.sheet_state == "visible"]
    if not shown:
        raise refused("empty")
    first = shown[0]
    first.reset_dimensions()  # what the file says of its size need not be true
    return gathered(_rows(first), name=first.title, others=tuple(one.title for one in shown[1:]))


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(one.value is not None for one in cells[COLUMNS_AT_MOST:]):
            raise refused("too_wide", most=COLUMNS_AT_MOST)
        taken = [_value(one) for one in cells[:COLUMNS_AT_MOST]]
        faults = {place: fault for place, (_, fault) in enumerate(taken) if fault}
        yield Row(number, tuple(text for text, _ in taken), faults)


def _value(found: Any) -> tuple[str, str | None]:
    """The cell as its reader would type it; a formula is not taken, nor an error of the program."""
    if found.value is None:
        return "", None
    if found.data_type in NOT_TAKEN:
        return "", NOT_TAKEN[found.data_type]
    return cell(_typed(found.value))


def _typed(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() if value.time() == dt.time(0):
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
    return str(value)
