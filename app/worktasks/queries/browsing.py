"""Looks for open tasks by what the reader asked, and by nothing else (K15): no task is left out for want of a skill.

What an association has not said is not held against its task: it stays in the list, after those that fit in words.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import BigInteger, String, bindparam, case, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.worktasks.queries import rows
from app.worktasks.queries.rows import A, S, T, Tr
from app.worktasks.rules import Task
from tenants import database


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose; nothing chosen shows everything."""

    words: tuple[str, ...] = ()
    field: str = ""
    town: str = ""
    weekday: int = 0
    language: str = ""
    at_most: Mapping[str, int] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """The heaviest step that will do, by dimension."""

    def __bool__(self) -> bool:
        """Whether anything was asked."""
        return bool(self.words or self.field or self.town or self.weekday or self.language or self.at_most)


_FIELD = bindparam("field", type_=String())
_TOWN = bindparam("town", type_=String())
_WEEKDAYS = bindparam("weekdays", type_=ARRAY(BigInteger()))
_LANGUAGES = bindparam("languages", type_=ARRAY(String()))
_AT_MOST = bindparam("at_most", type_=JSONB())
_SAID = T.search + " " + func.coalesce(Tr.search, "") + " " + func.lower(A.name)
_WORD = func.unnest(bindparam("words", type_=ARRAY(String()))).table_valued("word").render_derived(name="asked_words")
_LIMIT = func.jsonb_each_text(_AT_MOST).table_valued("key", "value").alias("asked_limits")
_STEP = T.load.op("->>")(_LIMIT.c.key).cast(BigInteger)
_HEAVIER = exists(select(literal(1)).select_from(_LIMIT).where(_LIMIT.c.value.cast(BigInteger) < _STEP))
_UNSAID_LOAD = exists(select(literal(1)).select_from(_LIMIT).where(_STEP.is_(None)))
_NOT_SAID_WORD = exists(select(literal(1)).select_from(_WORD).where(func.strpos(_SAID, _WORD.c.word) == 0))
_SILENT = (
    case(((_TOWN != "") & S.town.is_(None), 1), else_=0)
    + case(((func.cardinality(_WEEKDAYS) > 0) & (func.cardinality(T.weekdays) == 0), 1), else_=0)
    + case(((func.cardinality(_LANGUAGES) > 0) & (func.cardinality(T.languages) == 0), 1), else_=0)
    + case((_UNSAID_LOAD, 1), else_=0)
)
"""How many of the reader's questions the association has not answered."""
_FOUND = (
    rows.tasks()
    .add_columns(func.count().over().label("total"))
    .where(
        T.state == "published",
        A.ended_at.is_(None),
        or_(_FIELD == "", T.field == _FIELD),
        or_(_TOWN == "", S.town.is_(None), S.town == _TOWN),
        or_(func.cardinality(T.weekdays) == 0, T.weekdays.op("@>")(_WEEKDAYS)),
        or_(func.cardinality(T.languages) == 0, T.languages.op("@>")(_LANGUAGES)),
        ~_HEAVIER,
        ~_NOT_SAID_WORD,
    )
    .order_by(_SILENT, A.name, T.name, T.id)
)
_PAGE = database.scoped(_FOUND.limit(bindparam("limit")).offset(bindparam("offset")))
_TOWNS = database.scoped(
    select(S.town)
    .join(T, (T.municipality_id == S.municipality_id) & (T.site_id == S.id))
    .where(T.state == "published")
    .distinct()
    .order_by(S.town)
)


def towns() -> tuple[str, ...]:
    """Where there are open tasks, as far as their associations have said."""
    return tuple(database.session().execute(_TOWNS).scalars())


def browse(asked: Asked, *, limit: int, offset: int = 0) -> tuple[tuple[Task, ...], int]:
    """A page of the open tasks that answer, and how many there are in all (0 also beyond the last page)."""
    facts = {
        "words": [word.lower() for word in asked.words],
        "field": asked.field,
        "town": asked.town,
        "weekdays": [asked.weekday] if asked.weekday else [],
        "languages": [asked.language] if asked.language else [],
        "at_most": dict(asked.at_most),
        "limit": limit,
        "offset": offset,
    }
    found = database.session().execute(_PAGE, facts).all()
    return tuple(map(rows.task, found)), found[0].total if found else 0
