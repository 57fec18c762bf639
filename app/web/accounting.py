"""Before a page leaves, the record has who saw what on it; who knocks at a closed door is recorded too."""

from uuid import UUID

from flask import Flask, Response, current_app, g, request

from app import record
from app.record import sightings
from app.web import guard
from app.web.clock import now
from app.web.visitor import visitor
from tenants import context, database

DENIED = "web.page_denied"
TURNED_AWAY = frozenset({403, 404})


def register(app: Flask) -> None:
    """Gather from the first moment of a request; whatever no view's answer accounted for is accounted for last."""
    app.before_request(sightings.begin)

    @app.after_request
    def account_for_the_rest(response: Response) -> Response:
        account_for(response)
        if response.status_code in TURNED_AWAY:
            _record_denial(response.status_code)
        return response


def account_for(_response: Response) -> None:
    """Commit what was seen on this answer; when that fails the answer is not sent (wrap_views, after its commit)."""
    sightings.account(at=now())


def _record_denial(status: int) -> None:
    """A member was turned away from a page of their municipality that asks for a permission."""
    who, where = visitor(), g.get("municipality")
    view = current_app.view_functions.get(request.endpoint or "")
    mark = guard.guard_of(view) if view else None
    if who is None or where is None or mark is None or mark.permission is None:
        return
    roles = who.roles_in(where.id)
    if not roles:
        return
    asked = [value for value in (request.view_args or {}).values() if isinstance(value, UUID)]
    with context.entering(where.id, person_id=who.person_id, roles=roles), database.writing():
        record.write(DENIED, subject=asked, by=who.person_id, at=now(), status=status, page=request.endpoint)
