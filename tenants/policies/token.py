"""The signed tenant token: what a transaction may see, in a form an injected statement cannot forge.

`key|municipality|person|roles|expiry|HMAC-SHA256`, verified inside every policy by `sec.claims()` (texts.py).
A plain setting would let an injected SET choose any municipality (reference probe 19); a signature does not.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from uuid import UUID

from tenants.context import Door

BLOCK = 64
LIFE_S = 300
NOBODY = "-"
KEY_ID = re.compile(r"[A-Za-z0-9]{1,16}")
ROLE = re.compile(r"[a-z][a-z_]{0,40}")


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs tokens with one key; the database keeps only the two padded halves of it."""

    key_id: str
    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < 32:
            raise ValueError("the token key must be at least 32 bytes")
        if not KEY_ID.fullmatch(self.key_id):
            raise ValueError("the token key's id is 1 to 16 letters and digits")

    def sign(self, door: Door, *, expires_at: int) -> str:
        """The token for this door; `expires_at` in seconds since 1970.

        It stands in a statement as it is, so every part of it is of known shape or refused.
        """
        for role in door.roles:
            if not ROLE.fullmatch(role):
                raise ValueError("a role in a token is small letters and underscores")
        message = "|".join(
            (
                self.key_id,
                _id(door.municipality_id),
                _id(door.person_id),
                ",".join(door.roles) or NOBODY,
                str(int(expires_at)),
            )
        )
        return f"{message}|{hmac.new(self.key, message.encode(), hashlib.sha256).hexdigest()}"

    def pads(self) -> tuple[bytes, bytes]:
        """The inner and outer padded key (RFC 2104), so that the database needs only sha256()."""
        block = (
            self.key.ljust(BLOCK, b"\0")
            if len(self.key) <= BLOCK
            else hashlib.sha256(self.key).digest().ljust(BLOCK, b"\0")
        )
        return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def _id(value: UUID | None) -> str:
    return NOBODY if value is None else str(UUID(int=value.int))
