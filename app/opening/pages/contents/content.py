"""What stands on a step's page, and what is known when it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.opening.queries import Mark
from app.opening.rules.readiness import Facts
from app.web.components import Link, Printable, SummaryRow, Table
from tenants.registry import Municipality


@dataclass(frozen=True, slots=True)
class Item:
    """Something that people confirm."""

    code: str
    words: Printable
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a step's page."""

    rows: tuple[SummaryRow, ...] = ()
    table: Table | None = None
    says: tuple[Printable, ...] = ()
    ways: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and what is known already."""

    here: Municipality
    day: date
    facts: Facts
    confirmed: Mapping[str, Mark]
