"""The log: one JSON object a line, laid beside the record by its trace, and without anything about a person.

A line says which route answered, never the path as asked (it holds ids), nor query, body, address or name. Of an
error it keeps what kind it was and where it happened; its message, locals and parameters may hold what somebody typed.
"""

import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, Final
from uuid import uuid4

import structlog
from flask import Flask, g, request

from app.config import Settings
from app.values import trace
from app.web import metrics

log = structlog.get_logger()

HEADER: Final = "X-Request-ID"
GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
ADDRESS: Final = re.compile(r"[^\s<>\"'=(]+@[^\s<>\"')]+")
QUIET: Final = ("/static/", "/healthz", "/readyz", "/metrics")
ROUTE, PLACE = "kumina.route", "kumina.municipality"
Environ = MutableMapping[str, Any]
Line = MutableMapping[str, Any]


def register(app: Flask, settings: Settings) -> None:
    """Set up the log of this process and write one line for every request."""
    configure(settings.log_level)
    app.wsgi_app = Requests(app.wsgi_app, trusting=settings.trusted_proxies > 0)  # type: ignore[method-assign]
    app.log_exception = _unhandled  # type: ignore[assignment]

    @app.before_request
    def know_the_route() -> None:
        g.request_id = trace.current()
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule else None
        where = g.get("municipality")
        request.environ[PLACE] = where.slug if where else None


class Requests:
    """Stands around the application: numbers each request, times it, and writes its line when it is answered."""

    def __init__(self, application: Callable[..., Iterable[bytes]], *, trusting: bool) -> None:
        self.application = application
        self.trusting = trusting

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, with the request's number in a header."""
        began, number = time.perf_counter(), self._number(environ)
        trace.begin(number)
        told: dict[str, int] = {}

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told["status"] = int(status[:3])
            return start_response(status, [*headers, (HEADER, number)], *more)

        try:
            return self.application(environ, start)  # pages are whole when they are answered
        finally:
            _line(environ, told.get("status", 500), time.perf_counter() - began)
            trace.begin(None)

    def _number(self, environ: Environ) -> str:
        """The number a trusted proxy gave, or a new one."""
        given = environ.get("HTTP_X_REQUEST_ID", "") if self.trusting else ""
        return given if GIVEN.fullmatch(given) else uuid4().hex


def _line(environ: Environ, status: int, seconds: float) -> None:
    route = environ.get(ROUTE)
    metrics.answered(route, environ["REQUEST_METHOD"], status, seconds)
    if status < 400 and environ.get("PATH_INFO", "").startswith(QUIET):
        return
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "request",
        method=environ["REQUEST_METHOD"],
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        municipality=environ.get(PLACE),
    )


def configure(level: str) -> None:
    """JSON lines on standard error, for our own words and for those of the parts we stand on."""
    structlog.configure(
        processors=[_traced, structlog.processors.add_log_level, _at, _where_it_happened, _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: _Out(),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Foreign()], force=True)
    for name in ("gunicorn.error", "werkzeug", "flask.app", "app"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.INFO if name == "gunicorn.error" else logging.WARNING)


class _Out:
    """Standard error as it is at that moment; one write a line, so that threads do not mix theirs."""

    def msg(self, line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    log = debug = info = warning = error = critical = msg


class Foreign(logging.Handler):
    """What libraries say, as a pattern: the values they would fill in may be somebody's."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass it on, without the values and without anything that looks like an address."""
        said = ADDRESS.sub("…", str(record.msg))[:300]
        log.log(record.levelno, "library", logger=record.name, said=said, exc_info=record.exc_info or None)


def _unhandled(fault: Any) -> None:
    log.error("fault", exc_info=fault)


def _traced(_logger: Any, _method: str, line: Line) -> Line:
    return {"event": line.pop("event"), "trace": trace.current(), **line}


def _at(_logger: Any, _method: str, line: Line) -> Line:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
    return {"at": f"{stamp}.{time.time_ns() // 1_000_000 % 1000:03d}Z", **line}


def _where_it_happened(_logger: Any, _method: str, line: Line) -> Line:
    error = line.pop("exc_info", None)
    if error is True or isinstance(error, tuple):
        error = error[1] if isinstance(error, tuple) else sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["faults"] = [_told(one) for one in _causes(error)]
    return line


def _causes(error: BaseException) -> Iterable[BaseException]:
    """The error and what it came from, as Python itself would tell it."""
    told: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in told and len(told) < 5:
        told.append(now)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return told


def _told(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    told: dict[str, Any] = {"error": f"{kind.__module__}.{kind.__qualname__}"}
    sqlstate = getattr(error, "sqlstate", None)
    if sqlstate:
        told["sqlstate"] = sqlstate
        told["constraint"] = getattr(getattr(error, "diag", None), "constraint_name", None)
    told["stack"] = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]
    return told


_as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
