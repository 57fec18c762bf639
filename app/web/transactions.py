"""Every view stands in one transaction: GET reads, anything else writes and commits below 400, before bytes leave."""

import functools
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from flask import Flask, Response, g, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from app.web import guard as guards
from app.web.visitor import visitor
from tenants import context, database

Admit = Callable[[guards.Guard], AnyResponse | None]
Afterwards = Callable[[Response], None]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class _Undo(Exception):
    def __init__(self, response: Response) -> None:
        self.response = response


def wrap_views(app: Flask, *, admit: Admit, afterwards: Afterwards) -> None:
    """Put guard and transaction around every registered view; a view without a guard stops the start.

    `admit` answers None or the response that turns the visitor away; `afterwards` runs after the commit and before
    the answer leaves (it writes who saw what), and an answer it cannot account for is not sent.
    """
    for endpoint, view in app.view_functions.items():
        guard = guards.guard_of(view)
        if guard is None and endpoint != "static":
            raise RuntimeError(f"the view {endpoint} has no guard: mark it with requires, signed_in or public")
        if guard is not None:
            app.view_functions[endpoint] = _wrapped(view, guard, admit, afterwards)


def _wrapped(view: Callable[..., Any], guard: guards.Guard, admit: Admit, afterwards: Afterwards) -> Callable[..., Any]:
    @functools.wraps(view)
    def guarded(**arguments: Any) -> Response:
        turned_away = admit(guard)
        if turned_away is not None:
            return make_response(turned_away)
        if guard.manual:
            return make_response(view(**arguments))
        with _door():
            response = _answer(view, arguments)
            afterwards(response)
        return response

    setattr(guarded, guards.MARK, guard)
    return guarded


def _door() -> ExitStack:
    stack = ExitStack()
    who = visitor()
    person_id = who.person_id if who else None
    if g.municipality is not None:
        roles = who.roles_in(g.municipality.id) if who else ()
        stack.enter_context(context.entering(g.municipality.id, person_id=person_id, roles=roles))
    else:
        stack.enter_context(
            context.globally(person_id=person_id, roles=("operator",) if who and who.is_operator else ())
        )
    return stack


def _answer(view: Callable[..., Any], arguments: dict[str, Any]) -> Response:
    try:
        with database.reading() if request.method in SAFE else database.writing():
            response = make_response(view(**arguments))
            _undo_if_refused(response)
    except _Undo as undone:
        return undone.response
    return response


def _undo_if_refused(response: Response) -> None:
    if response.status_code >= 400:
        raise _Undo(response)
