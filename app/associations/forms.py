"""What one may type about an association."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

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
