"""Path → municipality: `/joensuu/…` enters Joensuu. The only file of the ground that knows Flask."""

import math
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, g, request

from tenants import context, database, registry
from tenants.registry import Municipality

FRESH_S = 2.0
"""How long a process may believe what the registry said; a suspension takes effect within this."""


@dataclass(slots=True)
class _Known:
    """The whole registry as it was read last: one question for all municipalities, however many are visited."""

    read_at: float = -math.inf
    by_slug: dict[str, Municipality] = field(default_factory=dict)


_known = _Known()
_reading = threading.Lock()
"""Held by the one thread that reads the registry anew; the others go on with what was known until it has."""


class Elsewhere(Exception):
    """The path names no municipality that is open to visitors; web answers as for any unknown page."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class Closed(Exception):
    """The municipality is suspended: its own page says so."""

    def __init__(self, municipality: Municipality) -> None:
        super().__init__(municipality.slug)
        self.municipality = municipality


def register(app: Flask) -> None:
    """Take `slug` out of each view's arguments and put its municipality on `g`."""

    @app.url_value_preprocessor
    def find_municipality(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.municipality = None
        if values and "slug" in values:
            g.municipality = _admitted(values.pop("slug"))

    @app.url_defaults
    def keep_municipality(endpoint: str, values: dict[str, Any]) -> None:
        if "slug" in values or g.get("municipality") is None:
            return
        if app.url_map.is_endpoint_expecting(endpoint, "slug"):
            values["slug"] = g.municipality.slug


def here() -> Municipality:
    """The municipality of this request; raises NoMunicipality on a global page."""
    found: Municipality | None = g.get("municipality") if request else None
    if found is None:
        raise context.NoMunicipality("this page belongs to no municipality")
    return found


def look_again() -> Municipality:
    """The municipality of this request as it is now: what was just changed shows on the page that says so."""
    g.municipality = _known.by_slug[here().slug] = registry.by_id(here().id)
    return here()


def forget() -> None:
    """Drop what was remembered of the registry."""
    global _known  # noqa: PLW0603 - one memory a process
    _known = _Known()


def _admitted(slug: str) -> Municipality:
    municipality = _lookup(slug)
    if municipality.state == "closed":
        raise Elsewhere(slug)
    if municipality.state == "suspended":
        raise Closed(municipality)
    return municipality


def _lookup(slug: str) -> Municipality:
    if time.monotonic() - _known.read_at >= FRESH_S:
        _read_once()
    known = _known.by_slug.get(slug)
    return known if known is not None else _just_opened(slug)


def _read_once() -> None:
    """A long registry is not read by every thread that finds it old, only the first time they all wait for it."""
    known_nothing = _known.read_at == -math.inf
    if not _reading.acquire(blocking=known_nothing):
        return
    try:
        if time.monotonic() - _known.read_at >= FRESH_S:
            _read()
    finally:
        _reading.release()


def _read() -> None:
    global _known  # noqa: PLW0603
    read_at = time.monotonic()
    with context.globally(), database.reading():
        _known = _Known(read_at, {one.slug: one for one in registry.municipalities()})


def _just_opened(slug: str) -> Municipality:
    """Not known when all were read: no municipality, or one that has opened since."""
    try:
        with context.globally(), database.reading():
            found = registry.by_slug(slug)
    except registry.UnknownMunicipality:
        raise Elsewhere(slug) from None
    _known.by_slug[slug] = found
    return found
