"""Our page as a piece of text with holes: what bare code prints, so that both send the same bytes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

HOLE = "\x01"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Literal:
    """The page around its rows, and one row, each cut at its holes."""

    head: tuple[str, ...]
    row: tuple[str, ...]
    between: str
    tail: tuple[str, ...]

    def printed(self, facts: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> str:
        """The page with these facts and rows."""
        body = self.between.join(_filled(self.row, facts | row) for row in rows)
        return _filled(self.head, facts) + body + _filled(self.tail, facts)


def cut(page: str, facts: Mapping[str, str], rows: list[Mapping[str, str]]) -> Literal:
    """Find where the facts and the rows stand in a page; every row must look like the first."""
    begins = [_row_of(page, row["id"]) for row in rows]
    first, last = begins[0], begins[-1]
    row = _cut(page[first[0] : first[1]], facts | rows[0])
    between = page[first[1] : begins[1][0]]
    return Literal(_cut(page[: first[0]], facts), row, between, _cut(page[last[1] :], facts))


def without_token(page: str) -> str:
    """The page without its anti-forgery token, which differs at each printing."""
    found = TOKEN.search(page)
    return page.replace(found[1], "TOKEN") if found else page


def _row_of(page: str, thing: str) -> tuple[int, int]:
    at = page.index(thing)
    return page.rindex("<tr", 0, at), page.index("</tr>", at) + len("</tr>")


def _cut(text: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    """Longest first, so that a name is not found inside another."""
    for name, value in sorted(facts.items(), key=lambda fact: -len(fact[1])):
        text = text.replace(value, f"{HOLE}{name}{HOLE}")
    return tuple(text.split(HOLE))


def _filled(parts: tuple[str, ...], facts: Mapping[str, str]) -> str:
    return "".join(facts[part] if number % 2 else part for number, part in enumerate(parts))
