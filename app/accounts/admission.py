"""At the door of every view: who may enter, who is asked to sign in, and for whom the page does not exist."""

from urllib.parse import quote

from flask import g, redirect, request
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from app.accounts import permission_table, rules
from app.web.clock import now
from app.web.guard import Guard
from app.web.visitor import Visitor, visitor


def admit(guard: Guard) -> Response | None:
    """None lets the visitor in; a response leads them elsewhere; a stranger to the municipality gets 404, never 403."""
    if guard.public is not None:
        return None
    who = visitor()
    if who is None:
        return redirect(f"/sign-in?next={quote(request.full_path.rstrip('?'), safe='/')}")
    if guard.permission is not None:
        _check(guard.permission, who)
    if guard.fresh and not rules.is_fresh(who.proved_at, at=now()):
        return redirect(f"/verify?next={quote(request.full_path.rstrip('?'), safe='/')}")
    return None


def _check(permission: str, who: Visitor) -> None:
    roles = who.roles_in(g.municipality.id)
    if not roles:
        raise NotFound
    if not permission_table.roles_hold(roles, permission):
        raise Forbidden
