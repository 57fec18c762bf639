"""The house's texts: gathered from code and templates, compared with what translators wrote."""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from app.cli.installation import ROOT

PLACE: Final = ROOT / "translations"
TEMPLATE: Final = PLACE / "messages.pot"
TRANSLATED: Final = ("fi", "sv")
"""Ids are the English texts themselves, so English is complete by nature; its catalogue holds exceptions only."""
LANGUAGES: Final = (*TRANSLATED, "en")
PACKAGES: Final = frozenset({"app", "tenants"})
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%\{\w+\}|\{\w*\}")
TAG: Final = re.compile(r"</?[a-z][^>]*>")


def extracted(root: Path = ROOT) -> Catalog:
    """Every text marked in code and templates, sorted by itself so that two people's new texts seldom collide."""
    mappings: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods: list[tuple[str, str]] = []
    options: dict[str, dict[str, Any]] = {}
    keywords: dict[str, Any] = {}
    for mapping in mappings:
        patterns = mapping["pattern"] if isinstance(mapping["pattern"], list) else [mapping["pattern"]]
        methods += [(pattern, mapping["method"]) for pattern in patterns]
        options |= {pattern: {k: v for k, v in mapping.items() if k == "trimmed"} for pattern in patterns}
        keywords |= dict(_keyword(word) for word in mapping.get("keywords", ()))
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        str(root), methods, options, keywords, directory_filter=lambda folder: _is_house(Path(str(folder)), root)
    )
    for _, _, text, _, context in found:
        catalogue.add(text, context=context)
    return catalogue


def read(file: Path) -> Catalog:
    """A catalogue as it lies on disk; `fi` or `sv` is told by its folder."""
    locale = file.parents[1].name if file.suffix == ".po" else None
    with file.open("rb") as text:
        return read_po(text, locale=locale)


def catalogue_of(language: str) -> Path:
    """Where a language's texts stand."""
    return PLACE / language / "LC_MESSAGES" / "messages.po"


def printed(catalogue: Catalog) -> bytes:
    """The catalogue as text: without dates, line numbers and wrapping, so that a difference is a difference."""
    page = BytesIO()
    write_po(page, catalogue, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True, width=0)
    return page.getvalue()


def differences(code: Catalog, kept: Catalog) -> Iterator[str]:
    """Where messages.pot, or a language, does not hold exactly the texts of the code."""
    marked, known = _keys(code), _keys(kept)
    yield from (f"not in the catalogue: {_quoted(key)}" for key in sorted(marked - known, key=str))
    yield from (f"no longer in the code: {_quoted(key)}" for key in sorted(known - marked, key=str))


def faults(catalogue: Catalog, *, complete: bool = True) -> Iterator[str]:
    """What a reader of this language would miss or misread: no text, a doubtful one, lost figures or tags."""
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"marked as doubtful (fuzzy): {_quoted(message.id)}"
        texts = _texts(message)
        if not all(texts):
            if complete or any(texts):
                yield f"not translated: {_quoted(message.id)}"
            continue
        yield from _disagreements(message, texts)
    yield from (f"left over from earlier (#~): {_quoted(text)}" for text in catalogue.obsolete)


def _disagreements(message: Message, texts: tuple[str, ...]) -> Iterator[str]:
    ids = tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)
    for what, found in (("figures", PLACEHOLDER.findall), ("tags", TAG.findall), ("spaces at the ends", _ends)):
        allowed = {frozenset(found(text)) for text in ids}
        for text in texts:
            if frozenset(found(text)) not in allowed:
                yield f"other {what} than in the code: {_quoted(message.id)} → {text!r}"


def _ends(text: str) -> list[str]:
    return [end for end, edge in (("first", text[:1]), ("last", text[-1:])) if edge.isspace()]


def _keys(catalogue: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in catalogue if message.id}


def _texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def _quoted(key: object) -> str:
    return repr(key[-1] if isinstance(key, tuple) and key[0] is None else key)


def _is_house(folder: Path, root: Path) -> bool:
    inside = folder.relative_to(root).parts
    return not inside or inside[0] in PACKAGES


def _keyword(word: str) -> tuple[str, tuple[int | tuple[int, str], ...] | None]:
    name, colon, places = word.partition(":")
    if not colon:
        return name, None
    return name, tuple((int(p[:-1]), "c") if p.endswith("c") else int(p) for p in places.split(","))
