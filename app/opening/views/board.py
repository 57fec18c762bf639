"""The door of the document for the municipal board."""

from flask import make_response, request
from flask_babel import force_locale
from werkzeug.wrappers import Response

from app.opening import pages, permissions, queries
from app.opening.views.wizard import blueprint
from app.web import locale, paper
from app.web.clock import today
from app.web.guard import requires
from app.web.navigation import LANGUAGES
from tenants import form, resolution


@blueprint.get("/board.pdf")
@requires(permissions.READ)
def board() -> Response:
    """Readiness, decisions, stage and own changes as of today: the figures of the page, from the same rules."""
    asked = request.args.get("language", "")
    language = asked if asked in LANGUAGES else locale.language()
    here, day = resolution.look_again(), today()
    facts = queries.facts(here, today=day, marks=queries.marks())
    with force_locale(language):
        document = pages.board.paper(
            here,
            language=language,
            day=day,
            facts=facts,
            form_facts=form.facts(),
            decisions=queries.decisions(),
            stages=queries.stages(),
        )
    answer = make_response(paper.pdf(document))
    answer.mimetype = "application/pdf"
    answer.headers.set("Content-Disposition", "inline", filename=pages.board.file_name(here, day, language))
    return answer
