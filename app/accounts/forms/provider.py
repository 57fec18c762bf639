"""The OpenID provider of a municipality's staff."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length, Regexp

from app.accounts import oidc
from app.web import forms
from app.web.forms import Form

ISSUER = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~-]+)*")


class ProviderForm(Form):
    """What one is told when registering this service at the provider."""

    label_ = forms.TextField(
        _l("What staff call it"),
        [DataRequired(), Length(max=60)],
        description=_l("For example Joensuu’s Microsoft account"),
    )
    issuer = forms.TextField(
        _l("Issuer"),
        [
            DataRequired(),
            Length(max=200),
            Regexp(ISSUER.pattern + "$", message=_l("Give the address as https://…, without a slash at the end.")),
        ],
        description=_l("For Entra ID: https://login.microsoftonline.com/, the tenant’s id, and /v2.0"),
    )
    client_id = forms.TextField(_l("Client ID"), [DataRequired(), Length(max=200)])
    client_secret = forms.PasswordField(
        _l("Client secret"), [DataRequired(), Length(max=500)], render_kw={"autocomplete": "off"}
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Also asks the provider who it is."""
        if not super().validate(*args, **kwargs):
            return False
        try:
            oidc.discovered(str(self.issuer.data))
        except oidc.NotProven:
            self.refuse("issuer", _l("The provider did not answer as an OpenID provider does. Check its address."))
            return False
        return True

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {"label": self.label_.data, "issuer": self.issuer.data, "client_id": self.client_id.data}
