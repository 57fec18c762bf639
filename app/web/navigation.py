"""What stands around every page: whose page it is, in which language, and where one may go from here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from app.web.components import Crumb, Flash
from app.web.look import MunicipalityLook

LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
"""The languages of the service, each named in itself."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the navigation; `where` tells whether we are on it, under it, or elsewhere."""

    text: str
    href: str
    where: Literal["page", "true"] | None = None


@dataclass(frozen=True, slots=True)
class Addresses:
    """The fixed pages of the service, in the same place on every page (WCAG 2.2, 3.2.6)."""

    start: str = "/"
    sign_in: str = "/sign-in"
    sign_out: str = "/sign-out"
    own_page: str = "/me"
    municipalities: str = "/me/municipalities"
    work: str = "/work"
    language: str = "/language"
    help: str = "/help"
    model: str = "/model"
    feedback: str = "/feedback"
    accessibility: str = "/accessibility"
    privacy: str = "/privacy"


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the layout needs, so that no page has to know it and no template finds anything undefined."""

    language: str
    here: str = "/"
    """The address of this page with its query: where the language switch returns to."""
    municipality: MunicipalityLook | None = None
    practice: bool = False
    person_name: str | None = None
    memberships_count: int = 0
    navigation: tuple[NavItem, ...] = ()
    flashes: tuple[Flash, ...] = ()
    csrf_token: str | None = None
    """Needed by the forms of the layout; without it neither language switch nor sign-out is offered."""
    addresses: Addresses = Addresses()

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """Code and own name of each language."""
        return tuple(LANGUAGES.items())

    @property
    def home(self) -> str:
        """Where the name at the top leads: the municipality's own start, or the service's."""
        return self.municipality.home if self.municipality else self.addresses.start

    @property
    def site(self) -> str:
        """How a title ends: the municipality, when there is one, and the service."""
        return f"{self.municipality.name} – Kumina" if self.municipality else "Kumina"

    def trail(self, crumbs: Iterable[Crumb]) -> tuple[Crumb, ...]:
        """The way here, beginning from the start page."""
        return (Crumb(self.municipality.name if self.municipality else "Kumina", self.home), *crumbs)


def bare(language: str) -> Shell:
    """A shell that asks nothing of anybody: for pages shown when the database or the session is away."""
    return Shell(language=language)


def placed(items: Iterable[NavItem], path: str) -> tuple[NavItem, ...]:
    """The navigation with the one item marked that is this page, or the nearest above it."""
    known = tuple(items)
    above = max((item.href for item in known if _is_under(path, item.href)), key=len, default=None)
    return tuple(replace(item, where=_where(item.href, path) if item.href == above else None) for item in known)


def _is_under(path: str, href: str) -> bool:
    return path == href or path.startswith(href.rstrip("/") + "/")


def _where(href: str, path: str) -> Literal["page", "true"]:
    return "page" if href == path else "true"
