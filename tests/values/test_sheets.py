"""Sheets go out and come back as they were, calculate nothing, and what is no sheet is told why."""

import contextlib
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.values import sheets
from app.values.refusal import Refused
from app.values.sheets import books, bounds, texts
from app.values.sheets.writing import Column

HEADINGS = (Column("Nimi"), Column("Y-tunnus"), Column("Huom"))
PRINTED = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), max_size=40
).map(str.strip)
RISKY = st.sampled_from(
    ["=1+1", "+358 40 123", "-5", "@x", "'=1", "''=1", "'", "=cmd|' /C calc'!A0", 'a"b', "a;b", "a\nb"]
)
CELLS = st.lists(st.lists(PRINTED | RISKY, min_size=3, max_size=3), min_size=1, max_size=8).filter(
    lambda rows: all(any(row) for row in rows)
)


def code_of(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        sheets.read(content, name)
    assert refused.value.refusal.field_name == "file"
    return refused.value.refusal.code.removeprefix("sheets.")


def cells(sheet: sheets.Sheet) -> list[list[str]]:
    return [list(row.cells) for row in sheet.rows]


def book(*rows: list[object], **options: object) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in members.items():
            into.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, change: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return packed(**({one: old.read(one) for one in old.namelist()} | change))


@settings(deadline=None, max_examples=60)
@given(CELLS)
def test_what_is_written_as_csv_is_read_back(rows: list[list[str]]) -> None:
    assert cells(sheets.read(sheets.as_csv(HEADINGS, rows), "x.csv")) == rows


@settings(deadline=None, max_examples=40)
@given(CELLS)
def test_what_is_written_as_a_workbook_is_read_back(rows: list[list[str]]) -> None:
    assert cells(sheets.read(sheets.as_xlsx(HEADINGS, rows, name="T"), "x.xlsx")) == rows


@settings(deadline=None, max_examples=60)
@given(CELLS)
def test_no_cell_of_what_leaves_calculates(rows: list[list[str]]) -> None:
    for row in texts.csv.reader(io.StringIO(texts.decoded(sheets.as_csv(HEADINGS, rows))), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    found = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx(HEADINGS, rows, name="T")))
    assert all(cell.data_type != "f" for row in found.active.iter_rows() for cell in row)


@settings(deadline=None, max_examples=80)
@example(content=b"\r\x01", name="a.csv")
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_whatever_is_sent_is_read_or_refused(content: bytes, name: str) -> None:
    with contextlib.suppress(Refused):
        sheets.read(content, name)


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(book(["Nimi", "Y-tunnus"], ["Martat", "0737546-2"]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        sheets.read(bytes(whole), "x.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_usual_ways_of_writing_csv_are_read(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Nimi", "Paikka"]) + "\r\n" + delimiter.join(["Hyvän Mielen Talo", "Ähtäri"]) + "\r\n"
    sheet = sheets.read(text.encode(encoding), "x.csv")
    assert (sheet.headings, cells(sheet)) == (("Nimi", "Paikka"), [["Hyvän Mielen Talo", "Ähtäri"]])


def test_a_line_that_names_the_delimiter_is_no_heading() -> None:
    sheet = sheets.read(b"sep=,\r\nNimi,Paikka\r\nA;B,C\r\n", "x.csv")
    assert sheet.headings == ("Nimi", "Paikka")
    assert (sheet.rows[0].cells, sheet.rows[0].number) == (("A;B", "C"), 3)


def test_rows_keep_the_numbers_the_program_shows() -> None:
    sheet = sheets.read(b"Nimi;X\r\n\r\nA;\r\n;\r\nB;1\r\n", "x.csv")
    assert [row.number for row in sheet.rows] == [3, 5]
    sheet = sheets.read(book(["Nimi"], ["A"], [None], ["B"]), "x.xlsx")
    assert [row.number for row in sheet.rows] == [2, 4]


def test_numbers_days_and_formulas_of_a_workbook() -> None:
    day = bounds_day()
    sheet = sheets.read(book(["A", "B", "C", "D"], [40100.0, day, True, "=1+1"], ["x"]), "x.xlsx")
    assert sheet.rows[0].cells == ("40100", "2026-11-24", "true", "")
    assert dict(sheet.rows[0].faults) == {3: bounds.FORMULA}


def bounds_day() -> object:
    return books.dt.datetime(2026, 11, 24)


def test_too_much_is_refused_with_the_figure() -> None:
    assert code_of(b"x" * (sheets.BYTES_AT_MOST + 1), "x.csv") == "too_heavy"
    assert code_of(b"N\n" + b"a\n" * (sheets.ROWS_AT_MOST + 1), "x.csv") == "too_many_rows"
    assert code_of(";".join(map(str, range(61))).encode() + b"\nA\n", "x.csv") == "too_wide"
    assert code_of(book([*range(80)], ["a"]), "x.xlsx") == "too_wide"
    assert dict(sheets.read(b"A;B\n" + b"x" * 5001 + b";1\n", "x.csv").rows[0].faults) == {0: bounds.TOO_LONG}
    assert len(sheets.read(b"N\n" + b"a\n" * sheets.ROWS_AT_MOST, "x.csv").rows) == sheets.ROWS_AT_MOST


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x.csv", "empty"),
        (b"\r\n \r\n", "x.csv", "empty"),
        (b";;\r\n;;\r\n", "x.csv", "empty"),
        (b"Nimi;Paikka\r\n", "x.csv", "only_headings"),
        (b"Nimi;nimi\r\nA;B\r\n", "x.csv", "heading_twice"),
        (b"Nimi\r\nA;B\r\n", "x.csv", "beside_headings"),
        (b'Nimi;X\r\n"A;B\r\n', "x.csv", "broken_row"),
        (b"Nimi\x00\x01\r\nA\x00\r\n", "x.csv", "not_text"),
        (b"%PDF-1.7 ...", "x.csv", "pdf"),
        (b"%PDF-1.7 ...", "x.xlsx", "pdf"),
        (b"<html><table><tr>", "x.xls", "other_kind"),
        (b"\x89PNG\r\n", "x.csv", "other_kind"),
        (books.io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").getvalue(), "x.xls", "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "encrypted"),
        (b"Nimi;X\r\nA;B\r\n", "x.xlsx", "text_named_book"),
        (b"Nimi;X\r\nA;B\r\n", "x.docx", "unknown_name"),
        (b"Nimi;X\r\nA;B\r\n", "x.xlsm", "macros"),
        (b"PK\x03\x04 and nothing", "x.xlsx", "broken_book"),
        (packed(**{"a.txt": b"x"}), "x.xlsx", "other_zip"),
        (packed(**{"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}), "x.xlsx", "open_document"),
    ],
)
def test_what_is_no_sheet_is_told_what_it_is(content: bytes, name: str, code: str) -> None:
    assert code_of(content, name) == code


def test_a_workbook_named_as_text_is_told() -> None:
    assert code_of(book(["A"], ["b"]), "x.csv") == "book_named_text"


def test_macros_are_refused_whatever_the_name() -> None:
    plain = book(["A"], ["b"])
    assert code_of(changed(plain, {"xl/vbaProject.bin": b"x"}), "x.xlsx") == "macros"
    assert code_of(changed(plain, {"[Content_Types].xml": b"<x macroEnabled/>"}), "x.xlsx") == "macros"


def test_a_bomb_is_refused_from_its_directory_and_while_it_unpacks() -> None:
    plain = book(["A"], ["b"])
    swollen = changed(plain, {"xl/media/x.bin": b"\0" * (books.UNPACKED_AT_MOST + 1)})
    assert len(swollen) < 200_000
    assert code_of(swollen, "x.xlsx") == "bomb"
    assert code_of(changed(plain, {f"xl/{n}.bin": b"" for n in range(600)}), "x.xlsx") == "bomb"
    many = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si/>" * 500_000 + b"</sst>"
    assert code_of(changed(plain, {"xl/sharedStrings.xml": many}), "x.xlsx") == "bomb"


def test_entities_are_refused_before_they_unfold() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    plain = book(["A"], ["b"])
    assert code_of(changed(plain, {"xl/sharedStrings.xml": laughs}), "x.xlsx") == "entities"
    hidden = b" " * (books.CHUNK - 5) + laughs
    assert code_of(changed(plain, {"xl/sharedStrings.xml": hidden}), "x.xlsx") == "entities"
    assert code_of(changed(plain, {"xl/sharedStrings.xml": laughs.decode().encode("utf-16")}), "x.xlsx") == "entities"


def test_a_member_with_a_password_is_refused() -> None:
    whole = bytearray(book(["A"], ["b"]))
    place = whole.index(b"PK\x01\x02")
    whole[place + 8] |= 1
    assert code_of(bytes(whole), "x.xlsx") in {"encrypted", "broken_book"}


def test_only_the_first_sheet_in_sight_is_read_and_the_others_are_named() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Piilo").hide()
        for name in ("Yhdistykset", "Muut"):
            sheet = made.add_worksheet(name)
            sheet.write(0, 0, "Nimi")
            sheet.write(1, 0, name)
            sheet.activate()
    sheet = sheets.read(out.getvalue(), "x.xlsx")
    assert (sheet.name, sheet.others, cells(sheet)) == ("Yhdistykset", ("Muut",), [["Yhdistykset"]])
