"""What one may type about an association."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, InputRequired, Length, Optional

from app.accounts.rules import ASSOCIATION_ADMIN, ASSOCIATION_MEMBER
from app.associations import rules
from app.web import forms


class AssociationForm(forms.Form):
    """Name, kind, business id and language; the view says which kinds there are."""

    name = forms.TextField(
        _l("Name of the association"),
        [InputRequired(), Length(max=rules.NAME_AT_MOST)],
        render_kw={"autocomplete": "off"},
    )
    kind = forms.RadioField(_l("What kind of organisation it is"), [InputRequired()], default="association")
    business_id = forms.TextField(
        _l("Business ID"),
        [Optional(), Length(max=20)],
        width=10,
        description=_l("For example 1234567-1. Leave it out if the association has none."),
    )
    language = forms.RadioField(_l("Language we use with the association"), [InputRequired()], default="fi")


class InviteForm(forms.Form):
    """Somebody who acts for the association."""

    name = forms.TextField(
        _l("Name"),
        [InputRequired(), Length(max=rules.NAME_AT_MOST)],
        description=_l("First name and surname"),
        render_kw={"autocomplete": "off"},
    )
    email = forms.EmailField(_l("E-mail"), [InputRequired(), Email(), Length(max=254)])
    role = forms.RadioField(
        _l("Role"),
        [InputRequired()],
        default=ASSOCIATION_ADMIN,
        choices=forms.options(
            (ASSOCIATION_MEMBER, _l("Association member – registers tasks, marks days and confirms months")),
            (ASSOCIATION_ADMIN, _l("Association admin – does the same and invites others")),
        ),
    )
    language = forms.RadioField(_l("Language of the letter"), [InputRequired()])
