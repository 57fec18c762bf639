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
_WRITE = text("SELECT sec.session_write(:hash, :person, :kind, :data, :agent, :at, :proved, :idle, :until)").bindparams(
    bindparam("data", type_=JSONB)
)


@dataclass(frozen=True, slots=True)
class _Row:
    """What the store knows of a session."""

    kind: str = "stranger"
    person_id: UUID | None = None
    roles: tuple[str, ...] = ()
    started_at: datetime | None = None
    seen_at: datetime | None = None
    proved_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass
class _Wish:
    """What this request wants of the session beyond its data."""

    renew: bool = False
    proved: bool = False
    person: tuple[UUID, tuple[str, ...], bool] | None = None
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


def become(person_id: UUID, roles: tuple[str, ...], *, joint: bool = False) -> None:
    """From now on this browser is that person's: a new id, the old one is dead (ASVS v5.0.0-7.2.4)."""
    session = current()
    session.wish.person = (person_id, roles, joint)
    session.wish.renew = session.wish.proved = session.modified = True


def prove() -> None:
    """The person has just proved themself again: a new id and a fresh time (step-up)."""
    session = current()
    session.wish.renew = session.wish.proved = session.modified = True


def end() -> None:
    """The session is over: its row goes, and the browser is a stranger's."""
    session = current()
    session.clear()
    session.wish.end = True


def current() -> StoredSession:
    """The session of this request."""
    stored: StoredSession = g.stored_session
    return stored


def hash_of(secret: str) -> bytes:
    """What is stored of a session's id."""
    return hashlib.sha256(secret.encode()).digest()


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
                g.stored_session = StoredSession(found["data"], secret, _row(found, g.visitor))
        return current()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        """Write what changed, under a new id when asked; an untouched session is only seen, once a minute."""
        stored = session if isinstance(session, StoredSession) else current()
        at = now()
        if stored.wish.end:
            self._end(stored)
            if not stored:
                response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
                return
        if stored.wish.end or stored.wish.renew:
            if not stored.wish.end:
                self._end(stored)
            stored.secret = None
        seen = stored.row.seen_at
        stale = stored.secret is not None and seen is not None and at - seen > TOUCH
        if (stored.modified and (stored or stored.secret or stored.wish.person)) or stale:
            self._write(stored, response, at)

    def _end(self, stored: StoredSession) -> None:
        if stored.secret is None:
            return
        with context.globally(), database.writing() as db:
            db.execute(_END, {"hash": hash_of(stored.secret)})
        if stored.wish.end:
            stored.row = _Row()

    def _write(self, stored: StoredSession, response: Response, at: datetime) -> None:
        row = stored.row
        person_id, roles, joint = stored.wish.person or (row.person_id, row.roles, row.kind == "joint")
        limits = rules.session_limits(roles, joint=joint)
        proved = at if stored.wish.proved or row.proved_at is None else row.proved_at
        is_new = stored.secret is None
        stored.secret = stored.secret or secrets.token_urlsafe(32)
        until = at + limits.absolute if stored.wish.person or row.ends_at is None else row.ends_at
        with context.globally(person_id=person_id), database.writing() as db:
            db.execute(
                _WRITE,
                {
                    "hash": hash_of(stored.secret),
                    "person": person_id,
                    "kind": "joint" if joint else "person" if person_id else "stranger",
                    "data": dict(stored),
                    "agent": _agent(),
                    "at": at,
                    "proved": proved,
                    "idle": int(limits.idle.total_seconds()),
                    "until": until,
                },
            )
        if is_new:
            response.set_cookie(COOKIE, stored.secret, path="/", secure=True, httponly=True, samesite="Lax")


def _agent() -> str:
    return request.user_agent.string[:200]


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
    instants = {key: datetime.fromisoformat(found[key]) for key in ("started_at", "seen_at", "proved_at", "ends_at")}
    roles = {belonging.role for belonging in visitor.belongings} if visitor else set()
    if visitor and visitor.is_operator:
        roles.add(rules.OPERATOR)
    return _Row(found["kind"], visitor.person_id if visitor else None, tuple(sorted(roles)), **instants)
