"""Rows of the municipality's own people: each is invited, once."""

from collections.abc import Iterable, Iterator
from typing import Final

from app.accounts.rules import STAFF
from app.imports.rules import words
from app.imports.rules.cells import Cells
from app.imports.rules.known import Known
from app.imports.rules.plan import INVITATION, Line, Part
from app.values.refusal import Refusal

NAME_AT_MOST: Final = 120


def staff(rows: Iterable[Cells], known: Known) -> Iterator[Line]:
    """Who would be invited; who has been, or has joined, is left as is."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        _wanted(row)
        row.no_longer_than(NAME_AT_MOST, "name")
        role = row.coded("role", words.ROLES, "")
        if row["role"] and role and role not in STAFF:
            row.fault("word_unknown", "role", given=row["role"][:60])
        said = {
            "email": row.address("email"),
            "name": row["name"],
            "language": row.coded("language", words.LANGUAGES, known.language),
            "role": role,
        }
        key = (said["email"], role)
        if key in seen:
            row.fault("same_as_row", "email", row=seen[key])
        seen.setdefault(key, row.number)
        there = (said["email"], role, None) in known.invited
        yield Line(row.number, row["name"], (Part(INVITATION, "same" if there else "add", said),), tuple(row.faults))


def _wanted(row: Cells) -> None:
    row.faults += [Refusal("imports.cell_missing", {}, name) for name in ("name", "email", "role") if not row[name]]
