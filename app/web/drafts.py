"""A half-filled form survives log-out, time-out and a crash. Two lines in a slice:

    draft = drafts.of(form, "goals.ladder")                    in the view, once the form stands
    {% call form_frame(form, draft=draft) %}…{% endcall %}      in its template

What was typed is kept while it is typed (with JavaScript) and whenever the form is sent and not accepted; it is put
back when the form is opened again, with a note and a way to discard it, and goes when the form is accepted. Only the
person who typed it can read it, for two weeks. Passwords, codes and files are never kept. Two windows never overwrite
each other: every draft has a version, and whoever comes with an older one is told.

`of()` answers None where there is nobody to keep it for; give the key the id of the thing when there are many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import structlog
import wtforms
from flask import Flask, current_app, g, request, url_for
from flask_babel import format_datetime
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from app.web import forms
from app.web.clock import now
from app.web.visitor import visitor
from tenants import context, database

log = structlog.get_logger()

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LIFE_S: Final = 14 * 86_400
MOST: Final = 64_000
"""Characters of one draft; a longer one is not kept."""
NEVER: Final = (
    wtforms.PasswordField,
    wtforms.HiddenField,
    wtforms.FileField,
    wtforms.SubmitField,
    forms.PasswordField,
    forms.CodeField,
    forms.FileField,
)
VERSION, TOKEN = "draft-version", "draft-token"
Typed = dict[str, list[str]]

_WHERE = "municipality_id = :here AND person_id = :person AND form_key = :key"
_READ = text(f"SELECT version, fields, saved_at FROM web_draft WHERE {_WHERE}")  # noqa: S608
_DROP = text(f"DELETE FROM web_draft WHERE {_WHERE} AND version = :version")  # noqa: S608
_DISCARD = text(f"DELETE FROM web_draft WHERE {_WHERE}")  # noqa: S608
_SAVE = text("""
    INSERT INTO web_draft (municipality_id, person_id, form_key, version, fields, saved_at)
    VALUES (:here, :person, :key, :version + 1, :fields, :at)
    ON CONFLICT (municipality_id, person_id, form_key) DO UPDATE
        SET version = :version + 1, fields = excluded.fields, saved_at = excluded.saved_at
        WHERE web_draft.version = :version
""").bindparams(bindparam("fields", type_=JSONB))


@dataclass
class Draft:
    """What a page knows of the draft of its form."""

    key: str
    names: tuple[str, ...]
    version: int = 0
    saved_at: datetime | None = None
    """When what the form now shows was typed, if it was put back."""
    conflict: bool = False
    """Whether another window kept something else meanwhile; then nothing is overwritten."""

    @property
    def token(self) -> str:
        """What lets this page save and discard this draft and no other."""
        return _signer().dumps([self.key, self.names, str(_person()), str(context.current()), request.path])

    @property
    def saved_text(self) -> str:
        """The moment, as the reader's language writes it."""
        return str(format_datetime(self.saved_at, "short")) if self.saved_at else ""

    @property
    def save_at(self) -> str:
        """Where the page saves what is being typed."""
        return url_for("drafts.save")

    @property
    def discard_at(self) -> str:
        """Where the page lets go of it."""
        return url_for("drafts.discard")


class Conflict(Exception):
    """Another window has kept a newer version."""


def of(form: wtforms.Form, name: str, thing: UUID | None = None) -> Draft | None:
    """The draft of this form for the visitor: put back when the form is opened, kept when it is not accepted."""
    if visitor() is None or g.get("municipality") is None:
        return None
    draft = Draft(f"{name}:{thing}" if thing else name, tuple(_names(form)))
    kept = database.session().execute(_READ, _of(draft.key)).one_or_none()
    if request.method in SAFE:
        if kept is not None:
            draft.version = kept.version
            if not _is_filled(form):
                draft.saved_at = kept.saved_at
                _put_back(form, kept.fields, draft.names)
        return draft
    draft.version = version()
    draft.conflict = kept is not None and kept.version != draft.version
    database.session().execute(_DROP, _of(draft.key) | {"version": draft.version})  # undone with the act
    if not draft.conflict:
        g.setdefault("drafts_sent", []).append((draft.key, draft.version, typed(draft.names)))
        draft.version += 1  # what the page shown again will know
    return draft


def save(key: str, version: int, fields: Typed) -> int:
    """Keep what was typed over the version the page knew; answers the new one. Raises Conflict."""
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > MOST:
        raise ValueError("more than a draft may hold")
    facts = _of(key) | {"version": version, "fields": fields, "at": now()}
    if database.session().execute(_SAVE, facts).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(key)
    return version + 1


def discard(key: str) -> None:
    """Let go of what was kept."""
    database.session().execute(_DISCARD, _of(key))


def opened(token: str) -> tuple[str, tuple[str, ...], str] | None:
    """Key, names and path of a page's token; None when it is not the visitor's, of another place or too old."""
    try:
        key, names, person, place, path = _signer().loads(token, max_age=LIFE_S)
    except (BadData, ValueError):
        return None
    return (key, tuple(names), path) if (person, place) == (str(_person()), str(context.current())) else None


def typed(names: tuple[str, ...]) -> Typed:
    """What the request brought for these fields and no others; a box left empty is an answer too."""
    return {name: request.form.getlist(name) for name in names}


def version() -> int:
    """Which version of its draft the page knew."""
    given = request.form.get(VERSION, "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def register(app: Flask) -> None:
    """Keep what was sent and not accepted, whatever the reason, in a transaction of its own."""

    @app.after_request
    def keep_what_was_not_accepted(response: Any) -> Any:
        sent, who, where = g.pop("drafts_sent", ()), visitor(), g.get("municipality")
        if not sent or response.status_code < 400 or who is None or where is None:
            return response
        try:
            with context.entering(where.id, person_id=who.person_id), database.writing():
                for key, version, fields in sent:
                    save(key, version, fields)
        except Exception as error:  # the answer matters more than its draft
            log.warning("draft_not_kept", exc_info=error)
        return response


def _names(form: BaseForm) -> Iterator[str]:
    for field in form:
        if isinstance(field, wtforms.FormField):
            yield from _names(field.form)
        elif isinstance(field, wtforms.FieldList):
            for entry in field:
                yield from _names(entry.form) if isinstance(entry, wtforms.FormField) else [entry.name]
        elif not isinstance(field, NEVER):
            yield field.name


def _is_filled(form: BaseForm) -> bool:
    """Whether what was sent just before signing in again already stands in it: that is newer."""
    return any(field.raw_data is not None for field in form)


def _put_back(form: BaseForm, fields: Typed, names: tuple[str, ...]) -> None:
    known: MultiDict[str, str] = MultiDict([(name, one) for name in names for one in fields.get(name, ())])
    for field in form:
        compound = isinstance(field, (wtforms.FormField, wtforms.FieldList))
        if field.name in fields or (compound and any(name.startswith(f"{field.name}-") for name in fields)):
            field.process(known, field.data)


def _of(key: str) -> dict[str, Any]:
    return {"here": context.current(), "person": _person(), "key": key}


def _person() -> UUID | None:
    return context.door().person_id


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["KUMINA"].secret_key.get_secret_value(), salt="kumina draft")
