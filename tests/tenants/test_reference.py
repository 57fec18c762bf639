"""The municipalities of Finland as dated facts: 308 of them, and two that live on in another."""

from datetime import date

import pytest

from tenants import reference
from tenants.reference import UnknownPlace

TODAY = date(2026, 11, 24)


def test_there_are_308_and_two_that_ended() -> None:
    assert len(reference.places()) == 310
    assert len(reference.places_on(TODAY)) == 308
    assert len({one.code for one in reference.places()}) == 310


def test_choosing_one_fills_names_and_region_and_guesses_nothing() -> None:
    narpio = reference.place("545")
    assert (narpio.name("fi"), narpio.name("sv"), narpio.name("en")) == ("Närpiö", "Närpes", "Närpiö")
    assert (narpio.region("fi"), narpio.region("sv")) == ("Pohjanmaa", "Österbotten")
    assert "language_status" in reference.UNKNOWN
    assert not hasattr(narpio, "language_status")


@pytest.mark.parametrize(
    ("code", "last", "successor"),
    [("099", date(2020, 12, 31), "214"), ("588", date(2024, 12, 31), "507")],
)
def test_a_merged_municipality_is_its_successor_from_the_next_day(code: str, last: date, successor: str) -> None:
    assert reference.standing_on(code, last).code == code
    assert reference.standing_on(code, date.fromordinal(last.toordinal() + 1)).code == successor
    assert not reference.place(code).is_there_on(TODAY)


def test_every_successor_is_there() -> None:
    for one in reference.places():
        assert (one.valid_to is None) == (one.successor_code is None)
        assert reference.standing_on(one.code, TODAY).is_there_on(TODAY)


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownPlace, match="999"):
        reference.place("999")


def test_every_name_makes_a_path() -> None:
    paths = [reference.suggested_path(one) for one in reference.places_on(TODAY)]
    assert len(set(paths)) == 308
    assert reference.suggested_path(reference.place("545")) == "narpio"


def test_they_stand_in_finnish_order() -> None:
    names = [one.name_fi for one in reference.places()]
    assert names[0] == "Akaa"
    assert names.index("Äänekoski") > names.index("Ylöjärvi")
