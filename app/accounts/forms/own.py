"""What one may change of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, EqualTo, Length

from app.accounts.forms.sign_in import AT_MOST
from app.web import forms
from app.web.forms import Form
from app.web.navigation import LANGUAGES


class AuthenticatorForm(Form):
    """The first code of a new authenticator app."""

    code = forms.CodeField(_l("Code from the app"), [DataRequired(), Length(max=12)], description=_l("Six digits"))


class LanguageForm(Form):
    """The language of pages and letters."""

    language = forms.RadioField(_l("Language"), choices=forms.options(*LANGUAGES.items()))


class ShortCodeForm(Form):
    """The code with which a client works on a screen that was handed over."""

    code = forms.PasswordField(
        _l("Your new code"),
        [DataRequired(), AT_MOST],
        description=_l("Six digits or more. Tell it to nobody, not even to your counsellor."),
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )
    again = forms.PasswordField(
        _l("The code again"),
        [DataRequired(), EqualTo("code")],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


class Confirmed(Form):
    """An act that asks for nothing but the will to do it."""
