"""What one types of a decision: the rate, its time, and where it was decided."""

import re
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from app.values.money import Cents, cents
from app.web import forms

_EUROS: Final = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?\s*€?")


class EuroField(forms.TextField):
    """Euros as people write them – 10,09 or 10.09 € – and the cents they mean."""

    @property
    def amount(self) -> Cents | None:
        """The cents typed, or None for what cannot be read as euros."""
        found = _EUROS.fullmatch(self.data or "")
        return cents(Decimal(f"{found[1]}.{found[2] or 0}")) if found else None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - the library's signature
        """What cannot be read as euros is told so."""
        if self.data and self.amount is None:
            raise StopValidation(_("Give the amount in euros and cents, for example 10,09."))


class DecideForm(forms.Form):
    """The view says which services there are."""

    service_type = forms.RadioField(_l("Service"), [InputRequired()])
    day = EuroField(
        _l("Rate for each attended day, euros"),
        [InputRequired()],
        width=5,
        description=_l("For example 10,09"),
        render_kw={"inputmode": "decimal"},
    )
    valid_from = forms.DateField(
        _l("In force from"),
        [InputRequired()],
        description=_l("A rate that is in force until further notice ends the day before the new one begins."),
    )
    valid_to = forms.DateField(
        _l("In force until"), [Optional()], description=_l("Leave empty when it is in force until further notice.")
    )
    body = forms.TextField(
        _l("Who decided"), [InputRequired(), Length(max=120)], description=_l("For example: Municipal executive board")
    )
    section = forms.TextField(
        _l("Section"), [InputRequired(), Length(max=40)], width=10, description=_l("For example § 54")
    )
    decided_on = forms.DateField(_l("Date of the decision"), [InputRequired()])
    source = forms.TextField(
        _l("Where it can be read"),
        [Optional(), Length(max=300)],
        description=_l("A web address or the name of a document"),
    )


class PressForm(forms.Form):
    """A button alone."""
