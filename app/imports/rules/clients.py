"""K3: nothing about clients comes in by a file; a column that holds identity codes shows that it would."""

import re
from typing import Final

from app.imports.rules.fields import plain_word
from app.values.refusal import Refusal
from app.values.sheets import Sheet

IDENTITY_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[-+A-FU-Y][0-9]{3}[0-9A-Y](?![0-9A-Za-z])",
    re.IGNORECASE,
)
"""A Finnish personal identity code, with the marks of centuries that came in 2023; its check character may be wrong."""
HEADINGS: Final = frozenset({"hetu", "henkilötunnus", "henkilotunnus", "sotu", "personbeteckning", "identitycode"})


def may_take(sheet: Sheet) -> Refusal | None:
    """K3: a file with identity codes in any column, read or not, is not taken in at all."""
    for place, heading in enumerate(sheet.headings):
        if plain_word(heading) in HEADINGS or any(IDENTITY_CODE.search(row.cells[place]) for row in sheet.rows):
            return Refusal("imports.identity_codes", {"heading": heading or str(place + 1)}, "file")
    return None
