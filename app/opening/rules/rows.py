"""Lists that one edits row by row: a new row's code, and the list with one row more, less or different."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from app.values.refusal import Refusal

CODE_AT_MOST: Final = 40
Row = Mapping[str, Any]


def new_code(words: str, *, taken: Collection[str]) -> str:
    """A code for a row, made from its words: small letters, digits and underscores, different from all others."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:CODE_AT_MOST].strip("_") or "row"
    if stem[0].isdigit():
        stem = f"n_{stem}"
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)


def with_row(rows: Sequence[Row], row: Row, *, number: int | None = None) -> list[Row]:
    """The list with this row in the place of the numbered one (1 is the first), or as its last."""
    changed = list(rows)
    if number is None:
        changed.append(row)
    else:
        changed[number - 1] = row
    return changed


def without_row(rows: Sequence[Row], number: int) -> list[Row]:
    """The list without the numbered row."""
    return [row for place, row in enumerate(rows, start=1) if place != number]


def may_touch_row(rows: Sequence[Row], number: int, *, seen: str) -> Refusal | None:
    """A row is changed as it was seen: somebody else may have changed the list meanwhile."""
    if not 1 <= number <= len(rows) or mark_of(rows[number - 1]) != seen:
        return Refusal("opening.row_changed_meanwhile")
    return None


def mark_of(row: Row) -> str:
    """What tells whether a row is still the one that was shown."""
    return hashlib.sha256(repr(_flat(row)).encode()).hexdigest()[:16]


def _flat(value: Any) -> Any:
    """Independent of how the row is held: read-only or not, list or tuple."""
    if isinstance(value, Mapping):
        return sorted((key, _flat(inner)) for key, inner in value.items())
    if isinstance(value, (list, tuple)):
        return [_flat(inner) for inner in value]
    return str(value)
