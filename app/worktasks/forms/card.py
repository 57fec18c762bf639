"""The card: little enough for a phone and a coffee break; all beyond the first screen may be left out."""

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.web import forms
from app.worktasks import rules

LINE: Final = Length(max=200)
HALF_SAID: Final = (
    ("begins_at", "ends_at", _l("Give both times, or neither.")),
    ("season_from", "season_to", _l("Choose both months, or neither.")),
)


class TaskForm(forms.Form):
    """What is always asked; the view says which kinds of work there are."""

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


class CardForm(TaskForm):
    """The whole card; `with_load` adds what the work takes, by the playbook's dimensions."""

    site_id = forms.SelectField(_l("Where"), [Optional()])
    weekdays = forms.CheckboxesField(_l("Days"), [Optional()], coerce=int)
    begins_at = forms.TimeField(_l("From"), [Optional()])
    ends_at = forms.TimeField(_l("To"), [Optional()])
    season_from = forms.SelectField(_l("From month"), [Optional()])
    season_to = forms.SelectField(_l("To month"), [Optional()])
    supervisor = forms.TextField(
        _l("Who guides"),
        [Optional(), LINE],
        description=_l("The name to ask for. It is shown to the clients of the municipality."),
    )
    deputy = forms.TextField(_l("Who stands in"), [Optional(), LINE])
    skills_used = forms.TextAreaField(_l("Skills that are used"), [Optional()], rows=2, at_most=300)
    skills_learned = forms.TextAreaField(_l("Skills that one can learn"), [Optional()], rows=2, at_most=300)
    occupation = forms.TextField(
        _l("Code of the occupation (TK10)"),
        [Optional(), Length(max=5)],
        width=5,
        description=_l("1–5 digits of the classification of occupations, if you know them."),
    )
    interests = forms.TextAreaField(
        _l("Whom it suits"),
        [Optional()],
        rows=2,
        at_most=300,
        description=_l("For example: for somebody who likes to be outdoors, or to work alone."),
    )
    access = forms.TextAreaField(
        _l("Access"),
        [Optional()],
        rows=2,
        at_most=300,
        description=_l("Stairs, lift, toilet, smells and noise, how to get there without a car."),
    )
    languages = forms.CheckboxesField(_l("One manages there in"), [Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Half a span is a slip of the finger, not an answer."""
        good: bool = super().validate(extra_validators)
        for first, second, sentence in HALF_SAID:
            if first in self and bool(self[first].data) != bool(self[second].data):
                self.refuse(second, sentence)
                good = False
        return good


class RegisterForm(TaskForm):
    """Whose task it is, asked only from those who speak for several associations."""

    association_id = forms.SelectField(_l("Association"), [InputRequired()])


def with_load(form: type[CardForm], dimensions: Iterable[tuple[str, str, list[tuple[str, str]]]]) -> type[CardForm]:
    """The form with a question for each dimension: code, name, and the words of its steps."""
    questions: dict[str, Any] = {
        f"load_{code}": forms.SelectField(name, [Optional()], choices=forms.options(*steps))
        for code, name, steps in dimensions
    }
    return type("FullCardForm", (form,), questions)
