"""Where a page keeps what is being typed into its form, and where it lets go of it."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from app.web import drafts, rate
from app.web.guard import signed_in

blueprint = Blueprint("drafts", __name__, url_prefix="/<slug>/drafts")


@blueprint.post("/save")
@signed_in()
@rate.limited("web.draft", by=rate.person, at_most=120, per=timedelta(minutes=1))
def save() -> tuple[Response, int]:
    """Keep what is being typed; 409 when another window has kept something newer."""
    key, names, _ = _opened()
    try:
        return jsonify(version=drafts.save(key, drafts.version(), drafts.typed(names))), 200
    except drafts.Conflict:
        return jsonify(conflict=True), 409
    except ValueError:
        raise RequestEntityTooLarge from None


@blueprint.post("/discard")
@signed_in()
def discard() -> AnyResponse:
    """Let go of it and open the form anew."""
    key, _, path = _opened()
    drafts.discard(key)
    return redirect(path, 303)


def _opened() -> tuple[str, tuple[str, ...], str]:
    found = drafts.opened(request.form.get(drafts.TOKEN, ""))
    if found is None:
        raise BadRequest
    return found
