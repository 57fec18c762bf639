"""K3: nothing about clients comes in by a file; a column that holds identity codes shows that it would."""

from typing import Final

from app.imports.rules.fields import plain_word
from app.values import identity_code
from app.values.refusal import Refusal
from app.values.sheets import Sheet

HEADINGS: Final = frozenset({"hetu", "henkilötunnus", "henkilotunnus", "sotu", "personbeteckning", "identitycode"})


def may_take(sheet: Sheet) -> Refusal | None:
    """K3: a file with identity codes in any column, read or not, is not taken in at all."""
    for place, heading in enumerate(sheet.headings):
        if plain_word(heading) in HEADINGS or any(identity_code.is_in_cell(row.cells[place]) for row in sheet.rows):
            return Refusal("imports.identity_codes", {"heading": heading or str(place + 1)}, "file")
    return None
