"""The doors of the municipality's look: language, colour and logo, and the logo itself."""

from hashlib import sha256

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.opening import actions, forms, pages, permissions
from app.opening.views.settings import blueprint
from app.web import refusals
from app.web.clock import now
from app.web.guard import public, requires
from app.web.visitor import me
from tenants import look, resolution

logos = Blueprint("look", __name__, url_prefix="/<slug>")
KEPT, BRIEFLY = "public, max-age=31536000, immutable", "public, max-age=300"


@blueprint.route("/look", methods=["GET", "POST"])
@requires(permissions.STEER)
def look_page() -> Response | tuple[str, int]:
    """Choose the first language, the colour and the logo; what cannot be read is refused with its figures."""
    where = resolution.look_again()
    form = forms.LookForm(data={"first_language": where.first_language, "colour": where.brand_colour})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.set_look(
                first_language=form.first_language.data,
                colour=form.colour.data,
                logo=form.sent_logo(),
                remove_logo=form.remove_logo.data,
                by=me().person_id,
                at=now(),
            )
            flash(_("The look is saved. You see it on this page already."), "success")
            return redirect(url_for(".look_page"))
    page = render_template(
        "opening/look.html", form=form, facts=pages.look.facts(where), where=where, crumbs=pages.settings.crumbs()
    )
    return page, refusals.status(form)


@logos.get("/logo.png")
@public("a logo is part of every page, also of those shown to strangers")
def logo() -> Response:
    """The municipality's logo; the address its pages use changes with it, so that one may be kept for a year."""
    content = look.logo()
    if content is None:
        raise NotFound
    response = make_response(content)
    response.mimetype = "image/png"
    response.headers["Cache-Control"] = KEPT if request.args.get("v") == sha256(content).hexdigest()[:16] else BRIEFLY
    return response
