"""What a waiting letter says and to whom, encrypted: the web that posts it cannot read it back, nor can a copy of the
database; and a letter that was not posted by the house cannot be opened, so nobody can have one sent."""

import hmac
import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
_cipher: AESGCM | None = None


class Unreadable(Exception):
    """The letter was sealed with another key, or by nobody of the house."""


def configure(secret: str) -> None:
    """Derive the key of letters from the installation's secret (KUMINA_SECRET_KEY)."""
    global _cipher  # noqa: PLW0603 - one key a process is the point
    _cipher = AESGCM(hmac.digest(secret.encode(), b"kumina: letters waiting to leave", "sha256"))


def seal(letter_id: UUID, kind: str, content: Mapping[str, Any]) -> bytes:
    """Encrypt for this letter and no other."""
    nonce = os.urandom(NONCE)
    return nonce + _the_cipher().encrypt(nonce, json.dumps(content).encode(), letter_id.bytes + kind.encode())


def unseal(letter_id: UUID, kind: str, sealed: bytes) -> dict[str, Any]:
    """What was sealed for this letter; raises Unreadable."""
    try:
        opened = _the_cipher().decrypt(sealed[:NONCE], sealed[NONCE:], letter_id.bytes + kind.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(str(letter_id)) from error
    content: dict[str, Any] = json.loads(opened)
    return content


def _the_cipher() -> AESGCM:
    if _cipher is None:
        raise RuntimeError("letters have no key: call outbox.configure() first")
    return _cipher
