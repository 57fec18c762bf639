"""The door to the one list, which lies in no municipality."""

from flask import Blueprint, render_template

from app.desks.across import facts, pages
from app.web import locale
from app.web.clock import today
from app.web.guard import signed_in
from app.web.visitor import me

blueprint = Blueprint("across", __name__, template_folder="../templates")


@blueprint.get("/work")
@signed_in()
def work() -> str:
    """What waits for one in all one's municipalities."""
    places, language = facts.places(me(), today=today()), locale.language()
    return render_template(
        "across/work.html",
        waiting=pages.waiting(places, today=today(), language=language),
        municipalities=pages.municipalities(places, language=language),
        unanswered=[one.where.name(language) for one in places if one.state == "failed"],
    )
