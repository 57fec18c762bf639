"""Templates: each compiles and is used, every page has a title, nothing is said unmarked, nothing stands inline."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, TemplateError, meta, nodes

from tests.house import source, verdict
from tests.house.source import ROOT, Module, parsed

HOLE = "x0x"
"""Stands for whatever an expression prints, also where that is the name of a tag."""
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+([ .,:!?]|$)")
NAMES = frozenset({"Kumina", "Kumina –", "Edge", "Opera", "Firefox", "Chrome", "Safari", "Android", "Windows", "Linux"})
NAMES |= {"Mac", "Mac OS X"}
"""Proper names are the same in every language."""
SPOKEN = frozenset({"alt", "title", "placeholder", "aria-label", "aria-description", "label", "value"})
UNSEEN = frozenset({"meta", "option", "input", "button", "li", "data", "progress"})
"""Whose value is for the server, not for the reader."""
MARKED = frozenset(
    {"_", "gettext", "ngettext", "pgettext", "npgettext", "_l", "_n", "lazy_gettext", "lazy_ngettext", "lazy_pgettext"}
)
LETTERS = "mail/"
"""Programs that show letters read no style sheets."""
DEVELOPERS = ("gallery/", "gallery_samples")
"""Invented samples for those who build pages; they stand only where tests and development switch them on."""

Templates = Mapping[str, str]


def templates() -> dict[str, str]:
    """Every template by the name it is asked for by."""
    found = {}
    for folder in (ROOT / "app").glob("*/templates"):
        found |= {str(f.relative_to(folder)): f.read_text() for f in folder.rglob("*") if f.is_file()}
    return found


def broken(environment: Environment, sources: Templates) -> Iterator[str]:
    """Compiled, and everything it extends, includes or imports is there."""
    for name, text in sources.items():
        try:
            tree = environment.parse(text, name)
            environment.compile(text, name)
        except TemplateError as error:
            yield f"{name}: {error}"
            continue
        missing = [other for other in meta.find_referenced_templates(tree) if other and other not in sources]
        yield from (
            f"{name} asks for {other}, which is not there" for other in missing if not _theirs(environment, other)
        )


def unused(environment: Environment, sources: Templates, code: Iterable[Module]) -> Iterator[str]:
    """A template nobody prints is one nobody looks after."""
    asked = {pattern for module in code for pattern in named_templates(module)}
    for name, text in sources.items():
        asked |= {other for other in meta.find_referenced_templates(environment.parse(text, name)) if other}
    return (f"{name} is printed by nobody" for name in sorted(sources) if not any(fnmatch(name, p) for p in asked))


def named_templates(module: Module) -> Iterator[str]:
    """`"goals/ladder.html"`, and `f"errors/{status}.html"` as errors/*.html."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and re.search(r"\.(html|txt|xml|css)$", str(node.value)):
            yield str(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def untitled(environment: Environment, sources: Templates) -> Iterator[str]:
    """A page extends the layout and has a title of its own (page.html makes it the one h1)."""
    parents = {name: _parent(environment, text, name) for name, text in sources.items()}
    for name in sources:
        chain = [name]
        while parents.get(chain[-1]):
            chain.append(parents[chain[-1]] or "")
        if name in parents.values() or "/components/" in f"/{name}" or Path(name).name.startswith("_"):
            continue
        whole = re.search(r"<html|<!doctype", sources[name], re.IGNORECASE)
        if "layout.html" not in chain[1:] and whole:
            yield f"{name} has its own <html>: extend page.html"
        if "layout.html" in chain[1:] and not any(
            _block(environment, sources[n], "title") for n in chain[:-2] or [name]
        ):
            yield f"{name} has no title: {{% block title %}}…{{% endblock %}}"


def unmarked(environment: Environment, sources: Templates) -> Iterator[str]:
    """Words that stay English for everybody: in the text, in attributes that are read out, in arguments of macros."""
    for name, text in sources.items():
        if not name.startswith(DEVELOPERS):
            tree = environment.parse(text, name)
            reader = _Reader()
            reader.feed("".join(_raw(tree)))
            said = (*reader.said, *(word for word in _literals(tree) if SENTENCE.match(word)))
            yield from (f"{name}: {word!r} is not marked for translation" for word in said if word not in NAMES)


def unmarked_in_code(code: Iterable[Module]) -> Iterator[str]:
    """The same for what forms, pages and views say."""
    for module in code:
        if module.kind in {"forms", "pages", "views", "permissions"}:
            for node in _unmarked_constants(module.tree):
                text = str(node.value)
                if SENTENCE.match(text) and text not in NAMES:
                    yield f"{module.name}:{node.lineno}: {text!r} is not marked for translation"


def inline(sources: Templates) -> Iterator[str]:
    """What the content security policy refuses anyway: style and script in the page."""
    patterns = (r"<style\b", r"\sstyle=", r"<script(?![^>]*\bsrc=)", r"\son[a-z]+=[\"']", r"javascript:")
    for name, text in sources.items():
        for pattern in patterns if not name.startswith(LETTERS) else ():
            for found in re.findall(pattern, text, re.IGNORECASE):
                yield f"{name}: {found.strip()!r} – use a class of kumina.css, or kumina.js"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        for name, value in attrs:
            if value and name in SPOKEN - ({"value"} if tag in UNSEEN else set()):
                self._hear(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._hear(data)

    def _hear(self, text: str) -> None:
        words = " ".join(text.replace(HOLE, " ").split())
        if WORD.search(words):
            self.said.append(words)


def _raw(node: nodes.Node) -> Iterator[str]:
    """The text of a template with holes where expressions print; trans blocks are expressions."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield HOLE
        else:
            yield from _raw(child)


def _literals(node: nodes.Node) -> Iterator[str]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and isinstance(child.node, nodes.Name) and child.node.name in MARKED:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child.value
        yield from _literals(child)


def _unmarked_constants(node: ast.AST) -> Iterator[ast.Constant]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Compare):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in MARKED:
            continue
        if isinstance(child, (ast.Raise, ast.Expr)) and not (
            isinstance(child, ast.Expr) and isinstance(child.value, ast.Call)
        ):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        yield from _unmarked_constants(child)


def _parent(environment: Environment, text: str, name: str) -> str | None:
    extends = environment.parse(text, name).find(nodes.Extends)
    return extends.template.value if extends and isinstance(extends.template, nodes.Const) else None


def _block(environment: Environment, text: str, name: str) -> bool:
    blocks = environment.parse(text).find_all(nodes.Block)
    return any(block.name == name and block.body for block in blocks)


def _theirs(environment: Environment, name: str) -> bool:
    try:
        environment.get_template(name)
    except TemplateError:
        return False
    return True


@pytest.fixture(scope="module")
def environment(app: Flask) -> Environment:
    return app.jinja_env


def test_every_template_compiles(environment: Environment) -> None:
    verdict.none(broken(environment, templates()))


def test_a_broken_template_is_found(environment: Environment) -> None:
    planted = {"a.html": "{% if %}", "b.html": '{% include "gone.html" %}', "c.html": "{{ x }}"}
    assert [fault.split(":")[0].split(" ")[0] for fault in broken(environment, planted)] == ["a.html", "b.html"]


def test_every_template_is_printed_by_somebody(environment: Environment) -> None:
    verdict.none(unused(environment, templates(), source.modules("app")))


def test_an_unused_template_is_found(environment: Environment) -> None:
    code = [parsed('render_template("a.html")\nx = f"errors/{status}.html"')]
    planted = {"a.html": '{% include "b.html" %}', "b.html": "", "c.html": "", "errors/404.html": ""}
    assert list(unused(environment, planted, code)) == ["c.html is printed by nobody"]


def test_every_page_has_a_title(environment: Environment) -> None:
    verdict.none(untitled(environment, templates()))


def test_a_page_without_a_title_is_found(environment: Environment) -> None:
    frame = {name: templates()[name] for name in ("layout.html", "page.html")}
    planted = {
        "a.html": '{% extends "page.html" %}{% block content %}x{% endblock %}',
        "b.html": '{% extends "page.html" %}{% block title %}{{ _("B") }}{% endblock %}',
        "c.html": "<!doctype html><title>C</title>",
    }
    assert [fault.split(" ")[0] for fault in untitled(environment, frame | planted)] == ["a.html", "c.html"]


def test_nothing_is_said_unmarked(environment: Environment) -> None:
    verdict.none(unmarked(environment, templates()))
    verdict.none(unmarked_in_code(source.modules("app")))


def test_unmarked_words_are_found(environment: Environment) -> None:
    for text in (
        "<p>Save the ladder</p>",
        '<a href="{{ x }}" title="Go back">{{ _("Back") }}</a>',
        '{{ button("Save the ladder") }}',
        "{% if x %}<p>on</p>{% endif %}",
        '<img src="x" alt="A ladder">',
    ):
        assert list(unmarked(environment, {"a.html": text})), text
    for text in (
        '<p class="govuk-body">{{ _("Save") }}</p>',
        "{% trans n=3 %}Save {{ n }}{% endtrans %}",
        '{{ button(_("Save"), tone="secondary") }}',
        "<p>{{ x }} – {{ y }}</p>",
        "<script src='x'></script>",
    ):
        assert not list(unmarked(environment, {"a.html": text})), text
    said = parsed(
        '"""Saying."""\nflash("Saved well")\nx = StringField(_("Name"))\nraise ValueError("No such thing")',
        "app.a.views",
    )
    assert len(list(unmarked_in_code([said]))) == 1


def test_nothing_stands_inline() -> None:
    verdict.none(inline(templates()))


def test_inline_style_and_script_are_found() -> None:
    planted = ("<p style='x'>", "<script>x</script>", '<a onclick="x">', "<style>", "<a href='javascript:x'>")
    assert all(list(inline({"a.html": text})) for text in planted)
    assert not list(inline({"a.html": '<script src="x"></script><p class="style"></p>'}))
