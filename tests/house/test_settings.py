"""Settings in code and in deploy/env.example are the same list."""

import re
from collections.abc import Iterable, Iterator

from app.config import Settings
from tests.house import verdict
from tests.house.source import ROOT

NAME = re.compile(r"\b(?:KUMINA|DATABASE)_[A-Z0-9_]*[A-Z0-9]\b")
READERS = ("app", "tenants", "deploy", "migrations")
OWN_TO_TESTS = re.compile(r"KUMINA_(TEST_\w+|CHROMIUM|WRK|FINVOICE_XSD|STRIPE_FIXTURES)$")


def undocumented(settings: Iterable[str], example: str) -> Iterator[str]:
    """A setting nobody is told about is found by its error."""
    told = set(re.findall(r"^([A-Z0-9_]+)=", example, re.MULTILINE))
    return (
        f"{name} is read and not in deploy/env.example: say what it is for" for name in sorted(set(settings) - told)
    )


def unread(texts: Iterable[str], settings: Iterable[str], example: str) -> Iterator[str]:
    """A setting that nothing reads is a false promise."""
    read = set(settings) | {name for text in texts for name in NAME.findall(text)}
    told = set(re.findall(r"^([A-Z0-9_]+)=", example, re.MULTILINE))
    return (f"{name} stands in deploy/env.example and nothing reads it" for name in sorted(told - read))


def unexplained(example: str) -> Iterator[str]:
    """Every setting has a line above it in words (one may speak for the few right below it)."""
    words = False
    for line in example.splitlines():
        if not line.strip():
            words = False
        elif line.startswith("#"):
            words = not line.startswith("# ---")
        elif not words:
            yield f"{line} has no words above it"


def names() -> list[str]:
    prefix = str(Settings.model_config["env_prefix"])
    return [str(field.validation_alias or f"{prefix}{name.upper()}") for name, field in Settings.model_fields.items()]


def texts() -> list[str]:
    files = [
        file for folder in READERS for file in (ROOT / folder).rglob("*") if file.suffix in {".py", ".sh", ".yml", ""}
    ]
    return [file.read_text() for file in files if file.is_file() and "node_modules" not in file.parts]


def in_use() -> set[str]:
    """Everything any part of the product reads by name."""
    return {name for text in texts() for name in NAME.findall(text) if not OWN_TO_TESTS.match(name)}


EXAMPLE = (ROOT / "deploy" / "env.example").read_text()


def test_every_setting_is_documented() -> None:
    verdict.none(undocumented([*names(), *in_use()], EXAMPLE))


def test_every_documented_setting_is_read() -> None:
    verdict.none(unread(texts(), names(), EXAMPLE))


def test_every_documented_setting_has_words() -> None:
    verdict.none(unexplained(EXAMPLE))


def test_a_missing_an_unread_and_an_unexplained_setting_are_found() -> None:
    example = "# The address.\nKUMINA_BASE_URL=\n\nKUMINA_OLD=1\n"
    assert list(undocumented(["KUMINA_BASE_URL", "KUMINA_NEW"], example))
    assert list(unread(["os.environ['KUMINA_BASE_URL']"], [], example)) == [
        "KUMINA_OLD stands in deploy/env.example and nothing reads it"
    ]
    assert list(unexplained(example)) == ["KUMINA_OLD=1 has no words above it"]
