"""The shell of this request: built from what the session already said, asking the database nothing."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal, cast

from flask import Flask, Response, current_app, g, get_flashed_messages, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.web import locale, navigation
from app.web.components import Flash, Printable
from app.web.look import MunicipalityLook
from app.web.navigation import Addresses, NavItem, Shell
from app.web.visitor import Visitor, visitor
from tenants.database import NoTransaction
from tenants.registry import Municipality

TONES: Final[dict[str, Literal["success", "info", "problem"]]] = {"success": "success", "problem": "problem"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A slice's place in the navigation, for whoever holds the permission; `order` sorts across slices.

    `when` hides it while the municipality has no use for it; on a page without a transaction it stays hidden.
    """

    label: Printable
    endpoint: str
    permission: str
    order: int
    when: Callable[[], bool] | None = None


Holds = Callable[[tuple[str, ...], str], bool]
CAME_FROM: Final = "came_from"
"""Where the session keeps the path of the municipality one was in last."""


def register(app: Flask, entries: Iterable[Entry], *, holds: Holds) -> None:
    """Keep the navigation and hand the shell to every template; `holds` tells whether roles carry a permission."""
    app.extensions["kumina_navigation"] = tuple(sorted(entries, key=lambda entry: entry.order))
    app.extensions["kumina_holds"] = holds
    app.context_processor(lambda: {"shell": current()})
    app.after_request(_remember_where)


def current() -> Shell:
    """What stands around the page of this request."""
    where: Municipality | None = g.get("municipality")
    who, language = visitor(), locale.language()
    return Shell(
        language=language,
        here=request.full_path.rstrip("?") if request.method == "GET" else request.path,
        municipality=_look(where, language) if where else None,
        practice=where.is_practice if where else False,
        person_name=who.name if who else None,
        memberships_count=len({b.municipality_id for b in who.belongings}) if who else 0,
        navigation=_navigation(where, language),
        flashes=_flashes(),
        csrf_token=generate_csrf(),
    )


def _look(where: Municipality, language: str) -> MunicipalityLook:
    return MunicipalityLook(
        name=where.name(language),
        home=f"/{where.slug}/",
        colour=where.brand_colour,
        stylesheet=f"/{where.slug}/look.css?v={where.brand_colour.removeprefix('#')}",
        logo=f"/{where.slug}/logo.png?v={where.logo[:16]}" if where.logo else None,
    )


def _remember_where(response: Response) -> Response:
    """A member's own pages lie in no municipality; from there they find back to the one they were in."""
    where: Municipality | None = g.get("municipality")
    who = visitor()
    if where is None or who is None or response.status_code != 200 or response.mimetype != "text/html":
        return response
    if session.get(CAME_FROM) != where.slug and who.roles_in(where.id):
        session[CAME_FROM] = where.slug
    return response


def _way_back(who: Visitor, language: str) -> tuple[NavItem, ...]:
    """To the municipality one was in last, or to the only one there is; and to the one list of all of them."""
    names = {
        one.slug: one.municipality_name_sv if language == "sv" else one.municipality_name_fi for one in who.belongings
    }
    came_from = str(session.get(CAME_FROM, ""))
    slug = came_from if came_from in names else next(iter(names)) if len(names) == 1 else None
    back = (NavItem(_("Back to %(name)s", name=names[slug]), f"/{slug}/"),) if slug else ()
    return (*back, *_all_work(names))


def _all_work(places: Collection[object]) -> tuple[NavItem, ...]:
    return (NavItem(_("All my work"), Addresses().work),) if len(places) > 1 else ()


def _navigation(where: Municipality | None, language: str) -> tuple[NavItem, ...]:
    who = visitor()
    if who is None:
        return ()
    if where is None:
        return navigation.placed(_way_back(who, language), request.path)
    roles = who.roles_in(where.id)
    holds: Holds = current_app.extensions["kumina_holds"]
    entries: tuple[Entry, ...] = current_app.extensions["kumina_navigation"]
    shown = (entry for entry in entries if holds(roles, entry.permission) and _is_of_use(entry))
    items = (NavItem(str(entry.label), url_for(entry.endpoint, slug=where.slug)) for entry in shown)
    places = {one.municipality_id for one in who.belongings} if roles else ()
    return navigation.placed((*items, *_all_work(places)), request.path)


def _is_of_use(entry: Entry) -> bool:
    if entry.when is None:
        return True
    try:
        return entry.when()
    except NoTransaction:
        return False


def _flashes() -> tuple[Flash, ...]:
    if "_flashes" not in session:
        return ()
    told = cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))
    return tuple(Flash(text, TONES.get(tone, "info")) for tone, text in told)
