"""Asks the register about one business id: short, bounded, and never trusting what comes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app import open_data

TIMEOUT_S: Final = (2, 3)
BIGGEST: Final = 256 * 1024
"""One organisation is a few kilobytes."""
NAME_AT_MOST: Final = 120
FINNISH: Final = "1"
"""How the register writes languages: 1 Finnish, 2 Swedish, 3 English."""
MAIN_NAME: Final = "1"
"""A type of name: the registered one; others are auxiliary names and translations."""
KINDS: Final = (
    ("yhdistys", "association"),
    ("säätiö", "foundation"),
    ("seurakunta", "religious_community"),
    ("kirkko", "religious_community"),
    ("uskonnollinen yhdyskunta", "religious_community"),
    ("kunta", "municipality"),
    ("valtio", "state"),
)
"""Words of the register's legal forms, and what they are to us; anything else is left to be chosen by hand."""
NOT_SO: Final = ("asumisoikeusyhdistys", "vakuutusyhdistys", "hypoteekkiyhdistys", "osuuskunta", "yhtiö", "liikelaitos")


@dataclass(frozen=True, slots=True)
class Company:
    """What the register says of an organisation; `kind` is a suggestion, None where its legal form suggests nothing."""

    business_id: str
    name: str
    kind: str | None


def company(base: str | None, business_id: str) -> Company | None:
    """The organisation with this business id; None when the register is off, silent, broken or does not know it."""
    if base is None:
        return None
    try:
        found = open_data.asked(base, {"businessId": business_id}, headers={}, timeout=TIMEOUT_S, biggest=BIGGEST)
    except open_data.NotReachable:
        return None
    rows = found.get("companies") if isinstance(found, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and _id_of(row) == business_id and (name := _name(row)):
            return Company(business_id, name, _kind(row))
    return None


def _id_of(row: Mapping[str, Any]) -> object:
    identity = row.get("businessId")
    return identity.get("value") if isinstance(identity, Mapping) else None


def _name(row: Mapping[str, Any]) -> str | None:
    for one in _current(row.get("names")):
        said = one.get("name")
        if str(one.get("type")) == MAIN_NAME and isinstance(said, str) and said.strip():
            return " ".join(said.split())[:NAME_AT_MOST]
    return None


def _kind(row: Mapping[str, Any]) -> str | None:
    for form in _current(row.get("companyForms")):
        for words in _current(form.get("descriptions")):
            said = words.get("description")
            if str(words.get("languageCode")) == FINNISH and isinstance(said, str):
                return _suggested(said.lower())
    return None


def _suggested(form: str) -> str | None:
    if any(word in form for word in NOT_SO):
        return None
    return next((kind for word, kind in KINDS if word in form), None)


def _current(rows: object) -> Iterator[Mapping[str, Any]]:
    """Those that have not ended."""
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and not row.get("endDate"):
            yield row
