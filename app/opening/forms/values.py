"""A form made for the shape of each setting: its fields, what they begin with, and what was said in them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.web import forms
from tenants.playbooks.shapes import IDENTITY, LANGUAGES, LONGEST, Shape

Form = forms.Form
Labels = Mapping[str, Any]
LANGUAGE_NAMES: Final = {"fi": _l("in Finnish"), "sv": _l("in Swedish"), "en": _l("in English")}
LINES_OF_TEXT: Final = 3
ONE_LINE: Final = frozenset({"name", "title", "subject", "low", "high", "words"})
"""Texts that are short by nature."""


class PressForm(forms.Form):
    """One button."""


class RowForm(forms.Form):
    """Which row it is about, as it was shown."""

    seen = HiddenField()


class UpgradeForm(forms.Form):
    """The plan that was looked at; beside it a choice for each conflict."""

    seal = HiddenField()


def for_value(shape: Shape, *, label: Any, choices: Labels) -> type[forms.Form]:
    """A form for a value that is no list of rows; a text has a field for each language."""
    return type("ValueForm", (forms.Form,), dict(_fields("value", shape, label, choices, required=True)))


def for_row(shape: Shape, *, labels: Labels, choices: Labels) -> type[forms.Form]:
    """A form for one row of a list; its code is made from its words and not asked."""
    fields = {
        name: field
        for key, inner in shape.fields.items()
        if not _is_made(key, inner)
        for name, field in _fields(key, inner, labels.get(key, key), choices, required=not inner.optional)
    }
    return type("RowOfListForm", (RowForm,), fields)


def for_choices(wheres: Mapping[str, Any], *, options: Labels) -> type[forms.Form]:
    """A form of an upgrade: for each conflict, one's own word or the new one."""
    fields = {
        name: forms.RadioField(label, [InputRequired()], choices=forms.options(*options.items()), default="own")
        for name, label in wheres.items()
    }
    return type("ChosenForm", (UpgradeForm,), fields)


def typed(name: str, shape: Shape, value: Any) -> Iterator[tuple[str, Any]]:
    """What the fields of a value begin with."""
    if shape.of == "text":
        for language in LANGUAGES:
            yield f"{name}_{language}", (value or {}).get(language, "")
    elif shape.of == "lines":
        yield name, "\n".join(value or ())
    elif shape.of == "yes_no":
        yield name, "" if value is None else ("yes" if value else "no")
    elif shape.of == "choices":
        yield name, [str(one) for one in value or ()]
    else:
        yield name, str(value) if shape.one_of and value is not None else value


def typed_row(shape: Shape, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a row begin with."""
    return {field: said for key, inner in shape.fields.items() for field, said in typed(key, inner, row.get(key))}


def said(form: forms.Form, name: str, shape: Shape) -> Any:
    """The value in its own type; None for what was left out."""
    if shape.of == "text":
        words = {language: form[f"{name}_{language}"].data for language in LANGUAGES}
        return {language: word for language, word in words.items() if word} or None
    data = form[name].data
    if shape.of == "lines":
        return [line.strip() for line in (data or "").splitlines() if line.strip()]
    if shape.of == "yes_no":
        return {"yes": True, "no": False}.get(data)
    if shape.of == "choices":
        return [_of_type(shape, one) for one in data or ()]
    return _of_type(shape, data) if shape.one_of else (data if data != "" else None)


def said_row(form: forms.Form, shape: Shape, *, code: str | None) -> dict[str, Any]:
    """A row as it was typed; what was left out is not in it."""
    row = {
        key: code if _is_made(key, inner) and not inner.one_of else _said_or_only(form, key, inner)
        for key, inner in shape.fields.items()
    }
    return {key: value for key, value in row.items() if value not in (None, [])}


def first_words(form: forms.Form, shape: Shape) -> str:
    """The Finnish words a code can be made of."""
    texts = (form[f"{key}_fi"].data for key, inner in shape.fields.items() if inner.of == "text")
    return next((text for text in texts if text), "")


def makes_code(shape: Shape) -> bool:
    """Whether the rows of this list have a code that nobody types."""
    return any(_is_made(key, inner) and not inner.one_of for key, inner in shape.fields.items())


def _is_made(key: str, shape: Shape) -> bool:
    """A code nobody needs to think of, or a choice of one."""
    return (key in IDENTITY and not shape.one_of and shape.of == "words") or len(shape.one_of) == 1


def _said_or_only(form: forms.Form, key: str, shape: Shape) -> Any:
    return shape.one_of[0] if _is_made(key, shape) else said(form, key, shape)


def _of_type(shape: Shape, typed_word: str | None) -> Any:
    return next((one for one in shape.one_of if str(one) == typed_word), None)


def _fields(name: str, shape: Shape, label: Any, choices: Labels, *, required: bool) -> Iterator[tuple[str, Field]]:
    if shape.of == "text":
        yield from _in_languages(name, shape, label, required=required)
    else:
        yield name, _field(shape, label, choices, InputRequired() if required else Optional())


def _field(shape: Shape, label: Any, choices: Labels, needed: Any) -> Field:
    options = forms.options(*((str(one), choices.get(str(one), str(one))) for one in shape.one_of))
    if options:
        of = forms.CheckboxesField if shape.of == "choices" else forms.RadioField
        return of(label, [needed], choices=options)
    return _OF[shape.of](label, needed, shape)


_OF: Final[Mapping[str, Callable[[Any, Any, Shape], Field]]] = {
    "number": lambda label, needed, shape: forms.IntegerField(label, [needed, NumberRange(shape.least, shape.most)]),
    "yes_no": lambda label, needed, _shape: forms.RadioField(
        label, [needed], choices=forms.options(("yes", _l("Yes")), ("no", _l("No")))
    ),
    "day": lambda label, needed, _shape: forms.DateField(label, [needed]),
    "lines": lambda label, needed, _shape: forms.TextAreaField(
        label, [needed], rows=LINES_OF_TEXT, description=_l("One on each line.")
    ),
    "words": lambda label, needed, shape: forms.TextField(label, [needed, Length(max=shape.most or LONGEST)]),
}


def _in_languages(name: str, shape: Shape, label: Any, *, required: bool) -> Iterator[tuple[str, Field]]:
    for language in LANGUAGES:
        needed = InputRequired() if required and language in shape.languages else Optional()
        named: Any = _l("%(label)s, %(language)s", label=label, language=LANGUAGE_NAMES[language])
        checks = [needed, Length(max=shape.most or LONGEST)]
        short = name in ONE_LINE
        field = forms.TextField(named, checks) if short else forms.TextAreaField(named, checks, rows=LINES_OF_TEXT)
        yield f"{name}_{language}", field
