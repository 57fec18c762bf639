"""Sessions in PostgreSQL: the browser holds a random id, the database its hash; ending one here ends it everywhere.

A cookie that carries the session itself stays good after log-out (ASVS v5.0.0-7.4.1), so ours carries nothing.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Flask, g, request
from flask.sessions import SessionInterface, SessionMixin
from flask.wrappers import Request, Response
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from werkzeug.datastructures import CallbackDict

from app.accounts import rules
from app.web.clock import now
from app.web.visitor import Belonging, Visitor
from tenants import context, database

COOKIE: Final = "__Host-kumina"
TOUCH: Final = timedelta(seconds=60)
"""How often being seen is written down."""
WITHOUT: Final = ("/static/", "/healthz", "/readyz", "/metrics")

_OPEN: Final = "SELECT sec.session_open(%(hash)s, %(at)s)"
_END = text("SELECT sec.session_end(:hash)")
_START = text(
    "SELECT sec.session_start(:hash, :person, :stamp, :kind, :joint_in, :data, :agent, :at, :idle, :until)"
).bindparams(bindparam("data", type_=JSONB))
_KEEP = text("SELECT sec.session_keep(:hash, :new_hash, :data, :at, :proved, :idle)").bindparams(
    bindparam("data", type_=JSONB)
)
KEPT: Final = frozenset({"language", "parked", "_flashes"})
"""What a stranger's session may carry into a person's: no token and no half-done sign-in crosses over."""
DERIVED: Final = frozenset({"_user_id", "_fresh", "_id", "fs_cc", "fs_paa", "fs_gexp"})
"""What Flask-Login and Flask-Security keep beside: who is on the line, and since when, stands in the row alone."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What the store knows of a session."""

    person_id: UUID | None = None
    roles: tuple[str, ...] = ()
    joint: bool = False
    seen_at: datetime | None = None
    proved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Becoming:
    """Who the browser is from now on; `stamp` is what they proved themselves under."""

    person_id: UUID
    stamp: str
    roles: tuple[str, ...]
    joint_in: UUID | None


@dataclass
class _Wish:
    """What this request wants of the session beyond its data."""

    proved: bool = False
    becoming: _Becoming | None = None
    end: bool = False


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """The session of one browser; a plain dictionary to its users."""

    def __init__(self, data: dict[str, Any] | None = None, secret: str | None = None, row: _Row | None = None) -> None:
        def changed(_self: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(data, changed)
        self.secret = secret
        self.row = row or _Row()
        self.wish = _Wish()
        self.modified = False
        self.accessed = True
        self.new = secret is None


def become(person_id: UUID, stamp: str, roles: tuple[str, ...], *, joint_in: UUID | None = None) -> None:
    """From now on this browser is that person's: a new id, the old one is dead (ASVS v5.0.0-7.2.4)."""
    session = current()
    for key in session.keys() - (frozenset() if joint_in else KEPT):
        session.pop(key)
    g.pop("csrf_token", None)
    session.wish = _Wish(becoming=_Becoming(person_id, stamp, roles, joint_in))
    session.modified = True


def prove() -> None:
    """The person has just proved themself again: a new id and a fresh time (step-up)."""
    session = current()
    session.wish.proved = session.modified = True


def end() -> None:
    """The session is over: its row goes, and the browser is a stranger's."""
    session = current()
    session.clear()
    g.pop("csrf_token", None)
    g.visitor = None
    session.wish = _Wish(end=True)


def current() -> StoredSession:
    """The session of this request."""
    stored: StoredSession = g.stored_session
    return stored


def hash_of(secret: str) -> bytes:
    """What is stored of a session's id."""
    return hashlib.sha256(secret.encode()).digest()


def current_hash() -> bytes:
    """What the store knows this browser by."""
    return hash_of(current().secret or "")


class PostgresSessions(SessionInterface):
    """Flask's door to the store."""

    def open_session(self, app: Flask, asked: Request) -> StoredSession:  # noqa: ARG002
        """Find the session and its person in one question; an unknown, ended or over-aged one is a stranger's."""
        g.visitor = None
        g.stored_session = StoredSession()
        secret = asked.cookies.get(COOKIE)
        if secret and len(secret) <= 64 and not asked.path.startswith(WITHOUT):
            found = database.narrow(_OPEN, hash=hash_of(secret), at=now())
            if found is not None:
                g.visitor = _visitor(found)
                data = found["data"] | ({"_user_id": found["stamp"]} if found["kind"] == "person" else {})
                g.stored_session = StoredSession(data, secret, _row(found, g.visitor))
        return current()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        """Write what changed, under a new id when asked; an untouched session is only seen, once a minute."""
        if request.path.startswith(WITHOUT):
            return  # it was not read here, so what stands in it now is not what the browser has
        stored = session if isinstance(session, StoredSession) else current()
        at = now()
        if response.status_code >= 400:
            stored.wish.becoming = None  # what the request did was undone, and so is who it became
        if stored.wish.end or stored.wish.becoming:
            self._end(stored)
        if stored.secret is None:
            if (_kept(stored) and not _turned_away(response)) or stored.wish.becoming:
                self._start(stored, response, at)
            elif stored.wish.end:
                _forget_cookie(response)
        elif stored.modified or (stored.row.seen_at and at - stored.row.seen_at > TOUCH):
            self._keep(stored, response, at)

    def _end(self, stored: StoredSession) -> None:
        if stored.secret is not None:
            with context.globally(), database.writing() as db:
                db.execute(_END, {"hash": hash_of(stored.secret)})
        stored.secret, stored.row = None, _Row()

    def _start(self, stored: StoredSession, response: Response, at: datetime) -> None:
        who = stored.wish.becoming
        limits = rules.session_limits(who.roles if who else (), joint=bool(who and who.joint_in))
        secret = secrets.token_urlsafe(32)
        with context.globally(person_id=who.person_id if who else None), database.writing() as db:
            db.execute(
                _START,
                {
                    "hash": hash_of(secret),
                    "person": who.person_id if who else None,
                    "stamp": who.stamp if who else None,
                    "kind": ("joint" if who.joint_in else "person") if who else "stranger",
                    "joint_in": who.joint_in if who else None,
                    "data": _kept(stored),
                    "agent": request.user_agent.string[:200],
                    "at": at,
                    "idle": int(limits.idle.total_seconds()),
                    "until": at + limits.absolute,
                },
            )
        _set_cookie(response, secret)

    def _keep(self, stored: StoredSession, response: Response, at: datetime) -> None:
        """An ended session does not come back: when its row is gone, so is the cookie."""
        row, old = stored.row, stored.secret or ""
        renewed = secrets.token_urlsafe(32) if stored.wish.proved else old
        limits = rules.session_limits(row.roles, joint=row.joint)
        facts = {
            "hash": hash_of(old),
            "new_hash": hash_of(renewed),
            "data": _kept(stored),
            "at": at,
            "proved": at if stored.wish.proved else row.proved_at,
            "idle": int(limits.idle.total_seconds()),
        }
        with context.globally(person_id=row.person_id), database.writing() as db:
            kept = db.execute(_KEEP, facts).scalar()
        if not kept:
            _forget_cookie(response)
        elif renewed != old:
            _set_cookie(response, renewed)


def _turned_away(response: Response) -> bool:
    """A form refused without a session starts none: sent from another site, its answer would replace one's own."""
    return response.status_code >= 400 and request.method not in {"GET", "HEAD", "OPTIONS"}


def _kept(stored: StoredSession) -> dict[str, Any]:
    return {key: value for key, value in stored.items() if key not in DERIVED}


def _set_cookie(response: Response, secret: str) -> None:
    response.set_cookie(COOKIE, secret, path="/", secure=True, httponly=True, samesite="Lax")


def _forget_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")


def _visitor(found: dict[str, Any]) -> Visitor | None:
    person = found["person"]
    if person is None:
        return None
    return Visitor(
        person_id=UUID(person["id"]),
        name=person["name"],
        language=person["language"],
        is_operator=person["is_operator"],
        joint=found["kind"] == "joint",
        proved_at=datetime.fromisoformat(found["proved_at"]),
        belongings=tuple(_belonging(row) for row in found["belongings"]),
    )


def _belonging(row: list[Any]) -> Belonging:
    municipality, slug, name_fi, name_sv, role, association = row
    return Belonging(UUID(municipality), slug, name_fi, name_sv, role, UUID(association) if association else None)


def _row(found: dict[str, Any], visitor: Visitor | None) -> _Row:
    roles = {belonging.role for belonging in visitor.belongings} if visitor else set()
    if visitor and visitor.is_operator:
        roles.add(rules.OPERATOR)
    return _Row(
        visitor.person_id if visitor else None,
        tuple(sorted(roles)),
        joint=found["kind"] == "joint",
        seen_at=datetime.fromisoformat(found["seen_at"]),
        proved_at=datetime.fromisoformat(found["proved_at"]),
    )
