"""How a list is shown – its order, its page, its filters – kept whole in the address, so that it can be shared."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.web.components import Column, Pagination, Printable, page_numbers

PER_PAGE = 25
_FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Listing:
    """What the reader asked for; every link of the list keeps the rest of it as it is."""

    path: str
    state: tuple[tuple[str, str], ...]
    order: str
    descending: bool
    page: int
    per_page: int = PER_PAGE

    @property
    def offset(self) -> int:
        """How many rows lie on earlier pages."""
        return (self.page - 1) * self.per_page

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The order alone: what a filter form carries along, while the page begins anew."""
        return tuple((key, value) for key, value in self.state if key == "sort")

    def href(self, **changes: str | None) -> str:
        """This list with something changed; None takes a thing away."""
        state = [(key, value) for key, value in self.state if key not in changes]
        state += [(key, value) for key, value in changes.items() if value is not None]
        return f"{self.path}?{urlencode(state)}" if state else self.path

    def column(self, key: str, heading: Printable, *, numeric: bool = False) -> Column:
        """A column that sorts: once upwards, again downwards."""
        here = key == self.order
        turned = f"-{key}" if here and not self.descending else key
        way: Literal["ascending", "descending"] = "descending" if self.descending else "ascending"
        href = self.href(sort=turned, page=None)
        return Column(heading, numeric=numeric, sort_href=href, sorted=way if here else None)

    def pagination(self, total: int) -> Pagination | None:
        """The way to the other pages, or None when all rows are on this one."""
        pages = -(-total // self.per_page)
        if pages <= 1:
            return None
        page = min(self.page, pages)
        numbers = page_numbers(page, pages)
        return Pagination(
            first=(page - 1) * self.per_page + 1,
            last=min(page * self.per_page, total),
            total=total,
            page=page,
            pages=tuple(None if number is None else (number, self._page(number)) for number in numbers),
            previous=self._page(page - 1) if page > 1 else None,
            next=self._page(page + 1) if page < pages else None,
        )

    def _page(self, number: int) -> str:
        return self.href(page=None if number == 1 else str(number))


def read(path: str, args: MultiDict[str, str], *, sortable: Collection[str], default: str) -> Listing:
    """The list that an address asks for; whatever it asks that we do not have falls back to the default."""
    asked = args.get("sort", default)
    if asked.removeprefix("-") not in sortable:
        asked = default
    number = args.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() else 1
    state = tuple((key, value) for key, value in args.items(multi=True) if value)
    return Listing(
        path=path,
        state=state,
        order=asked.removeprefix("-"),
        descending=asked.startswith("-"),
        page=min(max(page, 1), _FURTHEST),
    )
