"""The fake register answers as the open data of the register does: only such answers prove anything of the port."""

import requests

from tests.fakes import ytj

SINCE = {"registrationDate", "source"}


def test_an_answer_has_the_shape_that_is_published() -> None:
    with ytj.serving() as register:
        answer = requests.get(register.url, params={"businessId": "0737546-2"}, timeout=5).json()
    assert set(answer) == {"totalResults", "companies"}
    (one,) = answer["companies"]
    assert set(one["businessId"]) == {"value"} | SINCE
    for name in one["names"]:
        assert {"name", "type", "version"} | SINCE <= set(name)
        assert isinstance(name["type"], str)
    (form,) = one["companyForms"]
    assert {"type", "descriptions", "version"} | SINCE <= set(form)
    assert {words["languageCode"] for words in form["descriptions"]} == {"1", "2", "3"}
    assert all(set(words) == {"languageCode", "description"} for words in form["descriptions"])
    assert {"tradeRegisterStatus", "status", "registrationDate", "lastModified"} <= set(one)


def test_an_unknown_number_is_an_empty_list() -> None:
    with ytj.serving() as register:
        answer = requests.get(register.url, params={"businessId": "0000000-0"}, timeout=5).json()
    assert answer == {"totalResults": 0, "companies": []}
