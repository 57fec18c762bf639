"""The forms of signing in: Flask-Security's own, with our fields, our words, and answers that tell of nobody."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import current_app, session
from flask_babel import lazy_gettext as _l
from flask_security import forms as theirs
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.tf_plugin import TwoFactorSelectForm
from flask_security.utils import get_message, hash_password, verify_password
from wtforms.validators import DataRequired, Length

from app.accounts import attempts, factors, signing_in
from app.accounts.attempts import Subject
from app.accounts.forms.patience import PatientForm
from app.accounts.passwords import check
from app.accounts.passwords import rules as passwords
from app.web import forms
from app.web.forms import Form

AT_MOST = Length(max=passwords.LONGEST)
METHODS = {
    "authenticator": ("authenticator", _l("With a code from my authenticator app")),
    "webauthn": ("webauthn", _l("With a passkey or a security key")),
}


class EvenLogin(theirs.LoginForm):
    """The same work for an address we know and for one we do not (ASVS v5.0.0-6.3.8)."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether address and password belong to somebody who may sign in."""
        if not theirs.Form.validate(self, **kwargs):
            return False
        person = current_app.extensions["security"].datastore.find_evenly(self.email.data)
        typed = check.normal(self.password.data)
        if person is None or not person.password:
            verify_password(typed, nobodys_password())
            right = False
        else:
            right = person.verify_and_update_password(typed) and person.active
        if not right:
            self.password.errors = [get_message("GENERIC_AUTHN_FAILED")[0]]
            return False
        self.user, self.user_authenticated, self.ifield = person, True, self.email
        return True


class SignInForm(PatientForm, EvenLogin):
    """Address and password."""

    Meta = Form.Meta
    email = forms.EmailField(_l("E-mail"), [DataRequired(), AT_MOST])
    password = forms.PasswordField(
        _l("Password"), [DataRequired(), AT_MOST], render_kw={"autocomplete": "current-password"}
    )
    remember = None
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""
        self.next.data = self.next.data or "/"

    def subjects(self) -> Sequence[Subject]:
        """The address, known or not."""
        return (attempts.address(self.email.data or ""),)

    def validate(self, **kwargs: Any) -> bool:
        """Also keeps where the person was going."""
        if not super().validate(**kwargs):
            return False
        session[signing_in.NEXT] = self.next.data
        return True


class CodeForm(PatientForm, theirs.TwoFactorVerifyCodeForm):
    """A code of the authenticator app, as the second step."""

    Meta = Form.Meta
    code = forms.CodeField(_l("Code"), [DataRequired(), Length(max=12)])
    submit = None

    def subjects(self) -> Sequence[Subject]:
        """The person who has given their password."""
        return (attempts.person("code", self.user.id),)


class RecoveryForm(PatientForm, MfRecoveryForm):
    """One of the codes kept on paper, as the second step."""

    Meta = Form.Meta
    code = forms.TextField(_l("Recovery code"), [DataRequired(), Length(max=40)], width=20)
    submit = None

    def subjects(self) -> Sequence[Subject]:
        """The person who has given their password."""
        return (attempts.person("code", self.user.id),)


class MethodField(forms.RadioField):
    """Flask-Security hands in its methods as pairs; we say them in our words."""

    @property
    def choices(self) -> Any:
        """What may be chosen."""
        return super().choices

    @choices.setter
    def choices(self, pairs: Any) -> None:
        known = [METHODS[name] for name, _theirs in pairs or () if name in METHODS]
        forms.RadioField.choices.fset(self, forms.options(*known))  # type: ignore[union-attr]


class RescueForm(theirs.TwoFactorRescueForm):  # not offered: /sign-in/no-code says which ways are left
    """The library makes one beside every code."""

    Meta = Form.Meta
    help_setup = MethodField("", choices=[])
    submit = None


class FactorChoiceForm(TwoFactorSelectForm):
    """Which second step, for who has several."""

    Meta = Form.Meta
    which = MethodField(_l("How do you show that it is you?"), [DataRequired()], choices=[])
    submit = None


class VerifyForm(PatientForm, theirs.VerifyForm):
    """Password, and the code of who has an authenticator app: everything again (ASVS v5.0.0-7.5.1)."""

    Meta = Form.Meta
    password = forms.PasswordField(
        _l("Password"), [DataRequired(), AT_MOST], render_kw={"autocomplete": "current-password"}
    )
    code = forms.CodeField(_l("Code from your authenticator app"), [Length(max=12)])
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.user.tf_totp_secret:
            del self.code

    def subjects(self) -> Sequence[Subject]:
        """The person who is signed in."""
        return (attempts.person("verify", self.user.id),)

    def validate(self, **kwargs: Any) -> bool:
        """Both, and the code is used up by it."""
        if not super().validate(**kwargs):
            return False
        if "code" not in self:
            return True
        person = self.user
        if factors.totp().verify_totp(str(self.code.data), person.tf_totp_secret, person, window=factors.CODE_LIVES_S):
            return True
        self.code.errors = [get_message("INVALID_CODE")[0]]
        return False


@cache
def nobodys_password() -> str:
    """A password's hash that no password is tried against in earnest."""
    return str(hash_password("tried for an address that nobody has"))
