"""What a request does to the database, seen from beside it: its statements, reading or writing, and what stays open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import event

from tenants import context, database

RECORDED: Final = (
    r"sec\.session_",  # being seen, once a minute, and a stranger's session when one gets a form
    r"record_(entry|head)",  # who saw whose data, written before the page leaves
    r"SET LOCAL kumina\.token",
)
"""Writing that a reading request may do besides, each in a short transaction of its own."""
KEPT: Final = "sec.session_keep"


@dataclass
class Watched:
    """One request's statements."""

    reading: list[str] = field(default_factory=list)
    writing: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many questions the database was asked; a session that is kept, once a minute, is none of a page's."""
        return sum(KEPT not in statement for statement in (*self.reading, *self.writing))


@contextmanager
def watching() -> Iterator[Watched]:
    """Hear every statement while the block runs."""
    seen = Watched()

    def hear(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        (seen.writing if database._mode.get() == "READ WRITE" else seen.reading).append(statement)

    engine = database.engine()
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def written_by_reading(seen: Watched) -> Iterator[str]:
    """Statements of a GET in a writing transaction that are not the two kinds a look may leave behind."""
    allowed = re.compile("|".join(RECORDED))
    return (f"wrote while reading: {one[:80]}" for one in seen.writing if not allowed.search(one))


def left_open() -> Iterator[str]:
    """What a request forgot to close."""
    if context.is_open():
        yield "left a municipality entered"
    if database._session.get() is not None:
        yield "left a transaction open"
    pool: Any = database.engine().pool
    if pool.checkedout():
        yield f"kept {pool.checkedout()} connections"
