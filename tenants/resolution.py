"""Path → municipality: `/joensuu/…` enters Joensuu. The only file of the ground that knows Flask."""

import time
from typing import Any

from flask import Flask, g, request

from tenants import context, database, registry
from tenants.registry import Municipality

FRESH_S = 2.0
"""How long a process may believe what the registry said; a suspension takes effect within this."""

_known: dict[str, tuple[float, Municipality]] = {}


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


def forget() -> None:
    """Drop what was remembered of the registry."""
    _known.clear()


def _admitted(slug: str) -> Municipality:
    municipality = _lookup(slug)
    if municipality.state == "closed":
        raise Elsewhere(slug)
    if municipality.state == "suspended":
        raise Closed(municipality)
    return municipality


def _lookup(slug: str) -> Municipality:
    at, known = _known.get(slug, (0.0, None))
    if known is not None and time.monotonic() - at < FRESH_S:
        return known
    try:
        with context.globally(), database.reading():
            found = registry.by_slug(slug)
    except registry.UnknownMunicipality:
        raise Elsewhere(slug) from None
    _known[slug] = (time.monotonic(), found)
    return found
