"""The model's rules (K1–K31): code that keeps one names it, and then a test names it too."""

import re
from collections.abc import Iterable, Iterator

from tests.house import source, verdict
from tests.house.source import ROOT

RULE = re.compile(r"\bK([1-9]|[12]\d|3[01])\b")


def unproven(code: Iterable[str], tests: Iterable[str]) -> Iterator[str]:
    """Rules that the code says it keeps and no test mentions."""
    kept, proven = rules_in(code), rules_in(tests)
    return (f"K{number} is kept in code, and no test names it" for number in sorted(kept - proven))


def rules_in(texts: Iterable[str]) -> set[int]:
    return {int(number) for text in texts for number in RULE.findall(text)}


def test_every_rule_of_the_model_kept_in_code_has_a_test_that_names_it() -> None:
    files = (file for name in source.slices() for file in (ROOT / "app" / name).rglob("*.py"))
    code = [file.read_text() for file in files if file.name != "__init__.py"]  # a charter names its subject
    laws = ROOT / "tests" / "house"
    tests = [file.read_text() for file in (ROOT / "tests").rglob("*.py") if laws not in file.parents]
    verdict.none(unproven(code, tests))


def test_a_rule_without_a_test_is_found() -> None:
    assert list(unproven(["# K7", "refuses (K12)"], ["K12 holds"])) == ["K7 is kept in code, and no test names it"]
