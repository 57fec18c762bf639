"""A qualification and its units, as far as a work task needs them; and a small sample, dated as it was read."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification whose requirements are in force; the number names it in ePerusteet."""

    id: int
    fi: str
    sv: str
    register_number: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a qualification; the code is that of the national code set `tutkinnonosat`."""

    code: str
    name_fi: str
    name_sv: str
    qualification_fi: str
    qualification_sv: str
    register_number: str
    points: int | None
    """Competence points, where the interface gives a single figure."""
    source: str
    read_on: date


SAMPLE: Final = (
    Unit(
        code="400005",
        name_fi="Ammatillisen toimintakyvyn vahvistaminen",
        name_sv="Stärkande av den yrkesinriktade funktionsförmågan",
        qualification_fi="Työhön ja itsenäiseen elämään valmentava koulutus (TELMA)",
        qualification_sv="Utbildning som handleder för arbete och ett självständigt liv",
        register_number="OPH-2659-2017",
        points=None,
        source="ePerusteet, tutkinnonosat_400005 (github.com/Opetushallitus/ehoks)",
        read_on=date(2018, 3, 1),
    ),
    Unit(
        code="400014",
        name_fi="Yhteiskunta- ja työelämäosaaminen",
        name_sv="Kunnande om samhälle och arbetsliv",
        qualification_fi="Ammatilliset perustutkinnot, yhteinen tutkinnon osa",
        qualification_sv="Yrkesinriktade grundexamina, gemensam examensdel",
        register_number="",
        points=None,
        source="ePerusteet, tutkinnonosat_400014 (github.com/Opetushallitus/ehoks)",
        read_on=date(2020, 3, 6),
    ),
)
"""Real units as ePerusteet answered on the day its answer was last changed; newer ones are fetched through the port."""
