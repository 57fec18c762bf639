"""Inviting somebody: who, as what, and in which language the letter is."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Email, Length

from app.accounts import rules
from app.accounts.permissions import ROLE_NAMES
from app.web import forms
from app.web.forms import Form
from app.web.navigation import LANGUAGES

TEAM_ROLES = tuple(role for role in rules.ROLES if role in rules.STAFF)


class _Invite(Form):
    name = forms.TextField(_l("Name"), [DataRequired(), Length(max=120)], description=_l("First name and surname"))
    email = forms.EmailField(_l("E-mail"), [DataRequired(), Email(), Length(max=254)])
    role = forms.RadioField(_l("Role"), [DataRequired()])
    language = forms.RadioField(_l("Language of the letter"), choices=forms.options(*LANGUAGES.items()))

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self[name].data for name in ("name", "email", "role", "language")}


class InviteForm(_Invite):
    """Somebody of the municipality."""

    role = forms.RadioField(
        _l("Role"), [DataRequired()], choices=forms.options(*((role, ROLE_NAMES[role]) for role in TEAM_ROLES))
    )
