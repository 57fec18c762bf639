"""From a refusal's code to a sentence in the reader's language; the facts become the figures in it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from flask import Flask, current_app
from flask_babel import format_currency, format_date, format_datetime, format_decimal, get_locale, lazy_gettext

from app.values.money import Cents
from app.values.period import Month
from app.values.refusal import Refusal
from app.values.wording import Wording

Sentences = Mapping[str, object]
"""Code → lazily translated text with %(fact)s in it."""

SHEETS: Final[Sentences] = {
    "sheets.empty": lazy_gettext("The file is empty."),
    "sheets.only_headings": lazy_gettext("The file has headings but no rows below them."),
    "sheets.too_heavy": lazy_gettext("The file is too heavy: at most %(megabytes)s megabytes. Part it into several."),
    "sheets.too_many_rows": lazy_gettext("The file has too many rows: at most %(most)s. Part it into several."),
    "sheets.too_wide": lazy_gettext("The file has too many columns: at most %(most)s. Remove those not needed."),
    "sheets.heading_twice": lazy_gettext("Two columns have the heading %(heading)s. Give each its own."),
    "sheets.beside_headings": lazy_gettext("Row %(row)s has a cell in a column without a heading. Give it a heading."),
    "sheets.broken_row": lazy_gettext("The file cannot be read from row %(row)s on: a quotation mark does not close."),
    "sheets.not_text": lazy_gettext("This is not a text file. Save the list as .xlsx or CSV."),
    "sheets.broken_book": lazy_gettext("The workbook is broken. Open it in your program and save it again as .xlsx."),
    "sheets.bomb": lazy_gettext(
        "The file unfolds to more than %(megabytes)s megabytes, so it is not opened. Take pictures and unneeded sheets"
        " out of it."
    ),
    "sheets.entities": lazy_gettext("The workbook holds something that no list needs, so it is not opened."),
    "sheets.encrypted": lazy_gettext("The file has a password. Save it without one and try again."),
    "sheets.macros": lazy_gettext("The workbook holds macros. Save it as .xlsx without them."),
    "sheets.old_excel": lazy_gettext("This is an old Excel file (.xls). Save it as .xlsx and try again."),
    "sheets.open_document": lazy_gettext("This is an OpenDocument sheet (.ods). Save it as .xlsx or CSV."),
    "sheets.other_zip": lazy_gettext("This is a packed file, not a workbook. Take the list out of it first."),
    "sheets.other_kind": lazy_gettext("This file is of another kind. Save the list as .xlsx or CSV."),
    "sheets.pdf": lazy_gettext("This is a PDF, which cannot be read as a list. Save the list as .xlsx or CSV."),
    "sheets.book_named_text": lazy_gettext(
        "The name of the file ends in %(ending)s, but it is an Excel workbook. Give it the ending .xlsx."
    ),
    "sheets.text_named_book": lazy_gettext(
        "The name of the file ends in .xlsx, but it is a text file. Give it the ending .csv, or save it as a workbook."
    ),
    "sheets.unknown_name": lazy_gettext("The name of the file must end in .xlsx or .csv."),
}
OURS: Final[Sentences] = {
    "look.colour_malformed": lazy_gettext("Give the colour as six hexadecimal digits, for example #0b5a6b."),
    "look.colour_too_faint": lazy_gettext(
        "This colour is too faint to read: its contrast is %(contrast)s, and at least %(needed)s is needed."
    ),
    "pictures.too_heavy": lazy_gettext("The file is too heavy. A picture may be at most %(megabytes)s megabytes."),
    "pictures.too_large": lazy_gettext(
        "The picture is too large. At most %(megapixels)s million pixels can be opened."
    ),
    "pictures.unreadable": lazy_gettext(
        "This file is not a picture that can be opened. Choose a PNG, JPEG or WebP file."
    ),
    "web.saved_meanwhile": lazy_gettext(
        "Somebody else has saved this since you opened it. Both are shown below; nothing you wrote is lost."
    ),
}


class Unspoken(LookupError):
    """A refusal has no sentence: the house would refuse without saying why."""


def declare(app: Flask, *spoken: Sentences) -> None:
    """Gather every slice's sentences; a code said twice stops the start."""
    known: dict[str, object] = {}
    for sentences in (OURS, SHEETS, *spoken):
        twice = known.keys() & sentences.keys()
        if twice:
            raise RuntimeError(f"refusals with two sentences: {', '.join(sorted(twice))}")
        known.update(sentences)
    app.extensions["kumina_sentences"] = known


def knows(code: str) -> bool:
    """Whether this code has a sentence."""
    return code in current_app.extensions["kumina_sentences"]


def sentence(refusal: Refusal) -> str:
    """The sentence, with dates, months and money written as the reader's language writes them."""
    known: Sentences = current_app.extensions["kumina_sentences"]
    if refusal.code not in known:
        raise Unspoken(refusal.code)
    facts = {name: spoken(fact) for name, fact in refusal.facts.items()}
    text = str(known[refusal.code])
    return text % facts if facts else text


def spoken(fact: object) -> str:
    """One fact as text."""
    match fact:
        case datetime():
            text = format_datetime(fact)
        case date():
            text = format_date(fact)
        case Month():
            text = format_date(fact.first_on, "LLLL y")
        case Cents():
            text = format_currency(fact.euros, "EUR")
        case Wording():
            text = fact.said_in(str(get_locale()))
        case Decimal():
            text = format_decimal(fact)
        case float():
            text = format_decimal(round(fact, 2))
        case _:
            text = fact
    return str(text)
