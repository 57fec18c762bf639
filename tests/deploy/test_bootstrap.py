"""What ./deploy/up and ./deploy/test say when something is missing: what it is, and what to do."""

import errno
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.deploy.conftest import ROOT

MODULES = ("words", "place", "parts", "assets", "claims")
BARE = ("bash", "env", "dirname", "cat")


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """Its modules, as they stand before anything is installed: on the path by themselves."""
    monkeypatch.syspath_prepend(str(ROOT / "deploy" / "bootstrap"))
    yield SimpleNamespace(**{name: importlib.import_module(name) for name in MODULES})
    for name in MODULES:
        del sys.modules[name]


def _path_with(folder: Path, *programs: str) -> str:
    """A PATH with these programs and no others."""
    folder.mkdir()
    for program in programs:
        found = shutil.which(program)
        assert found, program
        (folder / program).symlink_to(found)
    return str(folder)


def _run(clone: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings: Mapping[str, str] = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"} | environment
    return subprocess.run(
        [clone / "deploy" / words[0], *words[1:]],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_without_python_it_says_how_to_get_it(clone: Path, tmp_path: Path) -> None:
    answer = _run(clone, "up", PATH=_path_with(tmp_path / "bin", *BARE))
    assert answer.returncode == 1
    assert "Python 3.11 or newer" in answer.stderr
    assert "apt install" in answer.stderr


def test_a_python_too_old_counts_as_none(clone: Path, tmp_path: Path) -> None:
    path = Path(_path_with(tmp_path / "bin", *BARE))
    (path / "python3").write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; esac\n')
    (path / "python3").chmod(0o755)
    assert "Python 3.11 or newer" in _run(clone, "up", PATH=str(path)).stderr


def test_a_port_that_is_taken_is_named(clone: Path, environment: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = _run(clone, "up", "--port", str(port), KUMINA_VENV=str(environment))
    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
    assert "--port" in answer.stderr


@pytest.mark.parametrize("words", [["--port", "many"], ["--port", "70000"], ["--prot", "8000"], ["start"]])
def test_words_it_does_not_know_are_answered_with_its_use(clone: Path, words: list[str]) -> None:
    answer = _run(clone, "up", *words)
    assert answer.returncode == 1
    assert "Usage: ./deploy/up" in answer.stderr


def test_a_folder_of_somebody_else_is_left_alone(clone: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "var"
    theirs.mkdir()
    if os.geteuid() == 0:
        os.chown(theirs, 65534, 65534)
    answer = _run(clone, "up", KUMINA_VAR=str(theirs if os.geteuid() == 0 else "/usr"))
    assert answer.returncode == 1
    assert "belongs to" in answer.stderr


def test_a_path_no_shell_could_carry_is_refused(open_folder: Path, clone: Path) -> None:
    troublesome = open_folder / 'the "clone"'
    clone.rename(troublesome)
    assert "Move the folder" in _run(troublesome, "up").stderr


def test_no_network_on_the_first_run(clone: Path, tmp_path: Path) -> None:
    answer = _run(
        clone,
        "up",
        KUMINA_VENV=str(tmp_path / "venv"),
        PIP_CONFIG_FILE="/dev/null",
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="1",
        KUMINA_PORT="0" + str(_free_port()),
    )
    assert answer.returncode == 1
    assert "package index could not be reached" in answer.stderr
    assert "PIP_INDEX_URL" in answer.stderr


def test_no_room_on_the_disk(bootstrap: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap.place, "VAR", tmp_path / "var")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000_000))
    with pytest.raises(bootstrap.words.Refusal, match=r"1\.0 GB left, and 2\.0 GB are needed"):
        bootstrap.place.check()
    assert "disk is full" in bootstrap.words.of(OSError(errno.ENOSPC, "No space left", "/var/x"))
    assert "may not be written" in bootstrap.words.of(OSError(errno.EROFS, "Read-only", "/var/x"))


def test_a_python_without_venv(bootstrap: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap.parts, "PYTHON", tmp_path / "nowhere" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(bootstrap.words.Refusal, match="without its venv module"):
        bootstrap.parts._environment()


def test_a_part_that_is_not_the_locked_one_is_named_as_such(bootstrap: SimpleNamespace, tmp_path: Path) -> None:
    log = tmp_path / "pip.log"
    log.write_text("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.")
    assert "not the one that is locked" in bootstrap.parts._why(log)


def test_nothing_of_gov_uk_alone_reaches_our_pages(bootstrap: SimpleNamespace) -> None:
    theirs = (
        "/*! Copyright (c) 2011 by Margaret Calvert */@font-face{font-family:GDS Transport;src:url(/assets/a.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif;color:red}"
        ".f:before{background-image:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=x.css.map */\n"
    )
    assert bootstrap.assets.own_style(theirs).strip() == (
        ".a{font-family:var(--kumina-typeface,system-ui,sans-serif);color:red}"
    )
    with pytest.raises(bootstrap.words.Refusal, match="not as expected"):
        bootstrap.assets.own_style(".new{background:url(/assets/images/other.svg)}")


def test_the_style_sheet_that_is_served_is_freed(environment: Path) -> None:
    served = ROOT / "app" / "web" / "static" / "vendor"
    css = (served / "govuk-frontend.min.css").read_text()
    assert "GDS Transport" not in css
    assert "url(" not in css
    assert "sourceMappingURL" not in css + (served / "govuk-frontend.min.js").read_text()


def test_every_step_of_the_check_runs_and_one_failure_fails_all(clone: Path, environment: Path) -> None:
    (clone / "app" / "slip.py").write_text('"""A planted slip."""\n\nimport os\n')
    answer = _run(clone, "test", "--only", "style,format", KUMINA_VENV=str(environment))
    assert answer.returncode == 1
    rows = [line.split()[0] for line in answer.stdout.splitlines() if line.startswith(("style ", "format "))]
    assert rows == ["style", "format"]
    assert "of 2 failed" in answer.stdout


def test_an_unknown_step_is_answered_with_those_there_are(clone: Path, environment: Path) -> None:
    answer = _run(clone, "test", "--only", "stile", KUMINA_VENV=str(environment))
    assert answer.returncode == 2
    assert "no step stile" in answer.stderr
    assert "style" in answer.stderr


def test_a_missing_browser_is_asked_for_and_not_skipped(clone: Path, environment: Path, tmp_path: Path) -> None:
    path = _path_with(tmp_path / "bin", *BARE)
    surroundings = {"PATH": path, "KUMINA_PYTHON": sys.executable, "KUMINA_VENV": str(environment)}
    answer = _run(clone, "test", "--only", "pytest", **surroundings)
    assert answer.returncode == 1
    assert "Chromium is missing" in answer.stderr
    assert "apt install chromium" in answer.stderr


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
