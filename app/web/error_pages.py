"""Pages that say what went wrong and what to do: printed without session, database or anything a request has set up."""

from collections.abc import Iterable

from flask import current_app
from flask_babel import force_locale

from app.web import navigation
from app.web.components import Printable
from app.web.navigation import Shell

STATUSES = (400, 403, 404, 405, 413, 422, 429, 500, 503)


def page(
    status: int,
    *,
    language: str,
    shell: Shell | None = None,
    sentences: Iterable[Printable] = (),
    retry_after_s: int = 0,
    request_id: str | None = None,
) -> str:
    """The page for a status, in the reader's language; an unknown status is told as the nearest known one.

    `sentences` are what a rule refused (422); `retry_after_s` is when to try again (429).
    """
    return _print(
        f"errors/{_known(status)}.html",
        language,
        shell,
        sentences=tuple(sentences),
        minutes=-(-retry_after_s // 60),
        request_id=request_id,
    )


def suspended(municipality: str, *, language: str) -> str:
    """The page of a municipality that has put the service on hold."""
    return _print("errors/suspended.html", language, None, municipality=municipality, request_id=None)


def _print(template: str, language: str, shell: Shell | None, **facts: object) -> str:
    with force_locale(language):
        # Not render_template: what it adds to every page may ask the database, which may be what failed.
        return current_app.jinja_env.get_template(template).render(shell=shell or navigation.bare(language), **facts)


def _known(status: int) -> int:
    if status in STATUSES:
        return status
    return 500 if status >= 500 else 400
