"""A list's state is its address: nothing is lost on the way, nothing asked for can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.web import components, listing


def asked(*pairs: tuple[str, str]) -> listing.Listing:
    return listing.read("/joensuu/associations", MultiDict(pairs), sortable=("name", "places"), default="name")


def test_a_list_begins_in_its_default_order() -> None:
    shown = asked()
    assert (shown.order, shown.descending, shown.page, shown.offset) == ("name", False, 1, 0)


def test_a_heading_sorts_upwards_first_and_then_downwards_and_begins_from_the_first_page() -> None:
    here = asked(("q", "talo & co"), ("page", "3"))
    assert here.column("places", "Places").sort_href == "/joensuu/associations?q=talo+%26+co&sort=places"
    assert here.column("places", "Places").sorted is None
    up = asked(("sort", "places"))
    assert up.column("places", "Places").sorted == "ascending"
    assert up.column("places", "Places").sort_href == "/joensuu/associations?sort=-places"
    down = asked(("sort", "-places"))
    assert down.column("places", "Places").sorted == "descending"
    assert down.column("places", "Places").sort_href == "/joensuu/associations?sort=places"


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1e3", "²", "٣", "99999999999999999999"])
@pytest.mark.parametrize("sort", ["", "-", "--name", "id; drop table", "-secret"])
def test_nonsense_falls_back_to_what_we_have(page: str, sort: str) -> None:
    shown = asked(("page", page), ("sort", sort))
    assert shown.order == "name"
    assert 1 <= shown.page <= 100_000


def test_pages_keep_order_and_filter() -> None:
    pages = asked(("sort", "-name"), ("q", "a"), ("page", "2")).pagination(308)
    assert pages is not None
    assert (pages.first, pages.last, pages.total) == (26, 50, 308)
    assert pages.previous == "/joensuu/associations?sort=-name&q=a"
    assert pages.next == "/joensuu/associations?sort=-name&q=a&page=3"
    assert [page and page[0] for page in pages.pages] == [1, 2, 3, None, 13]


def test_a_list_that_fits_has_no_pages() -> None:
    assert asked().pagination(25) is None
    assert asked().pagination(0) is None


def test_filters_carry_the_order_and_not_the_page() -> None:
    assert asked(("sort", "-name"), ("page", "4"), ("q", "a")).kept == (("sort", "-name"),)


@given(st.integers(1, 400), st.integers(1, 400))
def test_page_numbers_hold_first_last_and_neighbours_and_hide_at_least_two(page: int, pages: int) -> None:
    page = min(page, pages)
    numbers = list(components.page_numbers(page, pages))
    seen = [number for number in numbers if number is not None]
    assert seen == sorted(set(seen))
    assert {1, page, pages} <= set(seen)
    assert {number for number in (page - 1, page + 1) if 1 <= number <= pages} <= set(seen)
    for before, gap, after in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if gap is None:
            assert before is not None
            assert after is not None
            assert after - before > 2
