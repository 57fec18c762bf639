"""Imports go down only: the contracts of pyproject.toml are kept, and each of them bites."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.source import ROOT

FLOORS = "The house has floors: imports only go down"
GROUND = "The ground does not know the house built on it"
FLASK = "The ground knows Flask in one file only"
ALIKE = "Every slice is built the same way"
ACCOUNTS = "Accounts is built like a slice, with the doors of sign-in besides"
RULES = "Rules are plain Python"
PAGES = "Pages of HTTP know no SQL"
BELOW = "Below the door nobody knows HTTP"
ASK = "Forms and pages ask, they never act"
TABLES = "Tables are read by queries and written by actions"
OWN = "Views, forms and pages are a slice's own"
RECORD = "The record is for inquiry, never for business facts"

PLANTS = (
    (FLOORS, "a slice calls upwards", "app/worktasks/actions.py", "from app.attendance import queries"),
    (FLOORS, "neighbours know each other", "app/goals/queries.py", "from app.worktasks import rules"),
    (FLOORS, "the shell knows a slice", "app/web/shell.py", "from app.accounts import rules"),
    (FLOORS, "a slice knows the roof", "app/attendance/jobs.py", "from app import factory"),
    (FLOORS, "the record reaches up", "app/record/planted.py", "from app.web import clock"),
    (FLOORS, "a package nobody placed", "app/planted/__init__.py", ""),
    (GROUND, "the ground imports the house", "tenants/registry.py", "from app.values import money"),
    (FLASK, "the session knows the request", "tenants/database.py", "from flask import g"),
    (ALIKE, "a file of an unknown kind", "app/goals/utils.py", ""),
    (ALIKE, "rules read tables' queries", "app/goals/rules.py", "from app.goals import queries"),
    (ALIKE, "pages tangled with forms", "app/goals/pages.py", "from app.goals import forms"),
    (ALIKE, "queries that act", "app/worktasks/queries.py", "from app.worktasks import actions"),
    (ACCOUNTS, "sign-in's forms act", "app/accounts/factors.py", "from app.accounts import forms"),
    (RULES, "SQL in rules", "app/goals/rules.py", "import sqlalchemy"),
    (RULES, "SQL in rules by way of values", "app/values/money.py", "import sqlalchemy"),
    (RULES, "the municipality in values", "app/values/period.py", "from tenants import context"),
    (RULES, "Flask in rules", "app/attendance/rules.py", "from flask import g"),
    (PAGES, "a view that selects", "app/worktasks/views.py", "from sqlalchemy import select"),
    (PAGES, "a view with the session", "app/worktasks/views.py", "from tenants import database"),
    (PAGES, "a view that knows tables", "app/worktasks/views.py", "from app.worktasks import models"),
    (PAGES, "a desk that knows tables", "app/desks/views.py", "from app.intake import models"),
    (BELOW, "Flask in actions", "app/worktasks/actions.py", "from flask import flash"),
    (BELOW, "queries ask who is on the line", "app/worktasks/queries.py", "from app.web import visitor"),
    (BELOW, "a job that knows HTTP", "app/reimbursement/jobs.py", "from werkzeug.exceptions import NotFound"),
    (BELOW, "an action that looks at the clock", "app/worktasks/actions.py", "from app.web.clock import now"),
    (ASK, "a form that acts", "app/worktasks/forms.py", "from app.worktasks import actions"),
    (ASK, "a page that acts", "app/worktasks/pages.py", "from app.worktasks import actions"),
    (TABLES, "rules that know tables", "app/worktasks/rules.py", "from app.worktasks import models"),
    (TABLES, "a desk's pages know tables", "app/desks/pages.py", "from app.accounts import models"),
    (OWN, "queries that know pages", "app/placements/queries.py", "from app.worktasks import pages"),
    (OWN, "the command line knows views", "app/cli/planted.py", "from app.worktasks import views"),
    (RECORD, "a feature reads the record", "app/placements/queries.py", "from app.record import queries"),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house as it stands, somewhere one may plant faults in it."""
    place = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", place)
    for package in ("app", "tenants"):
        shutil.copytree(ROOT / package, place / package, ignore=lambda _, names: [n for n in names if n == "static"])
    return place


def lint(place: Path) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).parent / "lint-imports")
    surroundings = os.environ | {"PYTHONPATH": str(place), "NO_COLOR": "1", "COLUMNS": "400"}
    return subprocess.run(
        (program, "--no-cache"), cwd=place, env=surroundings, capture_output=True, text=True, check=False
    )


def test_the_house_keeps_its_contracts() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"), [pytest.param(plant[0], *plant[2:], id=plant[1]) for plant in PLANTS]
)
def test_each_contract_bites(copy: Path, contract: str, file: str, line: str) -> None:
    before = (copy / file).read_text() if (copy / file).exists() else None
    (copy / file).parent.mkdir(exist_ok=True)
    (copy / file).write_text(f"{before or ''}\n{line}\n")
    try:
        answer = lint(copy)
    finally:
        (copy / file).write_text(before) if before is not None else (copy / file).unlink()
    broken = answer.stdout.partition("Broken contracts")[2].partition(f"\n{contract}\n")[2]
    broken = broken.partition("\n\n\n")[0]
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert answer.returncode == 1
    assert module in broken, answer.stdout


def test_every_contract_has_a_planted_violation() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == {plant[0] for plant in PLANTS}
