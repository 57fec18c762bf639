"""Whatever shares its name with another on the page is told apart, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from app.web import namesakes

NAMES = st.lists(st.sampled_from(["Aino", "Eino", "Kylätalo ry"]))


def test_the_second_of_three_says_so() -> None:
    assert list(namesakes.counted(["Aino", "Eino", "Aino", "Aino"])) == ["1/3", None, "2/3", "3/3"]
    assert namesakes.several(["Aino", "Eino", "Aino"]) == {"Aino"}


@given(NAMES)
def test_no_two_say_the_same(names: list[str]) -> None:
    told = list(zip(names, namesakes.counted(names), strict=True))
    assert len(set(told)) == len(told)
    assert {name for name, which in told if which} == namesakes.several(names)
