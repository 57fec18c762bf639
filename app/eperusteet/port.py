"""Asks ePerusteet's open interface: short, bounded, and never trusting what comes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from app import open_data
from app.eperusteet.units import Qualification, Unit
from app.open_data import NotReachable

TIMEOUT_S: Final = (3, 10)
BIGGEST: Final = 12 * 1024 * 1024
"""A whole qualification is about 9 MB; anything much larger is not one."""
MOST: Final = 20
CODE_SET: Final = "tutkinnonosat_"
CALLER: Final = {"Caller-Id": "kumina"}


def qualifications(base: str, name: str) -> tuple[Qualification, ...]:
    """Qualifications in force whose Finnish name holds these words, at most twenty. Raises NotReachable."""
    asked = {"nimi": name, "kieli": "fi", "voimassa": "true", "tulevat": "false", "sivu": "0", "sivukoko": str(MOST)}
    found = _asked(f"{base}/perusteet", asked)
    rows = found.get("data") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise NotReachable("no list of qualifications")
    return tuple(_qualification(row) for row in rows if isinstance(row, dict) and _text(row.get("nimi"), "fi"))[:MOST]


def units_of(base: str, qualification: Qualification, *, on: date) -> tuple[Unit, ...]:
    """The units of a qualification that have a code and a name, as they are on this day. Raises NotReachable."""
    found = _asked(f"{base}/peruste/{qualification.id}/tutkinnonOsat", {})
    if not isinstance(found, list):
        raise NotReachable("no list of units")
    return tuple(_units(found, qualification, f"{base}/peruste/{qualification.id}", on))


def _units(rows: list[Any], of: Qualification, source: str, on: date) -> Iterator[Unit]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        uri, code, name = row.get("koodiUri"), row.get("koodiArvo"), row.get("nimi")
        if not isinstance(code, str) or not code.isdigit() or uri != f"{CODE_SET}{code}" or not _text(name, "fi"):
            continue  # a unit of a school's own, or one that is being written
        name_fi = _text(name, "fi")
        yield Unit(
            code=code,
            name_fi=name_fi,
            name_sv=_text(name, "sv") or name_fi,
            qualification_fi=of.fi,
            qualification_sv=of.sv,
            register_number=of.register_number,
            points=_whole(row.get("laajuus")),
            source=source,
            read_on=on,
        )


def _whole(points: object) -> int | None:
    """A single whole figure above nothing; a range or a half is left unsaid."""
    if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        return None
    return int(points) if float(points).is_integer() else None


def _qualification(row: Mapping[str, Any]) -> Qualification:
    number, identity = row.get("diaarinumero"), row.get("id")
    if not isinstance(identity, int):
        raise NotReachable("a qualification without its number")
    fi = _text(row["nimi"], "fi")
    return Qualification(identity, fi, _text(row["nimi"], "sv") or fi, number if isinstance(number, str) else "")


def _text(words: object, language: str) -> str:
    said = words.get(language) if isinstance(words, Mapping) else None
    return " ".join(said.split())[:300] if isinstance(said, str) else ""


def _asked(address: str, words: Mapping[str, str]) -> object:
    return open_data.asked(address, words, headers=CALLER, timeout=TIMEOUT_S, biggest=BIGGEST)
