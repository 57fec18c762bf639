"""Joining by an invitation: a name and a password, or only a password for who is known already."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from app.accounts.forms.passwords import NewPasswordMixin
from app.web import forms
from app.web.forms import Form


class JoinForm(NewPasswordMixin, Form):
    """Somebody new: their name and a password."""

    name = forms.TextField(_l("Your name"), [DataRequired(), Length(max=120)])
    field_order = ("name", "new_password", "new_password_confirm")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also holds the password against the rules."""
        return bool(super().validate(*args, **kwargs)) and self.judge(name=self.name.data)


class ClaimForm(NewPasswordMixin, Form):
    """A client whose name is known already: a password."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also holds the password against the rules."""
        return bool(super().validate(*args, **kwargs)) and self.judge()
