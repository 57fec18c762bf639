"""Counting tries at a secret before it is looked at, so that a hundred at once are a hundred (ASVS v5.0.0-6.3.1).

Addresses and networks are kept as keyed hashes only. An address nobody has is counted like any other.
"""

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from flask import current_app, request
from sqlalchemy import text

from app.accounts import rules
from app.accounts.rules import Patience
from app.web.clock import now
from tenants import context, database

_LOCK: Final = text("SELECT sec.attempt_lock(:key, :at)")
_COUNT: Final = text("SELECT sec.attempt_count(:key, :failures, :at)")
_FORGIVE: Final = text("SELECT sec.attempt_forgive(:key, :many)")
ALL: Final = 2**40


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose secret is tried, or from where."""

    name: str
    patience: Patience
    forgiven_whole: bool = True
    """Whether one success wipes out every failure, or only takes back its own try."""


def address(typed: str) -> Subject:
    """One address, as typed."""
    return Subject(f"address|{typed.strip().lower()}", rules.PATIENCE_ADDRESS)


def person(kind: str, person_id: object) -> Subject:
    """One person's secret of this kind (`code`, `short_code`, …)."""
    return Subject(f"{kind}|{person_id}", rules.PATIENCE_ADDRESS)


def letters(typed: str) -> Subject:
    """Letters to one address."""
    return Subject(f"letters|{typed.strip().lower()}", rules.PATIENCE_LETTERS, forgiven_whole=False)


def network(remote: str | None) -> Subject:
    """Where the try comes from; IPv6 by its /64, which is one customer."""
    place = remote or "nowhere"
    try:
        found = ip_address(place)
        place = found.exploded[:19] if isinstance(found, IPv6Address) else str(found)
    except ValueError:
        pass
    return Subject(f"network|{place}", rules.PATIENCE_NETWORK, forgiven_whole=False)


def seconds_to_wait(subjects: Sequence[Subject]) -> int:
    """Count one try of this request for each subject; above zero it was not counted and must wait so long."""
    secret = current_app.config["KUMINA"].secret_key.get_secret_value()
    every = (*subjects, network(request.remote_addr))
    return math.ceil(begin(every, secret=secret, at=now()).total_seconds())


def forget(subjects: Sequence[Subject]) -> None:
    """This request's try was right."""
    secret = current_app.config["KUMINA"].secret_key.get_secret_value()
    forgive((*subjects, network(request.remote_addr)), secret=secret)


def begin(subjects: Sequence[Subject], *, secret: str, at: datetime) -> timedelta:
    """Count one try for each, beforehand; a wait above zero means: do not even look, it was not counted."""
    ordered = sorted(((_key(one, secret), one.patience) for one in subjects), key=lambda pair: pair[0])
    with context.globally(), database.writing() as db:
        counts = []
        for key, patience in ordered:
            failures, last = db.execute(_LOCK, {"key": key, "at": at}).scalar_one()
            counts.append((key, patience, int(failures), datetime.fromisoformat(last)))
        longest = max(rules.wait(patience, failures, last, at=at) for _, patience, failures, last in counts)
        if longest > timedelta(0):
            return longest
        for key, patience, before, last in counts:
            failures = rules.effective(patience, before, last, at=at)
            db.execute(_COUNT, {"key": key, "failures": failures + 1, "at": at})
    return timedelta(0)


def forgive(subjects: Sequence[Subject], *, secret: str) -> None:
    """It was the right secret."""
    with context.globally(), database.writing() as db:
        for key, many in sorted((_key(one, secret), ALL if one.forgiven_whole else 1) for one in subjects):
            db.execute(_FORGIVE, {"key": key, "many": many})


def _key(subject: Subject, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"attempt|" + subject.name.encode(), hashlib.sha256)
