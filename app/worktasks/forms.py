"""What one may type about a work task: little enough for a phone and a coffee break."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, NumberRange

from app.web import forms
from app.worktasks import rules


class TaskForm(forms.Form):
    """The view says which kinds of work there are."""

    name = forms.TextField(
        _l("What the task is called"),
        [InputRequired(), Length(max=rules.NAME_AT_MOST)],
        description=_l("For example: Kitchen assistant, Gardener, Repairer of bicycles"),
    )
    description = forms.TextAreaField(
        _l("What one really does"),
        [InputRequired()],
        rows=6,
        at_most=rules.DESCRIPTION_AT_MOST,
        description=_l("Tell it as you would to a new colleague: what a day is like, and with whom."),
    )
    field = forms.SelectField(_l("Kind of work"), [InputRequired()])
    places = forms.IntegerField(
        _l("How many people can do it at the same time"),
        [InputRequired(), NumberRange(1, rules.PLACES_AT_MOST)],
        width=2,
        default=1,
    )


class RegisterForm(TaskForm):
    """Whose task it is, asked only from those who speak for several associations."""

    association_id = forms.SelectField(_l("Association"), [InputRequired()])


class PublishForm(forms.Form):
    """189/2001: the association itself says that nobody's job is replaced."""

    not_a_substitute = forms.CheckboxField(
        _l(
            "The task does not replace work done by an employee, and our association manages also without the"
            " participant."
        ),
        [InputRequired()],
    )


class BrowseForm(forms.Form):
    """Narrows the list; asked by GET, so nothing changes and no token is needed."""

    class Meta(forms.Form.Meta):
        csrf = False

    field = forms.SelectField(_l("Kind of work"))
