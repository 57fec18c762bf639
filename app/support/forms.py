"""What one may type about the support of an association: nothing about a client, and the form says so."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.support import rules
from app.support.rules import pulse
from app.web import forms

NO_CLIENTS = _l("About the association only. Write nothing about a client: no name, no situation.")


class ContactForm(forms.Form):
    """When somebody was in touch, how, and in one line what about."""

    how = forms.RadioField(_l("How"), [InputRequired()], default="call")
    met_on = forms.DateField(_l("When"), [InputRequired()])
    words = forms.TextField(
        _l("What about, in one line"),
        [InputRequired(), Length(max=rules.WORDS_AT_MOST)],
        description=NO_CLIENTS,
        render_kw={"autocomplete": "off"},
    )


class MatterForm(forms.Form):
    """What the team should take care of."""

    words = forms.TextAreaField(
        _l("What is it about?"), [InputRequired()], rows=4, at_most=rules.MATTER_AT_MOST, description=NO_CLIENTS
    )


class OwnMatterForm(MatterForm):
    """What the association brings up; it says for which one when the person speaks for several."""

    association_id = forms.RadioField(_l("Association"), [InputRequired()])


class StepForm(forms.Form):
    """What was done."""

    words = forms.TextAreaField(
        _l("What was done?"), [InputRequired()], rows=3, at_most=rules.MATTER_AT_MOST, description=NO_CLIENTS
    )
    closes = forms.CheckboxField(_l("This settles the matter"))


class CounsellorForm(forms.Form):
    """Who supports the association."""

    person_id = forms.RadioField(_l("Counsellor of the association"), [InputRequired()])


class PulseForm(forms.Form):
    """A season, and until when it can be answered."""

    season = forms.TextField(
        _l("Name of the season"),
        [InputRequired(), Length(max=pulse.SEASON_AT_MOST)],
        width=20,
        description=_l("For example: spring 2027"),
        render_kw={"autocomplete": "off"},
    )
    open_until_on = forms.DateField(_l("Answers until"), [InputRequired()])


class AnswerForm(forms.Form):
    """Two questions, answered in a minute."""

    places = forms.IntegerField(
        _l("For how many people do you have room?"),
        [InputRequired()],
        width=3,
        description=_l("Write 0 if you cannot take anybody this season."),
    )
    reason = forms.RadioField(_l("If there is no room: why?"), [Optional()], validate_choice=False)
    wish = forms.TextAreaField(
        _l("What would help you?"), [Optional()], rows=3, at_most=pulse.WISH_AT_MOST, description=NO_CLIENTS
    )
    wants_contact = forms.CheckboxField(_l("Please get in touch with us"))
