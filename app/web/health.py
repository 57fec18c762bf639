"""Whether the house lives, whether it may be sent visitors, and its figures for whoever looks after it."""

import hmac
import os
import signal
import threading
from pathlib import Path
from typing import Any, Final

import psycopg
import structlog
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import NotFound

from app.web import metrics
from app.web.guard import public
from tenants import database, policies

log = structlog.get_logger()
blueprint = Blueprint("health", __name__)

MIGRATIONS: Final = Path(__file__).parents[2] / "migrations" / "versions"
HERE: Final = frozenset({"127.0.0.1", "::1"})

_stopping = threading.Event()


@blueprint.get("/healthz")
@public("says only that the process answers; asked by whatever restarts it", manual=True)
def healthz() -> Response:
    """The process answers."""
    return _plain("ok")


@blueprint.get("/readyz")
@public("says only whether to send visitors here; asked by whatever shares them out", manual=True)
def readyz() -> Response:
    """Visitors may be sent here: the database answers, is not older than the code, and its role is harmless."""
    lacking = not_ready()
    return _plain("ready") if lacking is None else _plain(f"not ready: {lacking}", 503)


@blueprint.get("/metrics")
@public("figures without persons, for who shows the token or stands on this machine; nobody else finds it", manual=True)
def figures() -> Response:
    """Figures for Prometheus."""
    if not _may_see_figures():
        raise NotFound
    return Response(metrics.text(), mimetype="text/plain; version=0.0.4")


def not_ready() -> str | None:
    """What is lacking in one word, or None."""
    if _stopping.is_set():
        return "stopping"
    try:
        with database.inspecting() as connection:
            policies.refuse_dangerous_role(connection)
        version = database.narrow("SELECT sec.schema_version()")
    except policies.DangerousRole:
        return "role"
    except psycopg.errors.InsufficientPrivilege:
        return "migrations"  # no such function yet, or not for us
    except (psycopg.Error, SQLAlchemyError) as error:
        log.warning("not_ready", exc_info=error)
        return "database"
    return None if str(version) >= newest_migration() else "migrations"


def newest_migration() -> str:
    """The version this code was written for; migrations are numbered, so a newer database sorts after it."""
    return max(file.stem for file in MIGRATIONS.glob("[0-9]*.py"))


def stop_softly(after_s: float) -> None:
    """On SIGTERM say “not ready” first and stop only then, so that no visitor is sent to a door that is closing."""
    before = signal.getsignal(signal.SIGTERM)

    def asked(number: int, frame: Any) -> None:
        if not callable(before):
            return
        if _stopping.is_set() or after_s <= 0:
            _stopping.set()
            before(number, frame)
            return
        _stopping.set()
        threading.Timer(after_s, os.kill, (os.getpid(), signal.SIGTERM)).start()

    signal.signal(signal.SIGTERM, asked)


def _may_see_figures() -> bool:
    wanted = current_app.config["KUMINA"].metrics_token
    if wanted is not None and wanted.get_secret_value():
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), wanted.get_secret_value().encode())
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return not forwarded and request.environ.get("REMOTE_ADDR") in HERE


def _plain(words: str, status: int = 200) -> Response:
    return Response(f"{words}\n", status, mimetype="text/plain")
