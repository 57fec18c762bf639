"""The doors to home pages and to the pages about the service."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import record
from app.accounts import permission_table
from app.desks import home as home_page
from app.desks import model, pages
from app.opening.permissions import STEER
from app.web import locale
from app.web.clock import today
from app.web.guard import public
from app.web.visitor import visitor
from tenants import resolution

blueprint = Blueprint("desks", __name__, template_folder="templates")
ABOUT = "a page about the service itself, with nobody's data on it"


@blueprint.get("/")
@public("the service's own front page")
def start() -> str | Response:
    """Strangers read what the service is; who belongs to one municipality is taken there."""
    who = visitor()
    homes = pages.homes(who, locale.language()) if who else ()
    if len(homes) == 1:
        return redirect(homes[0].href)
    return render_template("desks/start.html", homes=homes, municipalities=pages.open_municipalities(locale.language()))


@blueprint.get("/<slug>/")
@public("what the municipality offers may be read by all; members see what needs them now")
def home() -> str | Response:
    """A stranger reads what Kumina is here; a member sees their own desk, who prepares it the way to its opening."""
    where, who = resolution.here(), visitor()
    roles = who.roles_in(where.id) if who else ()
    if who is None or not roles:
        return render_template("desks/municipality.html", **pages.start_page(where, locale.language()))
    if where.state == "preparing" and permission_table.roles_hold(roles, STEER):
        return redirect(url_for("wizard.overview"))
    desk = home_page.desk(who, where, roles, today=today())
    for seen in desk.seen:
        record.saw(seen.event, subjects=seen.subjects)
    return render_template("desks/home.html", desk=desk)


@blueprint.get("/help")
@public(ABOUT)
def help_page() -> str:
    """What people most often need."""
    return render_template("desks/help.html", contact=_contact())


@blueprint.get("/feedback")
@public(ABOUT)
def feedback() -> str:
    """Where to write about the service."""
    return render_template("desks/feedback.html", contact=_contact())


@blueprint.get("/accessibility")
@public(ABOUT)
def accessibility() -> str:
    """The statement that the act on digital services (306/2019) asks for."""
    return render_template("desks/accessibility.html", contact=_contact())


@blueprint.get("/privacy")
@public(ABOUT)
def privacy() -> str:
    """What is held of whom, and for how long."""
    return render_template("desks/privacy.html", contact=_contact())


@blueprint.get("/model")
@public(ABOUT)
def model_page() -> str:
    """The model's rules K1–K31 and how the product keeps each."""
    return render_template("desks/model.html", chapters=tuple(model.chapters()))


def _contact() -> str:
    contact: str = current_app.config["KUMINA"].contact
    return contact
