"""Whether a password will do (NIST SP 800-63B-4; ASVS v5.0.0-6.2): length and what it is made of, never which signs."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from app.values.refusal import Refusal

SHORTEST: Final = 15
LONGEST: Final = 256
OWN_LEAST: Final = 8
"""How much must be left of a password once the person's own words and repetitions are taken out of it."""
HOUSE_WORDS: Final = ("kumina", "kumminskommun", "salasana", "lösenord", "password")
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyzåäö", "01234567890123456789", "qwertyuiopå", "asdfghjklöä", "zxcvbnm")


def refused(password: str, *, known: bool, rest_is_known: bool, own_words: Iterable[str]) -> Refusal | None:
    """Why not; `known` and `rest_is_known` say whether it, or what is left of it, is on the list of known ones."""
    if len(password) < SHORTEST:
        return Refusal("accounts.password_too_short", {"least": SHORTEST})
    if len(password) > LONGEST:
        return Refusal("accounts.password_too_long", {"most": LONGEST})
    if known:
        return Refusal("accounts.password_known")
    if rest_is_known or len(rest(password, own_words)) < OWN_LEAST:
        return Refusal("accounts.password_guessable")
    return None


def rest(password: str, own_words: Iterable[str]) -> str:
    """What of the password is neither the person's own words, nor the house's, nor a run, nor said twice."""
    left = _plain(password)
    for word in sorted({_plain(word) for word in (*own_words, *HOUSE_WORDS)}, key=len, reverse=True):
        if len(word) >= 3:
            left = left.replace(word, "")
    return _without_repetition(_without_runs(left))


def words(*texts: str | None) -> tuple[str, ...]:
    """The single words of a name, an address or a municipality's name."""
    return tuple(word for text in texts if text for word in (text, *re.split(r"[\W_]+", text)) if word)


def _without_runs(left: str) -> str:
    for run in _RUNS:
        for way in (run, run[::-1]):
            for length in range(len(way), 3, -1):
                for start in range(len(way) - length + 1):
                    left = left.replace(way[start : start + length], "")
    return left


def _without_repetition(left: str) -> str:
    """`abcabcabc` is as easy to guess as `abc`; first as a whole, then piece by piece."""
    left = left[: (left + left).find(left, 1)] if left else left
    return re.sub(r"(.+?)\1+", r"\1", left)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
