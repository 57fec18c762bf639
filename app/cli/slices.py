"""`kumina slice`: a new slice begins with the same files, names and borders as every other."""

import keyword
import re
from pathlib import Path

import click
from flask.cli import AppGroup

from app.cli import installation

commands = AppGroup("slice", help="For who builds the house: begin a new slice.")
NAMELESS = frozenset({"utils", "helpers", "common", "misc", "services", "managers"})

CHARTER = '''"""{title}: what it owns, in one sentence.

Owns: (tables) of {name}. Words: (Finnish word)/(word in the code).
Neighbours: reads (slices below); is asked by (slices above).
Keeps: (K-rules of the model, and the law where there is one).
"""
'''
FILES = {
    "rules": "Facts, states, decisions and sums of {name}: plain Python, no Flask, no SQL, no clock, no municipality.",
    "permissions": "What one may be allowed to do with {name}, by name and label.",
    "models": "The tables of {name} and their constraints.",
    "queries": "Reads {name}: every question returns frozen facts, and writes nothing.",
    "actions": "What can be done with {name}: keyword-only, one transaction, rows and record and outbox together.",
    "forms": "What one may type about {name}.",
    "pages": "What a page about {name} says.",
    "views": "The doors of {name}: read, check, ask, answer.",
    "jobs": "What the clock and the queue do with {name}.",
    "api": "The doors of {name} for programs.",
}
PAGED = frozenset({"forms", "pages", "views"})
TEST = '''"""The rules of {name}."""

from app.{name} import rules


def test_the_rules_of_{name}_explain_themselves() -> None:
    assert rules.__doc__
'''
TEMPLATE = """{{% extends "page.html" %}}
{{# What this page is for, and for whom. #}}
"""


@commands.command("new", with_appcontext=False)
@click.argument("name")
@click.option(
    "--files",
    default="rules,permissions,models,queries,actions,forms,pages,views",
    show_default=True,
    help=f"Which of: {', '.join(FILES)}.",
)
def new(name: str, files: str) -> None:
    """Write the files of the slice NAME (a plural noun, like `placements`) and its first test."""
    chosen = [file.strip() for file in files.split(",") if file.strip()]
    _refuse_bad_names(name, chosen)
    written = _write(installation.ROOT, name, ["rules", *(file for file in chosen if file != "rules")])
    for path in written:
        click.echo(f"  {path.relative_to(installation.ROOT)}")
    click.echo(_what_is_left(name, chosen))


def _refuse_bad_names(name: str, chosen: list[str]) -> None:
    if not re.fullmatch(r"[a-z][a-z_]*", name) or keyword.iskeyword(name):
        raise click.UsageError(f"{name!r} is no name for a slice: a plural noun in small letters, like placements.")
    if name in NAMELESS:
        raise click.UsageError(f"A room named {name} is named after nothing. Name it after what it owns.")
    if (installation.ROOT / "app" / name).exists():
        raise click.UsageError(f"app/{name} is there already.")
    if unknown := set(chosen) - set(FILES):
        raise click.UsageError(f"A slice has no file {', '.join(sorted(unknown))}; it has {', '.join(FILES)}.")


def _write(root: Path, name: str, chosen: list[str]) -> list[Path]:
    folder, title = root / "app" / name, name.replace("_", " ").capitalize()
    texts = {folder / "__init__.py": CHARTER.format(name=name, title=title)}
    texts |= {folder / f"{file}.py": f'"""{FILES[file].format(name=name)}"""\n' for file in chosen}
    if PAGED & set(chosen):
        texts[folder / "templates" / name / "index.html"] = TEMPLATE.format()
    texts[root / "tests" / name / "test_rules.py"] = TEST.format(name=name)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return list(texts)


def _what_is_left(name: str, chosen: list[str]) -> str:
    steps = [
        f"Write its charter in app/{name}/__init__.py, before anything else.",
        "Put it on its floor in the import contracts (design: the floors), between what it reads and what reads it.",
    ]
    if {"views", "permissions", "jobs"} & set(chosen):
        steps.append("Hand its blueprint, permissions and jobs in at the roof: app/factory.py.")
    if "models" in chosen:
        steps.append(f'Make its tables: kumina db revision "{name}"; give each its policy in the same migration.')
    steps.append("Add it to the map in README.md, and its words to the glossary.")
    return "Still to do:\n" + "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1))
