"""The port reads the interface's own format, and is not led astray by anything else."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from werkzeug.wrappers import Response

from app import eperusteet
from app.eperusteet import NotReachable, Qualification, port
from tests.fakes.eperusteet import STRENGTHENING, TELMA, Eperusteet, serving

TODAY = date(2026, 11, 24)
OF = Qualification(2910079, TELMA["nimi"]["fi"], TELMA["nimi"]["sv"], "OPH-2659-2017")


@pytest.fixture
def service() -> Iterator[Eperusteet]:
    with serving() as fake:
        yield fake


def test_qualifications_are_found_by_name(service: Eperusteet) -> None:
    assert eperusteet.qualifications(service.base, "valmentava") == (OF,)
    assert eperusteet.qualifications(service.base, "lentäjä") == ()
    assert "voimassa=true" in service.asked[0]


def test_units_are_those_with_a_national_code_and_a_name(service: Eperusteet) -> None:
    (unit,) = eperusteet.units_of(service.base, OF, on=TODAY)
    assert (unit.code, unit.name_fi, unit.name_sv) == (
        "400005",
        "Ammatillisen toimintakyvyn vahvistaminen",
        "Stärkande av den yrkesinriktade funktionsförmågan",
    )
    assert (unit.qualification_fi, unit.register_number, unit.points) == (OF.fi, "OPH-2659-2017", None)
    assert (unit.source, unit.read_on) == (f"{service.base}/peruste/2910079", TODAY)


def test_the_sample_says_what_the_service_says(service: Eperusteet) -> None:
    """The fake holds kept answers of the real service; what comes along with the product agrees with them."""
    (unit,) = eperusteet.units_of(service.base, OF, on=TODAY)
    (kept,) = [one for one in eperusteet.SAMPLE if one.code == unit.code]
    told = ("code", "name_fi", "name_sv", "qualification_fi", "qualification_sv", "register_number")
    assert [getattr(kept, name) for name in told] == [getattr(unit, name) for name in told]
    assert all(one.source and one.read_on for one in eperusteet.SAMPLE)


@pytest.mark.parametrize(("laajuus", "points"), [(15, 15), (15.0, 15), (0.0, None), (12.5, None), ("15", None)])
def test_points_are_a_single_whole_figure_or_unsaid(service: Eperusteet, laajuus: object, points: int | None) -> None:
    service.units[OF.id] = [STRENGTHENING | {"laajuus": laajuus}]
    assert eperusteet.units_of(service.base, OF, on=TODAY)[0].points == points


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "x",
        STRENGTHENING | {"koodiUri": "paikallinen_400005"},
        STRENGTHENING | {"koodiArvo": "4000'; --"},
        STRENGTHENING | {"koodiArvo": 400005},
        STRENGTHENING | {"nimi": {"sv": "Bara svenska"}},
    ],
)
def test_what_is_no_national_unit_is_left_out(service: Eperusteet, odd: object) -> None:
    service.units[OF.id] = [odd]
    assert eperusteet.units_of(service.base, OF, on=TODAY) == ()


BAD = {
    "a fault": Response(status=500),
    "nothing": Response(status=204),
    "elsewhere": Response(status=302, headers={"Location": "http://127.0.0.1:9/"}),
    "no JSON": Response("<html>", mimetype="text/html"),
    "other JSON": Response(json.dumps("hello"), mimetype="application/json"),
    "no number": Response(json.dumps({"data": [{"nimi": {"fi": "X"}}]}), mimetype="application/json"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answer_is_said_plainly(service: Eperusteet, kind: str) -> None:
    service.broken = BAD[kind]
    with pytest.raises(NotReachable):
        eperusteet.qualifications(service.base, "x")
    with pytest.raises(NotReachable):
        eperusteet.units_of(service.base, OF, on=TODAY)


def test_an_endless_answer_is_not_read_to_its_end(service: Eperusteet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "BIGGEST", 100)
    with pytest.raises(NotReachable):
        eperusteet.units_of(service.base, OF, on=TODAY)


@pytest.mark.parametrize("base", ["http://127.0.0.1:9", "file:///etc", "eperusteet"])
def test_nobody_there_and_no_address_are_alike(base: str) -> None:
    with pytest.raises(NotReachable):
        eperusteet.qualifications(base, "x")
