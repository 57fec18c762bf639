"""What a page may be made of, as plain values: a presenter decides them, templates/components prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from markupsafe import Markup, escape

Tone = Literal["neutral", "info", "success", "attention", "danger"]


class Printable(Protocol):
    """Anything a template prints: a text, a number, a lazy translation, or one of ours below."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    """A way to somewhere; `hidden_text` tells links apart that look alike (“Change | name”)."""

    text: Printable
    href: str
    hidden_text: Printable | None = None

    def __html__(self) -> str:
        hidden = f'<span class="govuk-visually-hidden"> {escape(self.hidden_text)}</span>' if self.hidden_text else ""
        return Markup(f'<a class="govuk-link" href="{escape(self.href)}">{escape(self.text)}{hidden}</a>')  # noqa: S704


@dataclass(frozen=True, slots=True)
class Tag:
    """The state of a thing, always in words; the colour only helps."""

    text: Printable
    tone: Tone = "neutral"

    def __html__(self) -> str:
        return Markup(f'<strong class="govuk-tag kumina-tag kumina-tag--{self.tone}">{escape(self.text)}</strong>')  # noqa: S704


@dataclass(frozen=True, slots=True)
class Lines:
    """Two lines in one place: what matters, and below it what explains it."""

    first: Printable
    second: Printable

    def __html__(self) -> str:
        return Markup(f'{escape(self.first)}<span class="kumina-note">{escape(self.second)}</span>')  # noqa: S704


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the start to here."""

    text: Printable
    href: str


@dataclass(frozen=True, slots=True)
class Flash:
    """What came of the act before this page."""

    text: Printable
    tone: Literal["success", "info", "problem"] = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; `href` leads to the field."""

    text: Printable
    href: str | None = None


@dataclass(frozen=True, slots=True)
class EmptyState:
    """Nothing here yet: says so, and what to do next."""

    title: Printable
    text: Printable
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; with `sort_href` its heading sorts the list, `sorted` tells how it is sorted now."""

    heading: Printable
    numeric: bool = False
    heading_hidden: bool = False
    sort_href: str | None = None
    sorted: Literal["ascending", "descending"] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A list of like things; the first cell names the row. Narrow screens show each row as a card."""

    caption: Printable
    columns: tuple[Column, ...]
    rows: tuple[tuple[Printable, ...], ...]
    caption_hidden: bool = False
    empty: EmptyState | None = None


@dataclass(frozen=True, slots=True)
class Pagination:
    """Which page of how many; `pages` holds number and address, None where numbers are left out."""

    first: int
    last: int
    total: int
    page: int
    pages: tuple[tuple[int, str] | None, ...]
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One fact of a thing and where to change it."""

    key: Printable
    value: Printable
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One part of a longer piece of work, and how far it is."""

    title: Printable
    status: Tag
    href: str | None = None
    hint: Printable | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """K13: what happens next, when and with whom; `iso` is the same date for machines."""

    what: Printable
    when: Printable
    iso: str
    who: Printable
    where: Printable | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number worth seeing at a glance, with the words that make it one."""

    label: Printable
    value: Printable
    note: Printable | None = None
    href: str | None = None


def page_numbers(page: int, pages: int) -> Iterator[int | None]:
    """First, last and the neighbours of this page; None stands for the numbers left out between."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    before = 0
    for number in shown:
        if number == before + 2:
            yield number - 1
        elif number > before + 2:
            yield None
        yield number
        before = number
