"""Taking a file for what it is: by its content, and its name must say the same."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from app.values.sheets import books, texts
from app.values.sheets.bounds import BYTES_AT_MOST, Sheet, refused

TEXT: Final = frozenset({".csv", ".txt", ".tsv"})
BOOK: Final = frozenset({".xlsx"})
NAMED: Final = {".xlsm": "macros", ".xltm": "macros", ".xlsb": "macros", ".ods": "open_document"}
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""The part of an Excel file that has a password; what has none of it in this container is from before 2007."""
STARTS: Final = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "other_kind"),
    (b"\x89PNG", "other_kind"),
    (b"\xff\xd8\xff", "other_kind"),
    (b"\x1f\x8b", "other_kind"),
    (b"Rar!", "other_kind"),
    (b"7z\xbc\xaf", "other_kind"),
)
MARKUP: Final = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read(content: bytes, file_name: str) -> Sheet:
    """The sheet in a file of at most 8 MiB. Refused, each in its own words: empty, too heavy, with a password, with
    macros, of another kind, named as what it is not, broken, unfolding to more than it may."""
    if not content.strip(b"\x00 \t\r\n"):
        raise refused("empty")
    if len(content) > BYTES_AT_MOST:
        raise refused("too_heavy", megabytes=BYTES_AT_MOST // 1024 // 1024)
    ending = PurePath(file_name).suffix.lower()
    if ending in NAMED:
        raise refused(NAMED[ending])
    return _reader(content, ending)(content)


def _reader(content: bytes, ending: str) -> Callable[[bytes], Sheet]:
    """Who reads it: the content decides, and the name is held to it."""
    if content.startswith(OLE):
        raise refused("encrypted" if LOCKED in content else "old_excel")
    for start, code in STARTS:
        if content.startswith(start):
            raise refused(code)
    if content.startswith(b"PK"):
        if ending in TEXT:
            raise refused("book_named_text", ending=ending)
        reader: Callable[[bytes], Sheet] = books.read
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(MARKUP):
        raise refused("other_kind")
    elif ending in BOOK:
        raise refused("text_named_book")
    else:
        reader = texts.read
    if ending not in TEXT | BOOK:
        raise refused("unknown_name")
    return reader
