"""Views read, check, ask and answer, in under thirty lines."""

import ast
from collections.abc import Iterable, Iterator

from tests.house import source, verdict
from tests.house.source import Module, parsed

LONGEST = 29


def long_views(modules: Iterable[Module]) -> Iterator[str]:
    """A long view holds something that belongs to an action, a form or a page."""
    for module in modules:
        if module.kind in {"views", "api"}:
            for function in module.functions():
                lines = (function.end_lineno or function.lineno) - function.lineno + 1
                if lines > LONGEST:
                    yield f"{module.name}.{function.name} has {lines} lines: move what it decides into actions or pages"


def sessions(modules: Iterable[Module]) -> Iterator[str]:
    """The transaction stands around the view; a view that commits or rolls back breaks it in two."""
    for module in modules:
        if module.kind in {"views", "api", "pages", "forms"}:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback", "begin", "flush"}:
                    yield f"{module.name}:{node.lineno}: {ast.unparse(node)} – web/transactions.py does this"


def test_no_view_is_long() -> None:
    verdict.none(long_views(source.modules("app")))


def test_a_long_view_is_found() -> None:
    body = "\n".join(["def show():", *("    x = 1" for _ in range(LONGEST))])
    assert list(long_views([parsed(body, "app.goals.views")]))
    assert not list(long_views([parsed(body, "app.goals.queries")]))


def test_no_view_has_a_transaction_of_its_own() -> None:
    verdict.none(sessions(source.modules("app")))


def test_a_view_that_commits_is_found() -> None:
    assert list(sessions([parsed("def save(): session().commit()", "app.goals.views")]))
