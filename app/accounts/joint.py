"""The shared screen: the counsellor's session is over, and the browser waits for the client's own code.

While it waits nobody is signed in. The code makes it the client's, as a client and in that municipality alone; leaving
makes it nobody's. So neither can act as the other (design § 7).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import session
from flask_security.utils import hash_password, verify_password

from app.accounts import datastore, rules, sessions
from app.web.clock import now

WAITING: Final = "joint_waiting"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A screen that was handed over, and for whom."""

    person_id: UUID
    municipality_id: UUID
    start_code: str | None
    """Hash of the code the counsellor tells, for a client who has no code and no other way to sign in."""


def hand_over(person_id: UUID, municipality_id: UUID, *, needs_start_code: bool) -> str | None:
    """End this session and wait; answers with the start code when the client has none of their own yet."""
    code = "".join(secrets.choice("0123456789") for _ in range(rules.SHORT_CODE_DIGITS)) if needs_start_code else None
    sessions.end()
    session[WAITING] = {
        "person": str(person_id),
        "in": str(municipality_id),
        "until": (now() + rules.START_CODE_LIVES).isoformat(),
        "start": hash_password(code) if code else None,
        "tries": 0,
    }
    return code


def waiting(municipality_id: UUID) -> Waiting | None:
    """Whom this browser waits for in this municipality; None once the time is over."""
    kept = session.get(WAITING)
    if kept is None or kept["in"] != str(municipality_id) or datetime.fromisoformat(kept["until"]) <= now():
        return None
    return Waiting(UUID(kept["person"]), municipality_id, kept["start"])


def is_right(asked: Waiting, code: str) -> bool:
    """Whether this is the client's own code, or the start code of who has none; few tries, then it is over."""
    person = datastore.load(asked.person_id)
    kept = asked.start_code or (person.short_code if person else None)
    if person is not None and person.active and kept and verify_password(code, kept):
        return True
    tries = session[WAITING]["tries"] + 1
    if tries >= rules.WAITING_TRIES:
        session.pop(WAITING)
    else:
        session[WAITING] = session[WAITING] | {"tries": tries}
    return False


def enter(asked: Waiting) -> None:
    """From now on the browser is the client's, in this municipality, until they leave."""
    person = datastore.load(asked.person_id)
    if person is not None:
        sessions.become(person.id, person.fs_uniquifier, (rules.CLIENT,), joint_in=asked.municipality_id)
