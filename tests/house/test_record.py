"""Every action leaves a record; that it truly does is seen in the matrix, that no feature reads it in the contracts."""

import ast
from collections.abc import Iterable, Iterator

from tests.house import source, verdict
from tests.house.source import Module, parsed

WRITES = frozenset({"record.write", "record.saw", "writing.write"})
OWN = "a person's own account, in no municipality; the record belongs to municipalities"
SILENT: dict[str, str] = {
    "app.accounts.actions.installing.set_operator": "about the installation; the record belongs to municipalities",
    "app.accounts.actions.installing.set_active": "put_on_record tells every municipality of the person",
    "app.accounts.actions.own.end_other_sessions": OWN,
    "app.accounts.actions.own.end_session": OWN,
    "app.accounts.actions.own.set_language": OWN,
    "app.accounts.actions.own.set_short_code": OWN,
    "app.accounts.actions.own.unlink_identity": OWN,
    "app.accounts.actions.people.create_person": OWN,
    "app.accounts.actions.providers.link_identity": OWN,
}
"""Actions that leave none, each with the reason; for review."""
WHO = frozenset({"by", "person_id"})
"""Who acts; `person_id` where the person can only be acting themself."""


def unrecorded(modules: Iterable[Module], silent: Iterable[str] = ()) -> Iterator[str]:
    """Public functions of actions that neither write to the record nor call an action that does."""
    calls = {f"{module.name}.{name}": reached for module in modules for name, reached in _functions(module)}
    recorded = {name for name, reached in calls.items() if reached & WRITES}
    while further := {name for name, reached in calls.items() if name not in recorded and reached & recorded}:
        recorded |= further
    public = {name for name in calls if not name.rpartition(".")[2].startswith("_")}
    for name in sorted(public - recorded - set(silent)):
        yield f'{name} leaves no record: record.write("slice.what_was_done", subject=…, by=by, at=at)'
    for name in sorted(set(silent) - public):
        yield f"{name} is excused from the record and does not exist"


def ill_shaped(modules: Iterable[Module], silent: Iterable[str] = ()) -> Iterator[str]:
    """Actions are keyword-only and are told who and when."""
    for module in modules:
        for function in _public(module):
            given = function.args
            names = {argument.arg for argument in given.kwonlyargs}
            if given.args or given.posonlyargs:
                yield f"{module.name}.{function.name} takes arguments by place: begin them with *"
            recorded = f"{module.name}.{function.name}" not in silent
            if recorded and not (WHO & names and "at" in names):
                yield f"{module.name}.{function.name} is not told `by` whom and `at` which instant"


def _functions(module: Module) -> Iterator[tuple[str, set[str]]]:
    """Each function with what it calls: `record.write`, and functions of actions by their full name."""
    aliases = _aliases(module)
    for function in module.functions():
        reached = set()
        for node in ast.walk(function):
            if isinstance(node, (ast.Attribute, ast.Name)):
                text = ast.unparse(node)
                head, _, tail = text.partition(".")
                reached.add(text)
                reached.add(f"{aliases[head]}.{tail}" if head in aliases and tail else f"{module.name}.{text}")
        yield function.name, reached


def _aliases(module: Module) -> dict[str, str]:
    """`from app.accounts import actions as people` makes people app.accounts.actions."""
    imports = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and node.module)
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}


def _public(module: Module) -> Iterator[ast.FunctionDef]:
    return (function for function in module.functions() if not function.name.startswith("_"))


def actions() -> list[Module]:
    return [module for module in source.modules("app") if module.kind == "actions"]


def test_every_action_leaves_a_record() -> None:
    verdict.none(unrecorded(actions(), SILENT))


def test_every_action_is_told_who_and_when() -> None:
    verdict.none(ill_shaped(actions(), SILENT))


def test_an_action_without_a_record_is_found() -> None:
    planted = [
        parsed(
            "from app import record\nfrom app.b import actions as others\n"
            "def end_it(*, by, at): session().add(1)\n"
            "def start_it(*, by, at): _note(by)\n"
            "def _note(by): record.write('a.started', by=by)\n"
            "def hand_on(*, by, at): others.take_over(by=by, at=at)\n",
            "app.a.actions",
        ),
        parsed("from app import record\ndef take_over(*, by, at): record.write('b.taken', by=by)", "app.b.actions"),
    ]
    assert [fault.split(" ")[0] for fault in unrecorded(planted)] == ["app.a.actions.end_it"]
    assert list(unrecorded(planted, ["app.a.actions.end_it"])) == []
    assert list(unrecorded(planted, ["app.a.actions.end_it", "app.a.actions.gone"]))


def test_an_ill_shaped_action_is_found() -> None:
    planted = [
        parsed("def end_it(task, *, by, at): ...\ndef start_it(*, by): ...\ndef go(*, by, at): ...", "app.a.actions")
    ]
    assert len(list(ill_shaped(planted))) == 2
