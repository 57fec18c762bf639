"""Ways on from the page of a thing to what other slices know of it, handed in from the roof.

A client's page belongs to intake and leads to the ladder, the placement and the days, of which intake knows nothing;
each slice names its own way in its pages.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from flask import Flask, current_app, url_for

from app.web.components import Link, Printable

EXTENSION = "kumina_ways"
Holds = Callable[[tuple[str, ...], str], bool]


@dataclass(frozen=True, slots=True)
class Way:
    """From the page of a client or an association on to `endpoint`, which takes the id as `client_id` or so."""

    of: Literal["client", "association"]
    label: Printable
    endpoint: str
    permission: str
    order: int


def register(app: Flask, ways: Iterable[Way], *, holds: Holds) -> None:
    """Keep the ways; `holds` tells whether roles carry a permission."""
    app.extensions[EXTENSION] = (tuple(sorted(ways, key=lambda way: way.order)), holds)


def on_from(of: Literal["client", "association"], thing_id: UUID, *, roles: tuple[str, ...]) -> tuple[Link, ...]:
    """Where these roles may go on to from this one."""
    ways: tuple[Way, ...]
    ways, holds = current_app.extensions[EXTENSION]
    values: dict[str, Any] = {f"{of}_id": thing_id}
    return tuple(
        Link(way.label, url_for(way.endpoint, **values))
        for way in ways
        if way.of == of and holds(roles, way.permission)
    )
