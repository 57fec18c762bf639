"""Every slice's tables, loaded once, so that migrations and the drift check see the whole house."""

from importlib import import_module
from pathlib import Path


def load() -> None:
    """Import each package's models; the tables of the ground come along."""
    import_module("tenants.registry")
    import_module("tenants.models")
    for file in sorted(Path(__file__).parent.glob("*/models.py")):
        import_module(f"app.{file.parent.name}.models")
