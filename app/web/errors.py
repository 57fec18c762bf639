"""Every way a request can end badly, told in the person's language; nothing of what happened inside leaks out."""

import structlog
from flask import Flask, Response, g, make_response
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, NotFound

from app.values.missing import Missing
from app.values.refusal import Refusal, Refused
from app.web import error_pages, locale, refusals, sentences, shell
from tenants.resolution import Closed, Elsewhere

log = structlog.get_logger()


def register(app: Flask) -> None:
    """Bind the error pages; a refused form is shown by its view, what comes here found no form to stand on."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Elsewhere, lambda _error: _http(NotFound()))
    app.register_error_handler(Missing, lambda _error: _http(NotFound()))
    app.register_error_handler(Closed, _closed)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(OperationalError, lambda error: _fault(error, 503))
    app.register_error_handler(CSRFError, lambda _error: _page(400))
    app.register_error_handler(Exception, lambda error: _fault(error, 500))


def _http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    retry_after = getattr(error, "retry_after", None)
    response = _page(error.code, retry_after_s=int(retry_after) if retry_after else 0)
    if retry_after:
        response.headers["Retry-After"] = str(int(retry_after))
    return response


def _closed(error: Closed) -> Response:
    language = locale.language()
    response = make_response(error_pages.suspended(error.municipality.name(language), language=language), 503)
    response.headers["Retry-After"] = "3600"
    return response


def _refused(error: Refused) -> Response:
    return _page(422, said=(sentences.sentence(error.refusal),))


def _integrity(error: IntegrityError) -> Response:
    name = refusals.constraint_of(error)
    if name is not None and sentences.knows(name):
        return _page(422, said=(sentences.sentence(Refusal(name)),))
    return _fault(error, 500)


def _fault(error: Exception, status: int) -> Response:
    log.error("fault", status=status, error=type(error).__name__, exc_info=error)
    return _page(status, bare=True)


def _page(status: int, *, said: tuple[str, ...] = (), retry_after_s: int = 0, bare: bool = False) -> Response:
    return make_response(
        error_pages.page(
            status,
            language=locale.language(),
            shell=None if bare else shell.current(),
            sentences=said,
            retry_after_s=retry_after_s,
            request_id=g.get("request_id") if status >= 500 else None,
        ),
        status,
    )
