"""Asking for real, and making two answers comparable."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.accounts import sessions
from tests.house.matrix.actors import TOKEN, Actor
from tests.house.matrix.cases import Case

VARYING: Final = frozenset({"date", "x-request-id", "set-cookie"})


@dataclass(frozen=True)
class Answer:
    """What came back."""

    case: Case
    actor: str
    method: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    session_changed: bool = False
    """Whether the browser was given another session, or lost its own."""

    def __str__(self) -> str:
        return f"{self.method} {self.case.rule} ({self.case.relation}) as {self.actor}: {self.status}"

    def likeness(self) -> tuple[object, ...]:
        """Status, headers and body without what differs by nature: the id asked for, tokens, date, request number."""
        return self.status, tuple((name, self._plain(value)) for name, value in self.headers), self._plain(self.body)

    def _plain(self, text: str) -> str:
        for one in self.case.ids:
            text = text.replace(one, "ID")
        found = TOKEN.search(text)
        return text.replace(found[1], "TOKEN") if found else text


def ask(actor: Actor, method: str, case: Case, *, form: Mapping[str, object] | None = None) -> Answer:
    """One request of this actor; forms carry their real token."""
    data = {"csrf_token": actor.token(), **_sent(form or {})} if method in {"POST", "PUT", "PATCH", "DELETE"} else None
    headers = {"Referer": f"https://localhost{case.path}"} if data is not None else None
    response = actor.browser.open(case.path, method=method, data=data, headers=headers)
    told = tuple(sorted((n.lower(), v) for n, v in response.headers if n.lower() not in VARYING))
    body = response.get_data(as_text=True) if response.mimetype.startswith(("text/", "application/json")) else ""
    changed = any(value.startswith(f"{sessions.COOKIE}=") for value in response.headers.getlist("Set-Cookie"))
    response.close()
    return Answer(case, actor.name, method, response.status_code, told, body, changed)


def _sent(form: Mapping[str, object]) -> dict[str, object]:
    """A file, given as its content and name, is opened anew for every request: sending closes it."""
    return {name: (io.BytesIO(one[0]), one[1]) if isinstance(one, tuple) else one for name, one in form.items()}
