"""People who keep writing through the forms, and remember what they were told."""

import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

import requests

from app.accounts import sessions
from app.attendance.rules import pressed

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PATIENCE_S = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""No digits: a name must not look like an identity code, which the house does not take."""


@dataclass
class Told:
    """What somebody was told: done, or nothing at all."""

    done: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass
class Writer:
    """One browser that sends one kind of form again and again."""

    address: str
    slug: str
    cookie: str
    page: str
    form: Callable[[str], dict[str, str]]
    again: bool = False
    """Whether the same thing is sent until it is acknowledged: only where sending twice does nothing twice."""
    told: Told = field(default_factory=Told)
    _token: str = ""

    def write(self, stop: threading.Event) -> None:
        """Until told to stop."""
        while not stop.is_set():
            name = "".join(secrets.choice(LETTERS) for _ in range(16))
            while not self._send(name) and self.again and not stop.is_set():
                time.sleep(0.2)
            time.sleep(0.02)

    def _send(self, name: str) -> bool:
        try:
            token = self._token or self._fetch_token()
            answer = self._ask("POST", {"csrf_token": token, **self.form(name)})
        except requests.RequestException:
            answer = None
        if answer is not None and answer.status_code == 302 and "/sign-in" not in answer.headers["Location"]:
            self.told.done.append(name)
            return True
        if answer is not None and answer.status_code in {400, 422}:
            raise AssertionError(f"{self.page} refused: {answer.status_code}\n{answer.text[-3000:]}")
        self.told.unknown.append(name)
        return False

    def _fetch_token(self) -> str:
        found = TOKEN.search(self._ask("GET").text)
        if found is None:
            raise requests.RequestException("no form")
        self._token = found[1]
        return self._token

    def _ask(self, method: str, data: dict[str, str] | None = None) -> requests.Response:
        """Every request on a connection of its own, as from another browser."""
        headers = {"Cookie": f"{sessions.COOKIE}={self.cookie}", "Connection": "close"}
        address = f"{self.address}/{self.slug}/{self.page}"
        return requests.request(method, address, data=data, headers=headers, timeout=PATIENCE_S, allow_redirects=False)


def contact(name: str) -> dict[str, str]:
    """Somebody who got in touch; the name is what is looked for afterwards."""
    return {"calling_name": name, "reach": "040 123 4567", "language": "fi", "way_in": "self", "wishes": ""}


def invitation(name: str) -> dict[str, str]:
    """An invitation with a letter."""
    return {"name": name, "email": f"{name}@esimerkki.example", "role": "finance", "language": "fi"}


def marks(placement_id: str, days: list[date]) -> Callable[[str], dict[str, str]]:
    """Days answered, now so and now so; the page's key is made of the name, so that sent again it is the same."""

    def said(name: str) -> dict[str, str]:
        number = key_of(name).int
        answer = "present" if number % 2 else "absent"
        day = days[number // 2 % len(days)]
        return {"key": str(key_of(name)), "mark": pressed(answer, day, UUID(placement_id))}

    return said


def key_of(name: str) -> UUID:
    """The page's key for this name."""
    return uuid5(NAMESPACE_URL, name)
