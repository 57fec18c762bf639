"""The rules of passwords, asked with the local list of known ones at hand."""

import unicodedata
from collections.abc import Iterable

from app.accounts.passwords import known, rules
from app.values.refusal import Refusal


def refused(password: str, own_words: Iterable[str]) -> Refusal | None:
    """Why this password will not do for this person, or None."""
    words = tuple(own_words)
    rest = rules.rest(password[: rules.LONGEST], words)
    return rules.refused(
        password, known=known.is_known(password), rest_is_known=bool(rest) and known.is_known(rest), own_words=words
    )


def normal(password: str) -> str:
    """The same password however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password)
