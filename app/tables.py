"""Every slice's tables, loaded once, so that migrations and the drift check see the whole house."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def load() -> None:
    """Import each package's models; the registry of the ground comes along."""
    import_module("tenants.registry")
    house = Path(__file__).parent
    for package in sorted(path.name for path in house.iterdir() if (path / "__init__.py").is_file()):
        if find_spec(f"app.{package}.models") is not None:
            import_module(f"app.{package}.models")
