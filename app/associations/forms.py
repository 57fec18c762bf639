"""What one may type about an association."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Email, InputRequired, Length, Optional

from app.accounts.rules import ASSOCIATION_ADMIN, ASSOCIATION_MEMBER
from app.associations import rules
from app.web import forms

_LINE = Length(max=rules.NAME_AT_MOST)


class BasicsForm(forms.Form):
    """What it is called and what it is; the view says which kinds there are."""

    name = forms.TextField(
        _l("Name of the association"), [InputRequired(), _LINE], render_kw={"autocomplete": "organization"}
    )
    kind = forms.RadioField(_l("What kind of organisation it is"), [InputRequired()], default="association")
    business_id = forms.TextField(
        _l("Business ID"),
        [Optional(), Length(max=20)],
        width=10,
        description=_l("For example 1234567-1. Leave it out if the association has none."),
    )
    register_number = forms.TextField(
        _l("Number in the register of associations"),
        [Optional(), Length(max=20)],
        width=10,
        description=_l("For example 204.567."),
    )


class AssociationForm(BasicsForm):
    """What the municipality writes down of an association."""

    language = forms.RadioField(_l("Language we use with the association"), [InputRequired()], default="fi")


class SoteriForm(forms.Form):
    """Whether the association stands in Soteri, and why."""

    soteri = forms.RadioField(
        _l("Is the association registered in Soteri?"),
        [Optional()],
        description=_l("Soteri is the register of producers of social and health services. You can answer later."),
        choices=forms.options(("registered", _l("Yes, it is registered")), ("not_needed", _l("No, it need not be"))),
    )
    soteri_reason = forms.TextField(
        _l("Why"),
        [Optional(), Length(max=300)],
        description=_l("For example: registered since 2024, or: the municipality guides the clients, we only host."),
    )


class DetailsForm(AssociationForm, SoteriForm):
    """Everything that is kept about an association itself."""

    languages = forms.CheckboxesField(_l("Languages one can work in"), [Optional()])
    einvoice_address = forms.TextField(
        _l("E-invoice address"),
        [Optional(), Length(max=40)],
        width=20,
        description=_l("OVT code (0037 and the business ID) or IBAN."),
    )
    einvoice_operator = forms.TextField(_l("Operator of the e-invoice address"), [Optional(), _LINE], width=20)


class SiteForm(forms.Form):
    """Where one goes."""

    site_name = forms.TextField(
        _l("What the place is called"), [Optional(), _LINE], description=_l("Leave it out if the address is enough.")
    )
    street = forms.TextField(
        _l("Street address"), [InputRequired(), _LINE], render_kw={"autocomplete": "street-address"}
    )
    postal_code = forms.TextField(
        _l("Postal code"), [InputRequired(), Length(max=10)], width=5, render_kw={"autocomplete": "postal-code"}
    )
    town = forms.TextField(_l("Town"), [InputRequired(), _LINE], width=20, render_kw={"autocomplete": "address-level2"})


class ContactForm(forms.Form):
    """Whom one calls."""

    contact_name = forms.TextField(
        _l("Name of the contact person"), [InputRequired(), _LINE], render_kw={"autocomplete": "name"}
    )
    contact_role = forms.TextField(
        _l("What they are in the association"), [Optional(), _LINE], description=_l("For example: chair, caretaker")
    )
    phone = forms.PhoneField(_l("Phone"), [Optional(), Length(max=40)])
    email = forms.EmailField(_l("E-mail"), [Optional(), Email(), Length(max=254)])


class FillInForm(BasicsForm, SoteriForm, ContactForm):
    """What an association tells of itself in five minutes on a phone: one page, kept as a draft."""

    languages = forms.CheckboxesField(_l("Languages one can work in"), [InputRequired()])
    street = SiteForm.street
    postal_code = SiteForm.postal_code
    town = SiteForm.town


class InviteForm(forms.Form):
    """Somebody who acts for the association."""

    name = forms.TextField(
        _l("Name"),
        [InputRequired(), _LINE],
        description=_l("First name and surname"),
        render_kw={"autocomplete": "off"},
    )
    email = forms.EmailField(_l("E-mail"), [InputRequired(), Email(), Length(max=254)])
    role = forms.RadioField(
        _l("Role"),
        [InputRequired()],
        choices=forms.options(
            (ASSOCIATION_MEMBER, _l("Association member – registers tasks, marks days and confirms months")),
            (ASSOCIATION_ADMIN, _l("Association admin – does the same, accepts the agreement and invites others")),
        ),
    )
    language = forms.RadioField(_l("Language of the letter"), [InputRequired()])


class InviteAssociationForm(forms.Form):
    """A name and an address; the association tells the rest itself."""

    name = forms.TextField(_l("Name of the association"), [InputRequired(), _LINE], render_kw={"autocomplete": "off"})
    kind = forms.RadioField(_l("What kind of organisation it is"), [InputRequired()], default="association")
    person = forms.TextField(
        _l("Whom the letter is for"), [InputRequired(), _LINE], description=_l("First name and surname")
    )
    email = forms.EmailField(_l("E-mail"), [InputRequired(), Email(), Length(max=254)])
    language = forms.RadioField(_l("Language of the letter"), [InputRequired()], default="fi")


class DecideForm(forms.Form):
    """The reason, where one is needed."""

    reason = forms.TextAreaField(_l("Reason"), rows=4, at_most=1000, description=_l("The association reads it too."))


class StatementsForm(forms.Form):
    """The two statements, ticked one by one; the view says their words."""

    statements = forms.CheckboxesField(_l("The association states"), [InputRequired()])


class AcceptForm(StatementsForm):
    """The agreement that was read, and the statements with it."""

    fingerprint = HiddenField(validators=[InputRequired(), Length(max=64)])


class AccountForm(forms.Form):
    """A new account number."""

    iban = forms.TextField(
        _l("New account number (IBAN)"),
        [InputRequired(), Length(max=50)],
        width=30,
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class PressForm(forms.Form):
    """An act without answers."""
