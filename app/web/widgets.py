"""Form fields printed as GOV.UK components: the kept package maps them, we add what it leaves out or in English."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from govuk_frontend_wtf import wtforms_widgets as kept
from markupsafe import Markup
from wtforms import Field

from app.web import govuk

_OWN_PARAMETERS = ("autocomplete", "autocapitalize", "inputmode", "spellcheck")
"""Attributes that the macros set themselves: handed in as attributes, they would stand there twice."""


class _Printed:
    """What all our widgets do alike; stands before a widget of the kept package."""

    component: ClassVar[str]
    extra: Mapping[str, Any]

    def __init__(self, **extra: Any) -> None:
        super().__init__()
        self.extra = extra

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if not field.description:
            params.pop("hint", None)
        if field.errors:
            params["errorMessage"] = {"text": field.errors[0], "visuallyHiddenText": _("Error")}
        if field.flags.optional:
            _mark_optional(params, field)
        attributes = params.get("attributes", {})
        params |= {name: attributes.pop(name) for name in _OWN_PARAMETERS if name in attributes}
        return {**params, **self.extra, **self.translated()}

    def translated(self) -> dict[str, Any]:
        """Texts that the component would otherwise say in English."""
        return {}

    def render(self, params: Mapping[str, Any]) -> Markup:
        return govuk.component(self.component, params)


class TextInput(_Printed, kept.GovTextInput):
    """One line of text."""

    component = "input"


class TypedInput(_Printed, kept.GovInput):
    """One line that the browser knows the kind of: an address, a time."""

    component = "input"

    def __init__(self, kind: str, **extra: Any) -> None:
        super().__init__(**extra)
        self.input_type = kind


class PasswordInput(_Printed, kept.GovPasswordInput):
    """A secret that may be looked at while it is typed; managers may fill it in and paste it."""

    component = "password-input"

    def translated(self) -> dict[str, Any]:
        return {
            "showPasswordText": _("Show"),
            "hidePasswordText": _("Hide"),
            "showPasswordAriaLabelText": _("Show password"),
            "hidePasswordAriaLabelText": _("Hide password"),
            "passwordShownAnnouncementText": _("Your password is visible"),
            "passwordHiddenAnnouncementText": _("Your password is hidden"),
        }


class TextArea(_Printed, kept.GovTextArea):
    """Several lines of text."""

    component = "textarea"


class CountedTextArea(_Printed, kept.GovCharacterCount):
    """Several lines of text that tell how much still fits."""

    component = "character-count"

    def translated(self) -> dict[str, Any]:
        return {
            "textareaDescriptionText": _("You can write up to %{count} characters."),
            "charactersUnderLimitText": {"one": _("%{count} character left"), "other": _("%{count} characters left")},
            "charactersAtLimitText": _("No characters left"),
            "charactersOverLimitText": {
                "one": _("%{count} character too many"),
                "other": _("%{count} characters too many"),
            },
        }


class Select(_Printed, kept.GovSelect):
    """One of many, from a list that opens."""

    component = "select"


class Radios(_Printed, kept.GovRadioInput):
    """One of a few, all in sight."""

    component = "radios"


class Checkboxes(_Printed, kept.GovCheckboxesInput):
    """Any of a few."""

    component = "checkboxes"


class Checkbox(_Printed, kept.GovCheckboxInput):
    """Yes or not."""

    component = "checkboxes"


class FileInput(_Printed, kept.GovFileInput):
    """A file from the reader's own machine."""

    component = "file-upload"


class DateInput(_Printed, kept.GovDateInput):
    """Day, month and year, typed: sure on every device and with every aid."""

    component = "date-input"

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **kwargs)
        params["attributes"] = {}
        for item, name, label in zip(params["items"], ("day", "month", "year"), _date_labels(), strict=True):
            item |= {"label": label, "id": f"{field.id}-{name}", "name": field.name}
        return params


def _date_labels() -> tuple[str, str, str]:
    return _("Day"), _("Month"), _("Year")


def _mark_optional(params: dict[str, Any], field: Field) -> None:
    marked = {"text": _("%(label)s (optional)", label=field.label.text)}
    if "fieldset" in params:
        params["fieldset"] = {**params["fieldset"], "legend": marked}
    elif "label" in params:
        params["label"] = marked
