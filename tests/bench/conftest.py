"""Measurements run only when they are asked for by name: `pytest tests/bench -n 0 -s`."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave them out of a run over everything."""
    asked = any("bench" in str(argument) for argument in config.invocation_params.args)
    return None if asked or collection_path.name == "conftest.py" else True
