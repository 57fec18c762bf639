"""What one may type when an association proposes itself, and when it is answered."""

from flask_babel import lazy_gettext as _l
from wtforms import SubmitField
from wtforms.validators import Email, InputRequired, Length, Optional

from app.proposals import rules
from app.web import forms


class ProposalForm(forms.Form):
    """Who the association is, whom we write to, and what it would offer."""

    business_id = forms.TextField(
        _l("Business ID"),
        [Optional(), Length(max=20)],
        width=10,
        description=_l("For example 1234567-1. Leave it out if the association has none."),
    )
    look_up = SubmitField()
    name = forms.TextField(_l("Name of the association"), [InputRequired(), Length(max=rules.NAME_AT_MOST)])
    kind = forms.RadioField(_l("What kind of organisation it is"), [InputRequired()], default="association")
    offer = forms.TextAreaField(
        _l("What could one do with you?"),
        [InputRequired()],
        rows=4,
        at_most=rules.OFFER_AT_MOST,
        description=_l("For example the café, the workshop or the yard. A sentence or two will do."),
    )
    contact_name = forms.TextField(
        _l("Your name"), [InputRequired(), Length(max=rules.PERSON_AT_MOST)], render_kw={"autocomplete": "name"}
    )
    email = forms.EmailField(
        _l("Your e-mail"),
        [InputRequired(), Email(), Length(max=254)],
        description=_l("We send a link here, with which you confirm the proposal."),
    )
    language = forms.RadioField(_l("Language we use with the association"), [InputRequired()], default="fi")


class DeclineForm(forms.Form):
    """A kind no."""

    words = forms.TextAreaField(
        _l("Your own words to the association"), [Optional()], rows=3, at_most=rules.WORDS_AT_MOST
    )


class TakeInForm(forms.Form):
    """One button."""
