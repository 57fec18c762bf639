"""Every slice's tables, loaded once, so that migrations and the drift check see the whole house."""

from importlib import import_module
from pathlib import Path


def load() -> None:
    """Import each package's models; the tables of the ground come along."""
    import_module("tenants.registry")
    import_module("tenants.models")
    house = Path(__file__).parent
    for room in sorted({file.relative_to(house).parts[0] for file in house.glob("*/models*")}):
        import_module(f"app.{room}.models")
