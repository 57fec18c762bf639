"""Passkeys: adding one, taking one away, and answering with one."""

from typing import Any

from flask import session
from flask_babel import lazy_gettext as _l
from flask_security import webauthn as theirs
from flask_security.utils import get_message
from wtforms.validators import DataRequired, Length

from app.accounts import attempts, factors
from app.web import forms
from app.web.forms import Form


class AddForm(theirs.WebAuthnRegisterForm):
    """A name by which its owner knows it, and what it is for."""

    Meta = Form.Meta
    name = forms.TextField(
        _l("Name of the passkey"),
        [DataRequired(), Length(max=64)],
        width=20,
        description=_l("For example the device it is on."),
    )
    usage = forms.RadioField(
        _l("What will you use it for?"),
        choices=forms.options(
            ("first", _l("To sign in with it alone (a phone, a computer, or a security key with a PIN)")),
            ("secondary", _l("As the second step after the password (a security key without a PIN)")),
        ),
        default="first",
    )
    submit = None


class AddedForm(theirs.WebAuthnRegisterResponseForm):
    """What the device answered."""

    Meta = Form.Meta
    submit = None

    def validate(self, **kwargs: Any) -> bool:
        """The answer counts once, in the session that asked."""
        if not factors.challenge_is_ours(self.challenge):
            self.credential.errors = [get_message("WEBAUTHN_EXPIRED")[0]]
            return False
        return bool(super().validate(**kwargs))


class StartForm(theirs.WebAuthnSigninForm):
    """Asks the device; nobody has to say who they are first."""

    Meta = Form.Meta
    identity = None
    submit = None


class AnswerForm(theirs.WebAuthnSigninResponseForm):
    """What the device answered: once, in the session that asked, and as a second step only of the same person."""

    Meta = Form.Meta
    submit = None
    is_verify: bool
    is_secondary: bool

    def validate(self, **kwargs: Any) -> bool:
        """Any of a person's passkeys will do as their second step."""
        if not factors.challenge_is_ours(self.challenge):
            self.credential.errors = [get_message("WEBAUTHN_EXPIRED")[0]]
            return False
        if attempts.seconds_to_wait(()):
            self.credential.errors = [get_message("WEBAUTHN_NO_VERIFY")[0]]
            return False
        second = self.is_secondary
        self.is_verify = self.is_verify or second
        if not super().validate(**kwargs) or self.credential.errors:
            return False
        if second and self.user.fs_uniquifier != session.get("tf_user_id"):
            self.credential.errors = [get_message("WEBAUTHN_MISMATCH_USER_HANDLE")[0]]
            return False
        attempts.forget(())
        return True


class RemoveForm(theirs.WebAuthnDeleteForm):
    """Which passkey to take away."""

    Meta = Form.Meta
    submit = None


class VerifyStartForm(theirs.WebAuthnVerifyForm):
    """Asks the device of who is signed in."""

    Meta = Form.Meta
    submit = None
