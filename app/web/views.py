"""The shell's own addresses: the language switch and the municipality's colours."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from app.web import locale, look
from app.web.guard import public
from tenants import resolution

blueprint = Blueprint("web", __name__, template_folder="templates")


@blueprint.post("/language")
@public("anyone may choose the language they read", manual=True)
def language() -> AnyResponse:
    """Keep the language chosen and go back to the page one was on."""
    try:
        locale.choose(request.form.get("language", ""))
    except ValueError:
        raise BadRequest from None
    return redirect(own_address(request.form.get("next", "/")))


@blueprint.get("/<slug>/look.css")
@public("colours are part of every page, also of those shown to strangers", manual=True)
def look_css() -> Response:
    """Colours as run-time variables: those of the address, since it may be kept, else the municipality's."""
    where, asked = resolution.here(), f"#{request.args.get('v', '')}"
    colour = where.brand_colour if look.may_use_colour(asked) else asked
    response = make_response(look.stylesheet(look.MunicipalityLook(where.name_fi, "/", colour)))
    response.mimetype = "text/css"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def own_address(asked: str) -> str:
    """The path asked for when it is one of ours; the start page for anything that would lead elsewhere."""
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc or not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return "/"
    return asked
