"""What one may type, printed and explained the same way everywhere: the fields, and the form that holds them."""

from collections.abc import Iterator
from typing import Any

import flask_wtf
import wtforms
from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import file
from markupsafe import Markup
from wtforms import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from app.web import parking, widgets
from app.web.components import Printable, Problem
from app.web.form_messages import PLAIN, PLAIN_MESSAGES, PlainMessages


class Form(flask_wtf.FlaskForm):
    """A form of ours: plain messages in the reader's language, and room for what a rule refuses."""

    class Meta(flask_wtf.FlaskForm.Meta):
        def get_translations(self, form: wtforms.Form) -> PlainMessages:  # noqa: ARG002 - the library's signature
            return PLAIN_MESSAGES

        def wrap_formdata(self, form: wtforms.Form, formdata: Any) -> Any:
            """A form shown again after signing in holds what had been typed before."""
            wrapped = super().wrap_formdata(form, formdata)
            if wrapped is None and request and request.method == "GET":
                return parking.parked_for(request.path)
            return wrapped

    def hidden_tag(self, *fields: Any) -> Markup:
        """Besides the token: for whom the form is printed, so that nobody else is given back what was typed in it."""
        writer = Markup('<input type="hidden" name="{}" value="{}">')
        hidden: Markup = super().hidden_tag(*fields)
        return hidden + writer.format(parking.WRITER, parking.written_by())

    def refuse(self, field_name: str | None, sentence: Printable) -> None:
        """Put a rule's answer beside its field, or above the form when it is about no single field."""
        if field_name is None or field_name not in self:
            self.form_errors.append(sentence)
        else:
            self[field_name].errors = [*self[field_name].errors, sentence]


class _Text:
    """Text without the blanks around it and without the one character that no database can keep."""

    raw_data: list[Any] | None
    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """A form that was sent without the field said nothing in it; a form of ours always sends it."""
        self.raw_data = [value.replace("\x00", "").strip() for value in valuelist]
        super().process_formdata(self.raw_data)  # type: ignore[misc]
        self.data = self.data or ""


class TextField(_Text, wtforms.StringField):
    """One line; `width` in characters hints at how long an answer is expected (2, 3, 4, 5, 10, 20, 30)."""

    def __init__(self, label: str, validators: Any = (), *, width: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, validators, widget=widgets.TextInput(**_sized(width)), **kwargs)


class EmailField(_Text, wtforms.EmailField):
    """An e-mail address."""

    widget = widgets.TypedInput("email", autocomplete="email", spellcheck=False, autocapitalize="none")


class PhoneField(_Text, wtforms.TelField):
    """A telephone number."""

    widget = widgets.TypedInput("tel", autocomplete="tel", classes="govuk-input--width-20")


class TimeField(wtforms.TimeField):
    """A time of day."""

    widget = widgets.TypedInput("time", classes="govuk-input--width-10")


class PasswordField(wtforms.PasswordField):
    """A secret, taken exactly as typed; say `autocomplete="new-password"` in render_kw where a new one is made."""

    widget = widgets.PasswordInput()


class CodeField(_Text, wtforms.StringField):
    """A short code from a letter or an app, which the device may fill in."""

    widget = widgets.TextInput(
        autocomplete="one-time-code", inputmode="numeric", spellcheck=False, classes="govuk-input--width-10"
    )


class IntegerField(wtforms.IntegerField):
    """A whole number."""

    def __init__(self, label: str, validators: Any = (), *, width: int = 5, **kwargs: Any) -> None:
        widget = widgets.TypedInput("text", inputmode="numeric", spellcheck=False, **_sized(width))
        super().__init__(label, validators, widget=widget, **kwargs)


class TextAreaField(_Text, wtforms.TextAreaField):
    """Several lines; with `at_most` the reader sees how much still fits, and more is refused."""

    def __init__(
        self,
        label: str,
        validators: Any = (),
        *,
        rows: int = 5,
        at_most: int | None = None,
        **kwargs: Any,
    ) -> None:
        widget = (
            widgets.CountedTextArea(rows=rows, maxlength=at_most, threshold=75)
            if at_most
            else widgets.TextArea(rows=rows)
        )
        limit = [wtforms.validators.Length(max=at_most)] if at_most else []
        super().__init__(label, [*validators, *limit], widget=widget, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """A browser sends a line's end as two characters; the limit counts it as one, as the reader does."""
        super().process_formdata([value.replace("\r\n", "\n") for value in valuelist])


class _Choice:
    """Where one chooses, nothing is left unwritten but unchosen."""

    missing: LazyString = _l("Choose one of the options.")

    def gettext(self, message: str) -> str:
        return str(self.missing) if message == "This field is required." else super().gettext(message)  # type: ignore[misc]


class SelectField(_Choice, wtforms.SelectField):
    """One of many; `choices=forms.options(…)`."""

    widget = widgets.Select()


class RadioField(_Choice, wtforms.RadioField):
    """One of a few."""

    widget = widgets.Radios()


class CheckboxesField(_Choice, wtforms.SelectMultipleField):
    """Any of a few."""

    missing = _l("Choose at least one of the options.")
    widget = widgets.Checkboxes()


class CheckboxField(_Choice, wtforms.BooleanField):
    """Yes or not."""

    missing = _l("Tick the box to go on.")
    widget = widgets.Checkbox()


class FileField(_Choice, file.FileField):
    """A file."""

    missing = _l("Choose a file.")
    widget = widgets.FileInput()


class DateField(wtforms.DateField):
    """A day in three boxes; half a date is never taken for none."""

    widget = widgets.DateInput()

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, format="%d %m %Y", **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Three empty boxes are no date; the validators say whether that will do."""
        self.raw_data = ([value.strip() for value in valuelist] + ["", "", ""])[:3]
        if any(self.raw_data):
            super().process_formdata(self.raw_data)
            self._of_our_time()
        else:
            self.data = None

    def _of_our_time(self) -> None:
        """A year with a figure too few or too many is a slip of the finger."""
        if self.data is not None and not 1900 <= self.data.year <= 2199:
            self.data = None
            raise ValueError(PLAIN["Not a valid date value."])

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - the library's signature
        """What could not be read stays an error, also where the date may be left out."""
        if self.process_errors:
            raise StopValidation


def options(*pairs: tuple[object, object]) -> list[SelectChoice]:
    """What a choice field offers: value and label of each."""
    return [SelectChoice(value, label) for value, label in pairs]


def problems(*shown: wtforms.Form) -> tuple[Problem, ...]:
    """All that is wrong with the forms of a page, in the order the reader meets it."""
    return tuple(dict.fromkeys(problem for form in shown for problem in _form_problems(form)))


def _form_problems(form: wtforms.Form) -> Iterator[Problem]:
    yield from (Problem(error) for error in form.form_errors)
    for field in form:
        yield from _field_problems(field)


def _field_problems(field: wtforms.Field) -> Iterator[Problem]:
    if isinstance(field, wtforms.FormField):
        yield from _form_problems(field.form)
    elif isinstance(field, wtforms.FieldList):
        for entry in field:
            yield from _field_problems(entry)
    elif field.errors:
        yield Problem(_told(str(field.label.text), str(field.errors[0])), _anchor(field))


def _told(label: str, error: str) -> str:
    """A label that is a whole sentence has its own full stop or question mark."""
    if label.endswith((".", "?", "!")):
        return f"{label} {error}"
    return str(_("%(label)s: %(error)s", label=label, error=error))


def _anchor(field: wtforms.Field) -> str | None:
    if isinstance(field, wtforms.HiddenField):
        return None
    return f"#{field.id}-day" if isinstance(field, DateField) else f"#{field.id}"


def _sized(width: int | None) -> dict[str, str]:
    return {"classes": f"govuk-input--width-{width}"} if width else {}
