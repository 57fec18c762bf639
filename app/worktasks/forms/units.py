"""What one types about qualification units."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.web import forms
from app.worktasks import rules

SHORT = Length(max=rules.TEXT_AT_MOST)


class ProposeForm(forms.Form):
    """Which unit the task matches, and why one thinks so."""

    code = forms.SelectField(_l("Unit of a qualification"), [InputRequired()])
    reason = forms.TextAreaField(_l("What in the task matches it"), [Optional()], rows=3, at_most=rules.TEXT_AT_MOST)


class IdentifyForm(forms.Form):
    """What an expert says: the person who knows the requirements, not whoever types."""

    expert = forms.TextField(_l("The expert’s name"), [InputRequired(), SHORT])
    organisation = forms.TextField(
        _l("Organisation"), [InputRequired(), SHORT], description=_l("For example a vocational school.")
    )
    basis = forms.TextAreaField(
        _l("On what basis"),
        [InputRequired()],
        rows=3,
        at_most=rules.TEXT_AT_MOST,
        description=_l("For example: visited the place on 3 October, compared the tasks with the requirements."),
    )
    identified_on = forms.DateField(_l("Identified on"), [InputRequired()])
    valid_until = forms.DateField(_l("Valid until"), [InputRequired()])


class ReadForm(forms.Form):
    """Which qualification’s units are read."""

    name = forms.TextField(
        _l("Name of the qualification, in Finnish"),
        [InputRequired(), Length(min=4, max=120)],
        description=_l("For example: puhtaus- ja kiinteistöpalvelualan perustutkinto"),
    )
