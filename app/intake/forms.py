"""What one may type before a yes: a name to be called by, one way to be reached, own wishes (K3)."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.intake import rules
from app.web import forms


class ContactForm(forms.Form):
    """The person's own, on the public page."""

    calling_name = forms.TextField(
        _l("What may we call you?"),
        [InputRequired(), Length(max=rules.NAME_AT_MOST)],
        width=20,
        description=_l("A first name is enough."),
        render_kw={"autocomplete": "given-name"},
    )
    reach = forms.TextField(
        _l("How can we reach you?"),
        [InputRequired(), Length(max=rules.REACH_AT_MOST)],
        description=_l("A telephone number or an e-mail address."),
        render_kw={"autocomplete": "tel"},
    )
    language = forms.RadioField(_l("Which language shall we speak?"), [InputRequired()])
    wishes = forms.TextAreaField(
        _l("What do you wish for?"),
        [Optional()],
        rows=4,
        at_most=rules.WISHES_AT_MOST,
        description=_l("In your own words, one sentence will do. Do not write your identity code."),
    )


class ReceivedForm(forms.Form):
    """A counsellor writes down who got in touch."""

    calling_name = forms.TextField(
        _l("Name the person is called by"),
        [InputRequired(), Length(max=rules.NAME_AT_MOST)],
        width=20,
        description=_l("A first name is enough."),
        render_kw={"autocomplete": "off"},
    )
    reach = forms.TextField(
        _l("How the person wants to be reached"),
        [InputRequired(), Length(max=rules.REACH_AT_MOST)],
        description=_l("A telephone number or an e-mail address."),
        render_kw={"autocomplete": "off"},
    )
    language = forms.RadioField(_l("Language"), [InputRequired()], default="fi")
    way_in = forms.RadioField(_l("How the person found us"), [InputRequired()])
    wishes = forms.TextAreaField(
        _l("The person's own wishes"),
        [Optional()],
        rows=4,
        at_most=rules.WISHES_AT_MOST,
        description=_l("Only what the person wishes, in their own words. No background, no identity code."),
    )


class VisitForm(forms.Form):
    """The day of the introductory visit."""

    visited_on = forms.DateField(_l("Day of the visit"), [InputRequired()])


class YesForm(forms.Form):
    """K5: the first appointment is agreed on in the same call."""

    first_appointment_on = forms.DateField(_l("Day of the first appointment"), [InputRequired()])
    invite = forms.CheckboxField(_l("Send a link to the person's own page by e-mail"), default=True)


class MoreTimeForm(forms.Form):
    """K4: until when the person thinks it over."""

    until = forms.DateField(_l("When shall we call again?"), [InputRequired()])


class NoForm(forms.Form):
    """Nothing is asked: a no needs no reason (K4)."""
