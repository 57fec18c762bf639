"""What one types while a municipality opens; each form knows which version of what is saved its writer had read."""

from typing import Final

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Email, InputRequired, Length, Optional

from app.web import forms

SHORT: Final = 120
LONG: Final = 300
TEXT: Final = 1500


class SavedForm(forms.Form):
    """Saved by several people in turn: `seen` is the version that was read, 0 before the first."""

    seen = HiddenField(default="0")

    @property
    def seen_version(self) -> int:
        """The version as a number; what is no number was never read."""
        said = self.seen.data or "0"
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


class DecisionForm(SavedForm):
    """A decision of the municipality's own."""

    body = forms.TextField(
        _l("Who decided"),
        [InputRequired(), Length(max=SHORT)],
        description=_l("For example: Municipal executive board"),
    )
    section = forms.TextField(
        _l("Section"), [InputRequired(), Length(max=40)], width=10, description=_l("For example § 54")
    )
    decided_on = forms.DateField(_l("Date of the decision"), [InputRequired()])
    valid_from = forms.DateField(_l("In force from"), [InputRequired()])
    link = forms.TextField(
        _l("Where it can be read"),
        [Optional(), Length(max=LONG)],
        description=_l("A web address or the name of a document"),
    )


class ChannelForm(SavedForm):
    """With whom it was agreed how people are sent on."""

    is_open = forms.CheckboxField(_l("People come in this way"))
    unit = forms.TextField(
        _l("Unit"), [Optional(), Length(max=SHORT)], description=_l("For example: Adult social work, southern office")
    )
    contact_name = forms.TextField(_l("Whom we ask for there"), [Optional(), Length(max=SHORT)])
    email = forms.EmailField(_l("E-mail"), [Optional(), Email(), Length(max=254)])
    phone = forms.PhoneField(_l("Telephone"), [Optional(), Length(max=40)])
    agreed_way = forms.TextAreaField(
        _l("What was agreed"),
        [Optional()],
        at_most=TEXT,
        rows=4,
        description=_l(
            "For example: they ask the person for leave and call us together. No papers and no background are sent."
        ),
    )
    agreed_on = forms.DateField(_l("Agreed on"), [Optional()])


class OwnChannelForm(SavedForm):
    """The person's own way in."""

    is_open = forms.CheckboxField(
        _l("People may get in touch themselves on the public page"),
    )


class TextForm(SavedForm):
    """The municipality's own words in one language."""

    welcome = forms.TextAreaField(
        _l("Welcome"),
        [InputRequired()],
        at_most=TEXT,
        description=_l(
            "Two or three plain sentences: what happens here, and for whom. Shown on the public start page."
        ),
    )
    contact = forms.TextAreaField(
        _l("Contact details"),
        [InputRequired()],
        at_most=LONG,
        rows=3,
        description=_l("Telephone, e-mail and address. Shown on the start page and at the end of letters."),
    )
    hours = forms.TextAreaField(
        _l("When one can reach you"), [Optional()], at_most=LONG, rows=2, description=_l("For example: Mon–Thu 9–15")
    )


class StageForm(SavedForm):
    """A stage of taking root."""

    began_on = forms.DateField(_l("Began on"), [InputRequired()])
    evidence = forms.TextField(
        _l("What shows it"),
        [InputRequired(), Length(max=LONG)],
        description=_l("The decision or agreement, for example: City board 12.5.2017, § 88"),
    )
    link = forms.TextField(
        _l("Where it can be read"),
        [Optional(), Length(max=LONG)],
        description=_l("A web address or the name of a document"),
    )
