"""What is typed besides the card: the statement, a copy's name, the other language, a picture."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.web import forms
from app.worktasks import rules


class PublishForm(forms.Form):
    """189/2001: the association itself says that nobody's job is replaced."""

    not_a_substitute = forms.CheckboxField(
        _l(
            "The task does not replace work done by an employee, and our association manages also without the"
            " participant."
        ),
        [InputRequired()],
    )


class EndForm(forms.Form):
    """Only the button: whether it is meant."""


class CopyForm(forms.Form):
    """A copy needs a name of its own; the rest comes along."""

    name = forms.TextField(_l("What the new task is called"), [InputRequired(), Length(max=rules.NAME_AT_MOST)])


class TranslationForm(forms.Form):
    """The same words in the other language; what is left empty is shown in the first one."""

    name = forms.TextField(_l("What the task is called"), [Optional(), Length(max=rules.NAME_AT_MOST)])
    description = forms.TextAreaField(
        _l("What one really does"), [Optional()], rows=6, at_most=rules.DESCRIPTION_AT_MOST
    )
    skills_used = forms.TextAreaField(_l("Skills that are used"), [Optional()], rows=2, at_most=300)
    skills_learned = forms.TextAreaField(_l("Skills that one can learn"), [Optional()], rows=2, at_most=300)
    interests = forms.TextAreaField(_l("Whom it suits"), [Optional()], rows=2, at_most=300)
    access = forms.TextAreaField(_l("Access"), [Optional()], rows=2, at_most=300)
    picture_alt = forms.TextField(_l("What the picture shows"), [Optional(), Length(max=200)])


class PictureForm(forms.Form):
    """A picture, always told in words too, for those who do not see it."""

    picture = forms.FileField(
        _l("Picture"),
        [Optional()],
        description=_l(
            "A photograph of the place or the work: JPEG, PNG or WebP, at most 8 megabytes. Where and when it was taken"
            " is removed. Do not show anybody who could be recognised without asking them first."
        ),
    )
    alt = forms.TextField(
        _l("What the picture shows"),
        [InputRequired(), Length(max=200)],
        description=_l("One sentence for those who do not see it, for example: A carpentry bench and tools."),
    )

    def sent(self) -> bytes | None:
        """The file as it came; None when no file was chosen."""
        chosen: Any = self.picture.data
        if not chosen:
            return None
        with chosen.stream as stream:
            content: bytes = stream.read()
        return content


class InductionForm(forms.Form):
    """What is gone through with those who begin: of the playbook's list, and the association's own."""

    chosen = forms.CheckboxesField(_l("What belongs to this task"), [Optional()])
    own = forms.TextAreaField(
        _l("Your own"),
        [Optional()],
        rows=5,
        description=_l("One thing a line, for example: How the dishwasher is started."),
    )
