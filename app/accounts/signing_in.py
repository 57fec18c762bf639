"""The moment a browser becomes somebody's, and the moment it stops: one road for every way of signing in."""

from typing import Final

import structlog
from flask import Flask, current_app, g, session
from flask_login import user_logged_out
from flask_security import login_user, user_authenticated
from flask_security.signals import tf_profile_changed, wan_deleted, wan_registered
from werkzeug.wrappers import Response

from app.accounts import actions, datastore, letters, sessions
from app.accounts.models import Person
from app.web.clock import now
from app.web.visitor import Visitor, visitor
from tenants import context, database

log = structlog.get_logger()
NEXT: Final = "after_sign_in"
"""Where in the session stands where to go once signed in, while further steps are asked for."""
STRONG: Final = "provider_asked_twice"


def register(app: Flask) -> None:
    """Hear what Flask-Security says happened."""
    user_authenticated.connect(_begun, app)
    user_logged_out.connect(_ended, app)
    for happened in (tf_profile_changed, wan_registered, wan_deleted):
        happened.connect(_factor_changed, app)


def enter(person: Person, *, via: str, strong: bool, next_address: str) -> Response | None:
    """The first factor was right: None when the browser is now this person's, or the way to the second factor.

    `strong` says that two factors were proved already (a provider that asked for both).
    """
    session[NEXT] = next_address
    if not strong:
        plugins = current_app.extensions["security"].two_factor_plugins
        further: Response | None = plugins.tf_enter(person, False, via, next_loc=next_address)
        if further is not None:
            return further
    login_user(person, remember=False, authn_via=[via])
    note_strength(strong=strong)
    return None


def note_strength(*, strong: bool) -> None:
    """Keep beside the session just begun whether the provider asked for two factors: it stands for ours then."""
    if strong:
        session[STRONG] = True


def is_strong() -> bool:
    """Whether a provider that asked for two factors opened this session."""
    return bool(session.get(STRONG))


def next_address() -> str:
    """Where the person was going when they were asked to sign in."""
    return str(session.get(NEXT) or "/")


def is_somebody() -> bool:
    """Whether the browser is signed in already."""
    return visitor() is not None


def _begun(_app: Flask, user: Person, authn_via: list[str] | None = None, **_facts: object) -> None:
    log.info("signed_in", via=authn_via or ["second factor"])
    sessions.become(user.id, user.fs_uniquifier, datastore.roles_of(user.id))
    g.visitor = Visitor(user.id, user.name, user.language, belongings=(), proved_at=now())


def _ended(_app: Flask, **_facts: object) -> None:
    log.info("signed_out")
    sessions.end()


def _factor_changed(_app: Flask, user: Person, **_facts: object) -> None:
    """Whose factors change is told (ASVS v5.0.0-6.3.7); what was begun under the old ones is over (7.4.3)."""
    log.info("factor_changed")
    with context.globally(person_id=user.id), database.writing():
        actions.end_other_sessions(keeping=sessions.current_hash(), by=user.id)
    letters.tell("accounts.factor_changed", to=user.email, language=user.language, at=now(), link="/me/factors")
