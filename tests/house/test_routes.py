"""Every route says who may enter, its parameters are typed, and its path reads like the others."""

import ast
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from app.accounts.rules import OPERATOR, Permission
from app.web import guard, transactions
from app.web.guard import Guard
from tests.house import open_pages, source, verdict

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
Guards = Mapping[str, Guard | None]


def unguarded(guards: Guards, permissions: Iterable[str], public: Iterable[str], own: Iterable[str]) -> Iterator[str]:
    """A registered permission, or a place on the lists of open_pages.py."""
    known, anybody, signed_in = set(permissions), set(public), set(own)
    for endpoint, mark in sorted(guards.items()):
        if mark is None:
            if endpoint not in anybody:
                yield f"{endpoint} has no guard: mark it with requires, signed_in or public"
        elif mark.permission is not None and mark.permission not in known:
            yield f"{endpoint} asks for {mark.permission}, which no permissions.py declares"
        elif mark.public is not None and endpoint not in anybody:
            yield f"{endpoint} is public: if that is right, say why in tests/house/open_pages.py"
        elif mark.signed_in and endpoint not in signed_in:
            yield f"{endpoint} is for whoever is signed in: if that is right, say why in tests/house/open_pages.py"
    for endpoint in sorted((anybody | signed_in) - set(guards)):
        yield f"{endpoint} stands in tests/house/open_pages.py and does not exist: take it out"


def unasked(guards: Guards, permissions: Iterable[str], named: Container[str] = ()) -> Iterator[str]:
    """A permission that neither a guard nor a view asks for says that somebody may do what nobody can."""
    asked = {mark.permission for mark in guards.values() if mark}
    return (
        f"the permission {name} is asked for by no page"
        for name in sorted(set(permissions) - asked)
        if name not in named
    )


def badly_shaped(rules: Iterable[Rule]) -> Iterator[str]:
    """`/placements/<uuid:placement_id>/days`: typed, small letters, hyphens."""
    for rule in rules:
        for part in rule.rule.strip("/").split("/"):
            if part.startswith("<"):
                if part != "<slug>" and ":" not in part and rule.endpoint != "static":
                    yield f"{rule.rule}: {part} has no type; write <uuid:…>, <month:…> or <any(…):…>"
            elif part and not KEBAB.fullmatch(part):
                yield f"{rule.rule}: {part!r} – small letters with hyphens"
        if not READING & (rule.methods or set()) and rule.endpoint == "static":
            yield f"{rule.rule} only writes"


def homeless(rules: Iterable[Rule], guards: Guards, of_operators: Container[str] = ()) -> Iterator[str]:
    """A permission is held in a municipality, so its page lies under one; only the operator's are held outside."""
    for rule in rules:
        mark = guards.get(rule.endpoint)
        inside = rule.rule.startswith("/<slug>/")
        if mark and mark.permission and inside == (mark.permission in of_operators):
            yield f"{rule.rule} asks for {mark.permission}, which nobody holds there: is /<slug>/ missing, or too much?"


def guards_of(app: Flask) -> dict[str, Guard | None]:
    found = {endpoint: guard.guard_of(view) for endpoint, view in app.view_functions.items()}
    return {name: mark for name, mark in found.items() if not name.startswith(open_pages.FOR_DEVELOPERS)}


def named_in_code() -> set[str]:
    """Permissions that views ask about within a page: `permissions.ALL_CLIENTS` outside of permissions.py."""
    modules = source.modules("app")
    names = {ast.unparse(node) for m in modules for node in ast.walk(m.tree) if isinstance(node, ast.Attribute)}
    constants = [(node, m) for m in modules if m.kind == "permissions" for node in m.tree.body]
    return {
        str(node.value.value)
        for node, module in constants
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if any(name.endswith(f"permissions.{ast.unparse(node.targets[0])}") for name in names)
    }


def permissions_of(app: Flask) -> dict[str, Permission]:
    table: dict[str, Permission] = app.extensions["kumina_permissions"]
    return table


def rules_of(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(open_pages.FOR_DEVELOPERS)]


def test_every_route_has_a_guard(app: Flask) -> None:
    verdict.none(unguarded(guards_of(app), permissions_of(app), open_pages.PUBLIC, open_pages.OWN))


def test_a_route_without_a_right_guard_is_found() -> None:
    planted: dict[str, Any] = {
        "a.bare": None,
        "b.misspelt": Guard(permission="goals.reed"),
        "c.open": Guard(public="why not"),
        "d.own": Guard(signed_in=True),
        "e.right": Guard(permission="goals.read"),
    }
    faults = list(unguarded(planted, ["goals.read"], ["gone"], []))
    assert [fault.split(" ")[0] for fault in faults] == ["a.bare", "b.misspelt", "c.open", "d.own", "gone"]


def test_every_permission_is_asked_for(app: Flask) -> None:
    verdict.none(unasked(guards_of(app), permissions_of(app), named_in_code()))


def test_a_permission_nobody_asks_for_is_found() -> None:
    planted = {"a": Guard(permission="goals.read")}
    assert list(unasked(planted, ["goals.read", "goals.write"]))
    assert not list(unasked(planted, ["goals.read", "goals.write"], ["goals.write"]))


def test_every_path_is_typed_and_reads_like_the_others(app: Flask) -> None:
    verdict.none(badly_shaped(rules_of(app)))


def test_a_badly_shaped_path_is_found() -> None:
    planted = Map(
        [Rule("/<slug>/workTasks", endpoint="a"), Rule("/tasks/<task_id>", endpoint="b"), Rule("/a_b", endpoint="c")]
    )
    assert len(list(badly_shaped(planted.iter_rules()))) == 3
    good = Map([Rule("/<slug>/work-tasks/<uuid:task_id>", endpoint="a"), Rule("/<slug>/look.css", endpoint="b")])
    assert not list(badly_shaped(good.iter_rules()))


def test_permissions_are_asked_for_inside_a_municipality(app: Flask) -> None:
    of_operators = {name for name, one in permissions_of(app).items() if one.roles == {OPERATOR}}
    verdict.none(homeless(rules_of(app), guards_of(app), of_operators))


def test_a_permission_outside_of_municipalities_is_found() -> None:
    planted = Map([Rule("/goals", endpoint="a"), Rule("/<slug>/goals", endpoint="b")])
    marks = dict.fromkeys("ab", Guard(permission="goals.read"))
    assert [fault[:7] for fault in homeless(planted.iter_rules(), marks)] == ["/goals "]
    assert [fault[:7] for fault in homeless(planted.iter_rules(), marks, ["goals.read"])] == ["/<slug>"]


def test_a_view_without_a_mark_stops_the_start() -> None:
    planted = Flask("planted")
    planted.add_url_rule("/x", "x", lambda: "x")
    with pytest.raises(RuntimeError, match="has no guard"):
        transactions.wrap_views(planted, admit=lambda _guard: None, afterwards=lambda _response: None)
