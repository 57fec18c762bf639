"""Every room has a place in the contracts and a name of its own, and slices keep to their own doors."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.house import source, verdict
from tests.house.source import ROOT, Module, parsed

NAMELESS = frozenset(
    {"util", "utils", "helper", "helpers", "common", "misc", "service", "services", "manager", "managers"}
)
DOORS = frozenset({"views", "forms", "pages", "jobs", "api"})
ROOF = frozenset({"factory", "desks", "cli"})
CODE = ("app", "tenants", "migrations", "deploy", "tests")


def unplaced(packages: Iterable[str], floors: Iterable[str]) -> Iterator[str]:
    """A package in no layer, or a layer without its package."""
    placed = {name.strip(" ()") for floor in floors for name in floor.split("|")}
    there = set(packages)
    yield from (
        f"app/{name} stands on no floor: put it into the layers of pyproject.toml" for name in sorted(there - placed)
    )
    yield from (f"the floor {name} has no room: take it out of the layers" for name in sorted(placed - there))


def nameless(paths: Iterable[Path]) -> Iterator[str]:
    """A room named after nothing grows until nobody knows what is in it."""
    return (f"{path}: name it after what it owns" for path in paths if path.stem in NAMELESS)


def trespasses(modules: Iterable[Module]) -> Iterator[str]:
    """Views, forms, pages, jobs and api are asked for by their own slice or the roof; tables are written at home."""
    for module in modules:
        for target in imported(module):
            parts = target.split(".")
            if len(parts) < 3 or parts[0] != "app" or parts[1] in ("web", module.slice):
                continue
            if parts[2] in DOORS and (module.slice or module.parts[-1]) not in ROOF:
                yield f"{module.name} imports {target}: ask that slice's queries or actions instead"
            if parts[2] == "models" and module.kind in {"actions", "models"}:
                yield f"{module.name} imports {target}: only {parts[1]} writes its own tables"


def imported(module: Module) -> Iterator[str]:
    """Everything a module imports, `from app.goals import rules` as app.goals.rules."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    return found


def floors() -> list[str]:
    return next(contract["layers"] for contract in contracts() if contract["containers"] == ["app"])


def rooms() -> list[str]:
    there = (path for path in (ROOT / "app").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())
    return sorted(path.stem for path in there if path.stem != "__init__")


def test_every_room_stands_on_a_floor_and_every_floor_has_a_room() -> None:
    verdict.none(unplaced(rooms(), floors()))


def test_an_unplaced_room_and_an_empty_floor_are_found() -> None:
    assert len(list(unplaced(["web", "planted"], ["web", "(gone) | web"]))) == 2


def test_every_slice_stands_under_a_contract_of_slices() -> None:
    built = {name for contract in contracts() for name in contract.get("containers", ()) if name != "app"}
    assert built == {f"app.{name}" for name in source.slices()}


def test_every_door_is_known_to_the_contracts() -> None:
    listed = {
        name
        for contract in contracts()
        for name in (*contract.get("source_modules", ()), *contract.get("protected_modules", ()))
    }
    doors = {f"app.{name}.{door}" for name in source.slices() for door in ("views", "forms", "pages")}
    there = {module.name for module in source.modules("app")}
    assert (doors & there) - listed == set(), (
        "name them in the contract that keeps views, forms and pages a slice's own"
    )


def test_no_room_is_named_after_nothing() -> None:
    paths = [path.relative_to(ROOT) for folder in CODE for path in (ROOT / folder).rglob("*")]
    verdict.none(nameless(path for path in paths if "node_modules" not in path.parts))


def test_a_room_named_after_nothing_is_found() -> None:
    assert list(nameless([Path("app/goals/utils.py"), Path("app/common"), Path("app/goals/rules.py")])) == [
        "app/goals/utils.py: name it after what it owns",
        "app/common: name it after what it owns",
    ]


def test_slices_keep_to_their_own_doors() -> None:
    verdict.none(trespasses(source.modules()))


def test_trespassing_is_found() -> None:
    planted = (
        parsed("from app.worktasks import views", "app.placements.pages"),
        parsed("from app.worktasks.models import Task", "app.placements.actions"),
        parsed("import app.worktasks.models", "app.placements.models"),
        parsed("from app.worktasks import jobs", "app.placements.actions"),
    )
    assert all(list(trespasses([module])) for module in planted)
    allowed = (
        parsed("from app.worktasks import models", "app.placements.queries"),
        parsed("from app.placements import forms, models", "app.placements.actions"),
        parsed("from app.worktasks import pages", "app.desks.pages"),
        parsed("from app.web import forms", "app.placements.forms"),
    )
    verdict.none(trespasses(allowed))
