"""Rate limits: how often something may be tried in any stretch of time, counted exactly in the database.

A view says it by a mark, which is checked before its transaction opens:

    @blueprint.post("/contact")
    @public("anybody may ask to be called")
    @rate.limited("intake.contact", by=rate.address, at_most=5, per=timedelta(hours=1))

What has no view of its own (the forms of sign-in) calls `rate.check(…)`. Keys are hashed with the house's secret.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import TooManyRequests

from app.web.clock import now
from app.web.visitor import visitor
from tenants import database

View = TypeVar("View", bound=Callable[..., Any])
By = Callable[[], str]
MARK: Final = "kumina_rates"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many times in any such stretch of time, counted apart for each `by`."""

    name: str
    by: By
    at_most: int
    per: timedelta


def address() -> str:
    """By where the visitor comes from."""
    return request.remote_addr or "nowhere"


def person() -> str:
    """By who the visitor is; by where from, while nobody is signed in."""
    who = visitor()
    return str(who.person_id) if who else address()


def field(name: str) -> By:
    """By what stands in this field of the form, however it is written."""
    return lambda: " ".join(request.form.get(name, "").lower().split())


def limited(name: str, *, by: By, at_most: int, per: timedelta) -> Callable[[View], View]:
    """Mark a view: what is sent to it counts, looking at it does not. Several marks all hold."""

    def mark(view: View) -> View:
        rates: tuple[Rate, ...] = getattr(view, MARK, ())
        setattr(view, MARK, (*rates, Rate(name, by, at_most, per)))
        return view

    return mark


def rates_of(view: Callable[..., Any] | None) -> tuple[Rate, ...]:
    """The marks of a registered view, through any wrapping."""
    found: tuple[Rate, ...] = getattr(view, MARK, ())
    return found


def check(name: str, *, by: str, at_most: int, per: timedelta) -> None:
    """Count one try; raises TooManyRequests, which tells when to come again. Counted even if all else is undone."""
    key = hmac.digest(_secret(), f"{name}|{by}".encode(), "sha256")
    question = "SELECT sec.rate_hit(%(key)s, %(at_most)s, %(per)s, %(at)s)"
    wait_s = database.narrow(question, key=key, at_most=at_most, per=per, at=now())
    if wait_s:
        raise TooManyRequests(retry_after=int(wait_s))


def register(app: Flask) -> None:
    """Check the marks before any view is entered."""

    @app.before_request
    def keep_to_the_rates() -> None:
        if request.method in SAFE:
            return
        for rate in rates_of(current_app.view_functions.get(request.endpoint or "")):
            check(rate.name, by=rate.by(), at_most=rate.at_most, per=rate.per)


def _secret() -> bytes:
    secret: str = current_app.config["KUMINA"].secret_key.get_secret_value()
    return hmac.digest(secret.encode(), b"kumina: rate limits", "sha256")
