"""What is installed is what was locked, and settings, code and their explanation agree."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.cli.database import Addresses
from app.config import Settings
from tests.deploy.conftest import ROOT

DEPLOY = ROOT / "deploy"
PYTHON_LOCKS = ("requirements.txt", "requirements-check.txt", "requirements-build.txt")
MADE_FROM_CODE = re.compile(r"\b(KUMINA_[A-Z_]+|DATABASE_(?:[A-Z]+_)?URL)\b")


def _pinned(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (DEPLOY / lock).read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "assets/package-lock.json"])
def test_no_lock_names_a_host_or_a_path(lock: str) -> None:
    assert not re.search(
        r'://|file:|--(extra-)?index-url|--find-links|"resolved"|/(home|root|opt|work)/', (DEPLOY / lock).read_text()
    )


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_part_is_pinned_by_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (DEPLOY / lock).read_text())
    parts = [entry for entry in entries if not entry.startswith("--")]
    assert parts
    assert [entry for entry in parts if "--hash=sha256:" not in entry] == []


def test_what_it_takes_to_check_contains_what_it_takes_to_run() -> None:
    assert _pinned("requirements.txt").items() <= _pinned("requirements-check.txt").items()


def test_everything_the_project_names_is_locked_at_a_version_it_accepts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for lock, named in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-check.txt", project["dependencies"] + project["optional-dependencies"]["check"]),
    ):
        pinned = _pinned(lock)
        for text in named:
            wanted = Requirement(text)
            assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), text


def test_the_parts_of_the_pages_carry_their_fingerprints() -> None:
    packages = json.loads((DEPLOY / "assets" / "package-lock.json").read_text())["packages"]
    wanted = json.loads((DEPLOY / "assets" / "package.json").read_text())["dependencies"]
    assert packages[""]["dependencies"] == wanted
    assert all(part["integrity"].startswith("sha512-") for name, part in packages.items() if name)


def test_every_setting_is_explained_and_every_explained_setting_exists() -> None:
    explained = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    known = {
        str(field.validation_alias or f"KUMINA_{name}").upper()
        for settings in (Settings, Addresses)
        for name, field in settings.model_fields.items()
    }
    assert known - explained == set()
    sources = [*DEPLOY.rglob("*.py"), DEPLOY / "bootstrap" / "start", *(ROOT / "app").rglob("*.py")]
    used = {name for source in sources for name in MADE_FROM_CODE.findall(source.read_text())}
    assert explained - known - used == set()
