"""No clock below the door: rules, actions, queries and models are told the time (so month ends can be tried)."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house import source, verdict
from tests.house.source import Module, parsed

BELOW = frozenset({"rules", "actions", "queries", "models", "forms", "pages", "permissions"})
ALLOWED = {"app.values.ids": "a UUIDv7 begins with the millisecond it is made in; nothing is decided by it"}
CLOCKS = frozenset({"now", "utcnow", "today", "monotonic", "time_ns", "perf_counter", "localtime", "gmtime"})
SQL = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\bcurrent_(date|time|timestamp)\b|\blocaltime(stamp)?\b",
    re.IGNORECASE,
)


def clocks(modules: Iterable[Module]) -> Iterator[str]:
    """Every look at the clock, in Python or in SQL."""
    for module in modules:
        if (module.kind in BELOW or module.slice == "values") and module.name not in ALLOWED:
            yield from (
                f"{module.name}:{line}: {what} – take `at` or `today` from the door" for line, what in looks(module)
            )


def looks(module: Module) -> Iterator[tuple[int, str]]:
    said = _docstrings(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (node.attr in CLOCKS or ast.unparse(node) == "time.time"):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom) and node.module in {"app.web.clock", "time"}:
            yield node.lineno, f"from {node.module} import …"
        elif isinstance(node, ast.ImportFrom) and any(alias.name == "clock" for alias in node.names):
            yield node.lineno, "clock"
        elif isinstance(node, ast.Constant) and node.value not in said and SQL.search(str(node.value)):
            yield node.lineno, repr(node.value)


def _docstrings(module: Module) -> set[object]:
    """Also the sentences under a constant or a column."""
    expressions = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Expr))
    return {node.value for node in expressions if isinstance(node, ast.Constant)}


def test_nothing_below_the_door_looks_at_the_clock() -> None:
    verdict.none(clocks(source.modules("app")))


def test_every_way_of_looking_at_the_clock_is_found() -> None:
    planted = (
        "from datetime import datetime\ndef due(): return datetime.now()",
        "from datetime import date\nTODAY = date.today()",
        "import time\ndef age(): return time.time()",
        "from app.web.clock import now\ndef due(): return now()",
        "from app.web import clock",
        "from sqlalchemy import func\nX = func.now()",
        "from sqlalchemy import text\nX = text('SELECT 1 WHERE due_on < CURRENT_DATE')",
        "from sqlalchemy import text\nX = text('SELECT now()')",
    )
    for text in planted:
        assert list(clocks([parsed(text, "app.goals.actions")])), text
    told = parsed('"""Runs now()."""\ndef due(*, at): return at.date()', "app.goals.rules")
    verdict.none(clocks([told]))
    verdict.none(clocks([parsed(planted[0], "app.goals.views")]))
