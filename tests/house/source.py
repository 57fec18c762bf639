"""The house as text: its Python files parsed once, for laws about how it is written."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """One file: `app.goals.rules` and its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def slice(self) -> str:
        """`goals` of app.goals.rules; empty for app.factory."""
        return self.parts[1] if self.parts[0] == "app" and len(self.parts) > 2 else ""

    @property
    def kind(self) -> str:
        """`rules` of app.goals.rules, also when rules is a folder."""
        return self.parts[2] if self.slice else ""

    def functions(self) -> Iterator[ast.FunctionDef]:
        """The functions at the top of the file."""
        return (node for node in self.tree.body if isinstance(node, ast.FunctionDef))


def parsed(text: str, name: str = "app.planted.rules") -> Module:
    """A module that is only text: for planting."""
    return Module(name, Path(f"{name.replace('.', '/')}.py"), ast.parse(text))


@cache
def modules(*packages: str, root: Path = ROOT) -> tuple[Module, ...]:
    """Every module of these packages, `app` and `tenants` unless told."""
    files = (file for package in packages or ("app", "tenants") for file in sorted((root / package).rglob("*.py")))
    return tuple(Module(_name(file, root), file, ast.parse(file.read_text())) for file in files)


def slices(root: Path = ROOT) -> tuple[str, ...]:
    """The slices: packages of the house that have rules."""
    found = ((root / "app").glob(f"*/{rules}") for rules in ("rules.py", "rules/__init__.py"))
    return tuple(sorted({file.relative_to(root / "app").parts[0] for files in found for file in files}))


def _name(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
