"""What one's own pages say: the account, the factors, the browsers, the places one belongs to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from flask import request, url_for
from flask_babel import format_datetime, format_timedelta, ngettext
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.accounts import oidc, rules
from app.accounts.permissions import ROLE_NAMES
from app.accounts.queries import Browser, Ways
from app.web.components import Column, Crumb, Link, SummaryRow, Table, Tag, Task
from app.web.navigation import LANGUAGES
from app.web.visitor import Belonging, Visitor, me

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def own_crumbs(*between: Crumb) -> tuple[Crumb, ...]:
    """The way from one's own page."""
    return (Crumb(_("My own page"), "/me/"), *between)


def factor_crumbs() -> tuple[Crumb, ...]:
    """The way to a page about one factor."""
    return own_crumbs(Crumb(_("Signing in"), "/me/factors"))


def own_facts(ways: Ways, who: Visitor) -> tuple[SummaryRow, ...]:
    """What is kept about the account."""
    language = Link(_("Change"), url_for(".language"), hidden_text=_("the language"))
    places = len({belonging.municipality_id for belonging in who.belongings})
    return (
        SummaryRow(_("Name"), ways.name),
        SummaryRow(_("E-mail"), ways.email or _("none")),
        SummaryRow(_("Language"), LANGUAGES[ways.language], language),
        SummaryRow(
            _("Municipalities"),
            ngettext("%(num)s municipality", "%(num)s municipalities", places),
            Link(_("Show"), url_for(".municipalities"), hidden_text=_("the municipalities")),
        ),
    )


def own_tasks(ways: Ways, who: Visitor) -> tuple[Task, ...]:
    """Where to go on from one's own page."""
    tasks = [
        Task(_("Signing in"), _safe(ways), url_for(".factors"), _("Password, second factor, passkeys")),
        Task(_("Where you are signed in"), Tag(_("Look"), "neutral"), url_for(".browsers"), _("See and end sessions")),
    ]
    if not who.joint:
        tasks.append(Task(_("Who may do what"), Tag(_("Look"), "neutral"), "/permissions", _("Every role’s rights")))
    return tuple(tasks)


def _safe(ways: Ways) -> Tag:
    if ways.has_second_factor:
        return Tag(_("In order"), "success")
    return Tag(_("Password only"), "attention") if ways.has_password else Tag(_("Look"), "neutral")


def factor_facts(ways: Ways, who: Visitor) -> tuple[SummaryRow, ...]:
    """What opens the account, each with the way to change it."""
    password = _("In use") if ways.has_password else _("None")
    app = Tag(_("In use"), "success") if ways.has_authenticator else Tag(_("Not in use"), "neutral")
    codes = ngettext("%(num)s code left", "%(num)s codes left", ways.recovery_codes)
    rows = [
        SummaryRow(
            _("Password"),
            password,
            Link(_("Change"), url_for("security.change_password"), hidden_text=_("the password")),
        ),
        SummaryRow(
            _("Authenticator app"),
            app,
            Link(
                _("Change") if ways.has_authenticator else _("Set up"),
                url_for("security.authenticator"),
                hidden_text=_("the authenticator app"),
            ),
        ),
    ]
    if ways.has_second_factor:
        new = Link(_("Make new ones"), url_for("security.recovery_codes"), hidden_text=_("recovery codes"))
        rows.append(SummaryRow(_("Recovery codes"), codes, new))
    if any(belonging.role == rules.CLIENT for belonging in who.belongings):
        text = _("In use") if ways.has_short_code else _("Not chosen")
        way = Link(_("Change"), url_for(".short_code"), hidden_text=_("the code for shared screens"))
        rows.append(SummaryRow(_("Code for shared screens"), text, way))
    return tuple(replace(row, action=None) for row in rows) if who.joint else tuple(rows)


def browsers(found: Iterable[Browser], *, this: bytes) -> tuple[tuple[str, str, str, str | None], ...]:
    """Device, what is known of it, and the address that ends it; None for the browser one is looking from."""
    return tuple(
        (
            device(one.agent),
            _(
                "Signed in %(start)s, last seen %(seen)s",
                start=format_datetime(one.started_at, "short"),
                seen=format_datetime(one.seen_at, "short"),
            ),
            _("A screen that was handed over to you") if one.joint else "",
            None if one.id_hash == this else url_for(".end_session", id_hash=one.id_hash.hex()),
        )
        for one in found
    )


def device(agent: str) -> str:
    """What a browser says of itself, in two words."""
    browser = next((name for sign, name in BROWSERS if sign in agent), _("A browser"))
    system = next((name for sign, name in SYSTEMS if sign in agent), None)
    return f"{browser}, {system}" if system else browser


def limits() -> Table:
    """How long one stays signed in, by role (ASVS v5.0.0-7.1.1)."""
    rows = (
        (_("Municipality staff and platform operators"), rules.LIMITS_STAFF),
        (_("Associations"), rules.LIMITS_ASSOCIATION),
        (_("Clients"), rules.LIMITS_CLIENT),
        (_("Clients on a screen that was handed over"), rules.LIMITS_JOINT),
    )
    return Table(
        caption=_("How long you stay signed in"),
        columns=(Column(_("Who")), Column(_("Without doing anything")), Column(_("At most"))),
        rows=tuple((who, _span(limit.idle), _span(limit.absolute)) for who, limit in rows),
    )


def homes(who: Visitor, language: str) -> tuple[tuple[Link, str], ...]:
    """Each municipality with one's roles there."""
    places: dict[str, list[Belonging]] = {}
    for belonging in who.belongings:
        places.setdefault(belonging.slug, []).append(belonging)
    return tuple(
        (
            Link(of[0].municipality_name_sv if language == "sv" else of[0].municipality_name_fi, f"/{slug}/"),
            ", ".join(str(ROLE_NAMES[role]) for role in dict.fromkeys(one.role for one in of)),
        )
        for slug, of in places.items()
    )


def proving_providers() -> tuple[Link, ...]:
    """The accounts elsewhere with which one can show once more that it is oneself."""
    wanted = request.args.get("next", "/me")
    return tuple(
        Link(one.label, url_for("provider.start", slug=slug, provider_id=one.id, purpose="prove", next=wanted))
        for slug, one, linked in oidc.of_own_municipalities(me())
        if linked
    )


def linkable_providers() -> tuple[Link, ...]:
    """The accounts of one's municipalities that could open this one, and do not yet."""
    return tuple(
        Link(one.label, url_for("provider.start", slug=slug, provider_id=one.id, purpose="link", next="/me/factors"))
        for slug, one, linked in oidc.of_own_municipalities(me())
        if not linked
    )


def hash_from(text: str) -> bytes:
    """A session as an address names it."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise NotFound from None


def _span(span: timedelta) -> str:
    return str(format_timedelta(span, threshold=1.5, granularity="minute"))
