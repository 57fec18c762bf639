"""What keeps a cell of a CSV file from being worked out as a formula, and takes the guard off again when it returns."""

from typing import Final

STARTERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet program calculate (ASVS v5.0.0-1.2.10)."""
GUARD: Final = "'"


def guarded(text: str) -> str:
    """The text as a program shows it and never calculates it."""
    return f"{GUARD}{text}" if _starts_one(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given; other texts as they are."""
    return text[1:] if text.startswith(GUARD) and _starts_one(text) else text


def _starts_one(text: str) -> bool:
    return text.lstrip(GUARD).startswith(STARTERS)
