"""A playbook's values as one reads them: texts in the reader's language, figures, days, lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from flask_babel import format_date, format_decimal, get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.opening.pages import labels
from app.web.components import Printable
from tenants.playbooks.shapes import IDENTITY, Shape

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
NOTHING: Final = "–"
LINK_END: Final = 40
BESIDE: Final = frozenset({"code", "field"})
"""Fields of a row that name it for machines."""


def said(text: Mapping[str, str]) -> str:
    """A text in the reader's language, or in Finnish."""
    return text.get(str(get_locale())) or text.get("fi") or next(iter(text.values()), "")


def shown(shape: Shape, value: Any) -> str:
    """A value in one cell; a list of rows as their number."""
    if value is None:
        return str(_("Not given yet"))
    match shape.of:
        case "text":
            return said(value)
        case "rows":
            return str(ngettext("%(num)s item", "%(num)s items", len(value)))
        case "yes_no":
            return str(_("Yes") if value else _("No"))
        case "choices" | "lines":
            return ", ".join(_one(shape, item) for item in value) or NOTHING
        case _:
            return _one(shape, value)


def row_name(shape: Shape, row: Mapping[str, Any]) -> str:
    """What a row is called: its first text, or its choices; with its first day where that tells it from others."""
    days = [_one(shape.fields[name], row[name]) for name in shape.key if shape.fields[name].of == "day" and name in row]
    return ", ".join([_called(shape, row), *days])


def row_details(shape: Shape, row: Mapping[str, Any]) -> Printable:
    """Everything else a row says, a line for each fact."""
    called = _called(shape, row)
    lines = [line for line in _facts(shape, row) if line[1] != called]
    return Markup("<br>").join(Markup("{}: {}").format(label, value) for label, value in lines)


def in_limits(shape: Shape) -> str | None:
    """What a value must keep, as a sentence; None when there is nothing to tell."""
    least, most = shape.least, shape.most
    if shape.of == "number" and least is not None and most is not None:
        return str(_("A whole number from %(least)s to %(most)s.", least=least, most=most))
    if shape.of not in {"rows", "choices"} or not (least or most):
        return None
    if least and most:
        return str(_("From %(least)s to %(most)s items.", least=least, most=most))
    return str(_("At most %(most)s items.", most=most) if most else _("At least %(least)s.", least=least))


def linked(text: str) -> Markup:
    """Words with the addresses in them as links."""
    parts: list[Markup] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[at : found.start()]), _link(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def _called(shape: Shape, row: Mapping[str, Any]) -> str:
    for name, inner in shape.fields.items():
        if inner.of == "text" and name in row:
            return said(row[name])
    return ", ".join(_one(shape.fields[name], row[name]) for name in row if name in shape.fields)


def _link(address: str) -> Markup:
    """Called by its host and the end of its path, so that two of one host are told apart."""
    parts = urlsplit(address)
    end = (parts.query or parts.path).rstrip("/").rpartition("/")[2][:LINK_END]
    called = f"{parts.hostname}/…/{end}" if end else parts.hostname
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, called)


def _facts(shape: Shape, row: Mapping[str, Any]) -> Iterator[tuple[object, Printable]]:
    for name, inner in shape.fields.items():
        if name in row and name not in BESIDE and (name not in IDENTITY or inner.one_of):
            yield labels.FIELDS.get(name, name), _fact(name, inner, row[name])


def _fact(name: str, shape: Shape, value: Any) -> Printable:
    if name == "sources":
        return Markup(", ").join(_links(value))
    if name == "unknown":
        return ", ".join(str(labels.FIELDS.get(item, item)) for item in value)
    if shape.of == "words" and isinstance(value, str) and not shape.one_of:
        return linked(value)
    return shown(shape, value)


def _links(addresses: Sequence[str]) -> Iterator[Markup]:
    return (linked(address) for address in dict.fromkeys(addresses))


def _one(shape: Shape, value: Any) -> str:
    if shape.one_of:
        return str(labels.CHOICES.get(str(value), value))
    if shape.of == "number":
        return str(format_decimal(value))
    if shape.of == "day":
        return str(format_date(value))
    return said(value) if isinstance(value, Mapping) else str(value)
