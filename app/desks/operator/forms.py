"""What an operator types before acting in a municipality: why."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from app.accounts import rules
from app.web import forms


class ReasonForm(forms.Form):
    """The reason goes to the municipality as it is written."""

    reason = forms.TextAreaField(
        _l("Why"),
        [InputRequired()],
        rows=3,
        at_most=rules.REASON_AT_MOST,
        description=_l("The municipality’s admins and data protection officer read these words. Name no client."),
    )


class PressForm(forms.Form):
    """A button alone."""
