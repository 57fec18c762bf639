"""Documents are tagged, speak their language, carry their letters, and are the same for the same words."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.web import paper
from app.web.paper import Grid, Heading, Items, Paper, Paragraph

DAY = date(2026, 11, 24)


def document(language: str = "sv", words: str = "Närpes åäö ÅÄÖ – § 12 × ÷ −") -> Paper:
    """One of everything."""
    return Paper(
        title=words,
        subtitle="24.11.2026",
        author="Närpes",
        language=language,
        day=DAY,
        blocks=(
            Heading("Del"),
            Paragraph("Stycke med #set text(red) och *stjärnor*", strong=True),
            Items(("ett", "två")),
            Grid("Tabell", ("A", "B"), (("1", "2"), ("3", "4")), (1, 2)),
        ),
    )


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_is_tagged_titled_and_in_its_language(language: str) -> None:
    found = read(paper.pdf(document(language)))
    root = found.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode(), "it says that it keeps PDF/UA"
    assert found.metadata
    assert found.metadata.title == "Närpes åäö ÅÄÖ – § 12 × ÷ −"


def test_headings_lists_and_tables_are_tagged_as_what_they_are() -> None:
    tags = kinds(read(paper.pdf(document())).trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= tags


def test_the_words_are_text_and_never_markup() -> None:
    text = read(paper.pdf(document())).pages[0].extract_text()
    assert "#set text(red) och *stjärnor*" in text
    assert "Närpes åäö ÅÄÖ – § 12 × ÷ −" in text


def test_the_same_words_make_the_same_bytes() -> None:
    assert paper.pdf(document()) == paper.pdf(document())
    assert paper.pdf(document()) != paper.pdf(document(words="Kristinestad"))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="a cell for each column"):
        Grid("Tabell", ("A", "B"), (("1",),), (1, 2))


def kinds(node: object) -> set[str]:
    """Every kind of tag below a node of the structure tree."""
    node = getattr(node, "get_object", lambda: node)()
    if isinstance(node, list):
        return {kind for one in node for kind in kinds(one)}
    if not isinstance(node, dict):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | kinds(node["/K"]) if "/K" in node else own
