"""The register fills in what it knows, and never stops anybody."""

import time

import pytest

from app.ytj import port
from tests.fakes import ytj

KNOWN = "0737546-2"


def test_the_registered_name_and_a_kind_are_suggested() -> None:
    with ytj.serving() as register:
        found = port.company(register.url, KNOWN)
        assert found == port.Company(KNOWN, "Keksityn kylän toimintatupa ry", "association")
        assert port.company(register.url, "1572860-0") == port.Company("1572860-0", "Keksitty Oy", None)
        assert register.asked == [KNOWN, "1572860-0"]


@pytest.mark.parametrize("says", ["missing", "garbage", "deep", "elsewhere", "wrong", "odd", "huge"])
def test_a_bad_answer_is_no_answer(says: str) -> None:
    with ytj.serving(says) as register:
        assert port.company(register.url, KNOWN) is None


def test_an_unknown_number_and_a_register_that_is_off_or_away_answer_nothing() -> None:
    with ytj.serving() as register:
        assert port.company(register.url, "0000000-0") is None
    assert port.company(register.url, KNOWN) is None, "nobody answers there any more"
    assert port.company(None, KNOWN) is None
    assert port.company("file:///etc/passwd", KNOWN) is None


def test_nobody_waits_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port, "TIMEOUT_S", (0.2, 0.3))
    began = time.monotonic()
    with ytj.serving("slow") as register:
        assert port.company(register.url, KNOWN) is None
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("Aatteellinen yhdistys", "association"),
        ("Säätiö", "foundation"),
        ("Evankelis-luterilainen seurakunta", "religious_community"),
        ("Kunta", "municipality"),
        ("Osakeyhtiö", None),
        ("Asumisoikeusyhdistys", None),
        ("Kunnan liikelaitos", None),
    ],
)
def test_a_legal_form_suggests_a_kind_or_nothing(form: str, kind: str | None) -> None:
    assert port._suggested(form.lower()) == kind
