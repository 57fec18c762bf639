"""At the door of every view: who may enter, who is asked to sign in, and for whom the page does not exist."""

from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from app.accounts import permission_table, rules
from app.web import guard as guards
from app.web import parking
from app.web.clock import now
from app.web.guard import Guard
from app.web.visitor import Visitor, visitor

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def register(app: Flask) -> None:
    """Before the token of a form is looked at: whose session is over signs in first, and loses nothing they typed."""
    app.before_request(_whose_session_is_over)


def admit(guard: Guard) -> Response | None:
    """None lets the visitor in; a response leads them elsewhere; a stranger to the municipality gets 404, never 403."""
    if guard.public is not None:
        return None
    who = visitor()
    if who is None:
        return _to("/sign-in")
    _check(guard, who)
    if guard.fresh and who.joint:
        raise Forbidden  # a shared screen is no place for factors, roles and money
    if guard.fresh and not rules.is_fresh(who.proved_at, at=now()):
        return _to("/verify")
    return None


def _check(guard: Guard, who: Visitor) -> None:
    if g.municipality is not None:
        roles = who.roles_in(g.municipality.id)
        if not roles:
            g.municipality = None  # not even its name: the answer is that of an unknown page
            raise NotFound
    else:
        roles = (rules.OPERATOR,) if who.is_operator else ()
    if guard.permission is not None and not permission_table.roles_hold(roles, guard.permission):
        raise Forbidden


def _to(door: str) -> Response:
    page = parking.park() if request.method in CHANGING else request.full_path.rstrip("?")
    return redirect(f"{door}?next={quote(page, safe='/')}")


def _whose_session_is_over() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    guard = guards.guard_of(view) if view else None
    if guard is None or guard.public is not None or request.method not in CHANGING or visitor() is not None:
        return None
    return _to("/sign-in")
