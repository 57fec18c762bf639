"""What is checked, in the order of how soon one wants to know."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Surroundings = Mapping[str, str]
NOT_ASKED = "ban-drop-constraint"  # a better one takes its place, and the house is its tables' only client


@dataclass(frozen=True)
class Step:
    """One check: its name, what it is for, and how it is done."""

    name: str
    says: str
    run: Callable[[Surroundings], bool]
    browser: bool = False


def all_steps(root: Path, words: Sequence[str], *, bench: bool) -> list[Step]:
    python = (sys.executable, "-m")
    chosen = [
        Step("style", "ruff: no slips, no dead code", _commands(root, (*python, "ruff", "check", "."))),
        Step("format", "ruff: one way of writing", _commands(root, (*python, "ruff", "format", "--check", "."))),
        Step(
            "types",
            "mypy, strict",
            _commands(
                root,
                (*python, "mypy"),
                *(("env", f"MYPYPATH={part}", *python, "mypy", part) for part in ("deploy/bootstrap", "deploy/check")),
            ),
        ),
        Step("contracts", "import-linter: the floors, going down only", _commands(root, (_tool("lint-imports"),))),
        Step(
            "templates",
            "djlint: sound and evenly written templates",
            _commands(
                root,
                (*python, "djlint", "app", "--lint", "--quiet"),
                (*python, "djlint", "app", "--check", "--quiet"),
            ),
        ),
        Step("migrations", "squawk: no migration that locks or breaks a live database", _migrations(root)),
        Step(
            "texts",
            "every text in every language, and the catalogues compile",
            _commands(
                root,
                (*python, "app.cli", "translations", "check"),
                (*python, "babel.messages.frontend", "compile", "-d", "translations"),
            ),
        ),
        Step("pytest", "laws of the house, tests, browser journeys", _pytest(root, words), browser=True),
    ]
    measures = (*python, "pytest", "tests/bench", "-n", "0", "-s", "-q")
    return [*chosen, Step("bench", "measurements", _commands(root, measures))] if bench else chosen


def _commands(root: Path, *commands: Sequence[str]) -> Callable[[Surroundings], bool]:
    """All of them, also after one failed."""

    def run(surroundings: Surroundings) -> bool:
        answers = [_run(root, command, surroundings) for command in commands]
        return all(answers)

    return run


def _run(root: Path, command: Sequence[str], surroundings: Surroundings, given: str | None = None) -> bool:
    sys.stdout.flush()
    done = subprocess.run(command, cwd=root, env=dict(surroundings), check=False, text=True, input=given)
    return done.returncode == 0


def _tool(name: str) -> str:
    """A program that came along with a part, beside the Python that runs this."""
    return str(Path(sys.executable).parent / name)


def _pytest(root: Path, words: Sequence[str]) -> Callable[[Surroundings], bool]:
    workers = os.environ.get("PYTEST_XDIST_WORKERS") or "2"
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadfile", *words]
    return _commands(
        root, command if any("tests/bench" in word for word in words) else [*command, "--ignore=tests/bench"]
    )


def _migrations(root: Path) -> Callable[[Surroundings], bool]:
    def run(surroundings: Surroundings) -> bool:
        command = (sys.executable, "-m", "app.cli", "db", "sql")
        made = subprocess.run(command, cwd=root, env=dict(surroundings), check=False, text=True, stdout=subprocess.PIPE)
        options = ("--pg-version=18.0", "--assume-in-transaction", f"--exclude={NOT_ASKED}")
        linter = (_tool("squawk"), *options, "--stdin-filepath=migrations.sql")
        return made.returncode == 0 and _run(root, linter, surroundings, _for_review(root, made.stdout))

    return run


def _for_review(root: Path, sql: str) -> str:
    """Each migration is one transaction already; what others wrote (migrations/sql, Alembic's table) is as it is."""
    for theirs in (root / "migrations" / "sql").glob("*.sql"):
        sql = sql.replace(theirs.read_text().strip().replace("\t", "    "), "")  # as Alembic prints it
    lines = [line for line in sql.splitlines() if line not in {"BEGIN;", "COMMIT;"}]
    version = "    version_num VARCHAR(32)"
    return "\n".join(lines).replace(version, f"    -- squawk-ignore prefer-text-field\n{version}")
