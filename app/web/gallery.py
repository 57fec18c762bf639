"""Every component in every state, for those who build pages: registered in development and tests only."""

from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.web import error_pages, gallery_samples, guard, listing, look

blueprint = Blueprint("gallery", __name__, url_prefix="/gallery")

_REASON = "developers look at components; holds invented texts and stands only where it is switched on"


@blueprint.get("/")
@guard.public(_REASON)
def index() -> str:
    """All components on one page."""
    return render_template(
        "gallery/index.html",
        samples=gallery_samples,
        shell_names=gallery_samples.SHELLS,
        statuses=error_pages.STATUSES,
    )


@blueprint.get("/form")
@guard.public(_REASON)
def form() -> tuple[str, int]:
    """Each kind of field; with `?wrong=1` as it comes back when everything in it is wrong."""
    wrong = "wrong" in request.args
    shown = gallery_samples.wrong_form() if wrong else gallery_samples.EveryField()
    page = render_template("gallery/form.html", form=shown, crumbs=gallery_samples.crumbs())
    return page, 422 if wrong else 200


@blueprint.get("/list")
@guard.public(_REASON)
def table() -> str:
    """A list whose order, page and filter live in the address."""
    shown = listing.read(request.path, request.args, sortable=("name", "places", "since"), default="name")
    return render_template(
        "gallery/list.html",
        listing=shown,
        table=gallery_samples.associations(shown, request.args.get("status", "")),
        pages=shown.pagination(gallery_samples.ASSOCIATIONS_COUNT),
        crumbs=gallery_samples.crumbs(),
    )


@blueprint.get("/confirmation")
@guard.public(_REASON)
def confirmation() -> str:
    """The page after an act."""
    return render_template("gallery/confirmation.html", crumbs=gallery_samples.crumbs())


@blueprint.get("/shells/<name>")
@guard.public(_REASON)
def shell(name: str) -> str:
    """The frame of a page for different readers: a visitor, a client, a counsellor, a municipality with its colour."""
    if name not in gallery_samples.SHELLS:
        abort(404)
    shown = gallery_samples.shell(name, str(get_locale()), request.path, generate_csrf())
    return render_template("gallery/shell.html", shell=shown, samples=gallery_samples, crumbs=gallery_samples.crumbs())


@blueprint.get("/errors/<int:status>")
@guard.public(_REASON)
def error(status: int) -> tuple[str, int]:
    """What is shown when something goes wrong."""
    sentences = (_("The month can be confirmed only when it is over."),)
    page = error_pages.page(
        status, language=str(get_locale()), sentences=sentences, retry_after_s=130, request_id="7f3a-91c2"
    )
    return page, status


@blueprint.get("/look.css")
@guard.public(_REASON)
def own_colours() -> tuple[str, dict[str, str]]:
    """The colours of the sample municipality, as a municipality's own are served."""
    return look.stylesheet(gallery_samples.BLUE), {"Content-Type": "text/css; charset=utf-8"}
