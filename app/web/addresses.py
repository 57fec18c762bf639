"""Addresses of one page for many things, as a long list needs them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import url_for

_STAND_IN = UUID(int=0)


def of(endpoint: str, parameter: str) -> Callable[[UUID], str]:
    """A page's address for any one thing: worked out once, then filled in for each row."""
    values: dict[str, Any] = {parameter: _STAND_IN}
    before, after = url_for(endpoint, **values).split(str(_STAND_IN))
    return lambda thing: f"{before}{thing}{after}"
