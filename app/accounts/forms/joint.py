"""The code of a client at a screen that was handed over."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, EqualTo, Length

from app.accounts import attempts, joint
from app.accounts.attempts import Subject
from app.accounts.forms.patience import PatientForm
from app.accounts.joint import Waiting
from app.web import forms
from app.web.forms import Form

HIDDEN_DIGITS = {"autocomplete": "off", "inputmode": "numeric"}


class _RightCode(Form):
    waiting: Waiting
    code: forms.PasswordField

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the client's code is right."""
        if not super().validate(*args, **kwargs):
            return False
        if joint.is_right(self.waiting, str(self.code.data)):
            return True
        self.refuse("code", _("This code is not right."))
        return False


class OwnCodeForm(PatientForm, _RightCode):
    """The client's own code."""

    code = forms.PasswordField(_l("Your own code"), [DataRequired(), Length(max=20)], render_kw=HIDDEN_DIGITS)

    def subjects(self) -> Sequence[Subject]:
        """The client."""
        return (attempts.person("short_code", self.waiting.person_id),)


class FirstCodeForm(PatientForm, _RightCode):
    """The counsellor's start code, once, and the code the client chooses."""

    code = forms.PasswordField(
        _l("Start code"),
        [DataRequired(), Length(max=20)],
        description=_l("Your counsellor tells you this code."),
        render_kw=HIDDEN_DIGITS,
    )
    own = forms.PasswordField(
        _l("Choose your own code"),
        [DataRequired(), Length(max=20)],
        description=_l("Six digits or more. Tell it to nobody, not even to your counsellor."),
        render_kw=HIDDEN_DIGITS,
    )
    again = forms.PasswordField(_l("Your own code again"), [DataRequired(), EqualTo("own")], render_kw=HIDDEN_DIGITS)

    def subjects(self) -> Sequence[Subject]:
        """The client."""
        return (attempts.person("short_code", self.waiting.person_id),)
