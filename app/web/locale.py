"""Which language a page speaks: the one asked for, the person's own, the browser's, or the municipality's."""

from flask import Flask, g, request, session
from flask_babel import Babel

from app.web.navigation import LANGUAGES
from app.web.visitor import visitor

CHOSEN = "language"


def register(app: Flask) -> None:
    """Bind Babel to the visitor; days and times are Finland's."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.config["TRANSLATIONS"])
    app.config["BABEL_DEFAULT_LOCALE"] = "fi"
    Babel(app, locale_selector=_written, timezone_selector=lambda: "Europe/Helsinki")


def language() -> str:
    """`fi`, `sv` or `en` for this request."""
    if not request:
        return "fi"
    who, where = visitor(), g.get("municipality")
    return (
        _known(session.get(CHOSEN) if session is not None else None)
        or _known(who.language if who else None)
        or request.accept_languages.best_match(list(LANGUAGES))
        or (where.first_language if where else "fi")
    )


def _written() -> str:
    """English as written in Europe: the day before the month."""
    return {"en": "en_GB"}.get(language(), language())


def choose(code: str) -> None:
    """Keep the language asked for, for this browser; raises ValueError for one the service does not speak."""
    if code not in LANGUAGES:
        raise ValueError(code)
    session[CHOSEN] = code


def _known(code: str | None) -> str | None:
    return code if code in LANGUAGES else None
