"""What each role's home page says, and in which order: what needs you now comes first."""

from typing import Any

from app.intake import queries as intake
from app.opening import queries as opening
from app.web import namesakes
from app.web.components import Link
from app.web.visitor import Visitor
from tenants import registry
from tenants.registry import Municipality


def homes(who: Visitor, language: str) -> tuple[Link, ...]:
    """The municipalities the person belongs to, each as the way to its home page."""
    names = {b.slug: b.municipality_name_sv if language == "sv" else b.municipality_name_fi for b in who.belongings}
    return tuple(Link(name, f"/{slug}/") for slug, name in names.items())


def open_municipalities(language: str) -> tuple[Link, ...]:
    """The municipalities that have opened, for whoever looks for their own; two of one name are told apart by path."""
    found = [one for one in registry.municipalities() if one.state == "open"]
    shared = namesakes.several(one.name(language) for one in found)
    return tuple(
        Link(
            f"{one.name(language)} /{one.slug}" if one.name(language) in shared else one.name(language),
            f"/{one.slug}/",
        )
        for one in found
    )


def start_page(where: Municipality, language: str) -> dict[str, Any]:
    """What a stranger reads: the municipality's own words, and whether one may get in touch here (K1)."""
    preparing = where.state == "preparing"
    return {
        "name": where.name(language),
        "own": opening.own_text(language, first=where.first_language),
        "preparing": preparing,
        "may_contact": not preparing and intake.public_page_is_on(),
    }
