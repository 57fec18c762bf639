"""Choosing a password: changing one's own, and after having forgotten it."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security import forms as theirs
from wtforms.validators import DataRequired, Email, EqualTo

from app.accounts import attempts
from app.accounts.attempts import Subject
from app.accounts.forms.patience import PatientForm
from app.accounts.forms.sign_in import AT_MOST
from app.web import forms
from app.web.forms import Form

HINT = _l("At least 15 characters. Several words that do not belong together are easy to remember.")
NEW = {"autocomplete": "new-password"}


class ForgottenForm(Form):
    """The address to which a link is sent, if it is one of ours."""

    email = forms.EmailField(_l("E-mail"), [DataRequired(), Email(), AT_MOST])


class ResetForm(theirs.ResetPasswordForm):
    """A new password, by the link of a letter."""

    Meta = Form.Meta
    password = forms.PasswordField(_l("New password"), [DataRequired(), AT_MOST], description=HINT, render_kw=NEW)
    password_confirm = forms.PasswordField(
        _l("New password again"), [DataRequired(), EqualTo("password")], render_kw=NEW
    )
    submit = None


class ChangeForm(PatientForm, theirs.ChangePasswordForm):
    """The present password and a new one."""

    Meta = Form.Meta
    password = forms.PasswordField(_l("Present password"), [AT_MOST], render_kw={"autocomplete": "current-password"})
    new_password = forms.PasswordField(_l("New password"), [DataRequired(), AT_MOST], description=HINT, render_kw=NEW)
    new_password_confirm = forms.PasswordField(
        _l("New password again"), [DataRequired(), EqualTo("new_password")], render_kw=NEW
    )
    submit = None

    def subjects(self) -> Sequence[Subject]:
        """The person who is signed in."""
        return (attempts.person("verify", current_user.id),)


class NewPasswordMixin:
    """Two fields for a password that is chosen outside Flask-Security's pages, held against the same rules."""

    new_password = forms.PasswordField(_l("Password"), [DataRequired(), AT_MOST], description=HINT, render_kw=NEW)
    new_password_confirm = forms.PasswordField(
        _l("Password again"), [DataRequired(), EqualTo("new_password")], render_kw=NEW
    )

    def judge(self, **own: Any) -> bool:
        """Put the first thing wrong with the password beside it; `own` are the words it may not be made of."""
        util = current_app.extensions["security"].password_util
        wrong, normal = util.validate(self.new_password.data, True, **own)
        self.new_password.data = normal
        if wrong:
            self.new_password.errors = wrong
        return not wrong
