"""What one may type about the tenant itself: who answers for what, and whose people are served."""

from typing import Final

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.web import forms
from tenants import form as tenant_form

NAME_AT_MOST: Final = 200


class DatedForm(forms.Form):
    """From when to when, and on what basis."""

    valid_from = forms.DateField(_l("First day"), [InputRequired()])
    valid_to = forms.DateField(
        _l("Last day"), [Optional()], description=_l("Leave it out if it holds until further notice.")
    )
    basis = forms.TextField(
        _l("What it rests on"),
        [InputRequired(), Length(max=NAME_AT_MOST)],
        description=_l("A decision, a contract or a law. For example: Municipal board 1.12.2024, § 210"),
    )


class CorrectForm(DatedForm):
    """Who it is."""

    kind = forms.RadioField(_l("What kind of body it is"), [InputRequired()])
    name = forms.TextField(_l("Its name"), [InputRequired(), Length(max=NAME_AT_MOST)])


class ResponsibilityForm(CorrectForm):
    """Who has which role."""

    role = forms.RadioField(_l("What is it about"), [InputRequired()])
    service_type = forms.SelectField(_l("In which service"), [InputRequired()], default=tenant_form.ANY)


class AreaForm(DatedForm):
    """Whose people are served."""

    code = forms.SelectField(_l("Municipality"), [InputRequired()])


class LeaveForm(forms.Form):
    """Until when."""

    valid_to = forms.DateField(_l("Last day"), [InputRequired()])
