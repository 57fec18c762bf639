"""What one types of a week, an absence and a substitute."""

import re
from decimal import Decimal
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, StopValidation

from app.team import rules
from app.web import forms

_DECIMAL: Final = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?\s*h?")
_CLOCK: Final = re.compile(r"(\d{1,2}):([0-5]\d)")


class HoursField(forms.TextField):
    """Hours as people write them – 7,5 or 7.5 or 7:30 – and the minutes they mean; an empty box is no hours."""

    @property
    def minutes(self) -> int | None:
        """The minutes typed, or None for what cannot be read as hours."""
        typed = (self.data or "0").strip()
        if found := _CLOCK.fullmatch(typed):
            return int(found[1]) * 60 + int(found[2])
        if found := _DECIMAL.fullmatch(typed):
            return int(Decimal(f"{found[1]}.{found[2] or 0}") * 60)
        return None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - the library's signature
        """What cannot be read as hours is told so."""
        if self.data and self.minutes is None:
            raise StopValidation(_("Give the hours as a number, for example 7.5."))


def _day(label: str) -> HoursField:
    return HoursField(label, width=4, render_kw={"inputmode": "decimal"})


class WeekForm(forms.Form):
    """Hours on each day, and how many of them stay free for acute matters (K14)."""

    valid_from = forms.DateField(
        _l("From which day on"), [InputRequired()], description=_l("The week holds until you say a new one.")
    )
    monday = _day(_l("Monday, hours"))
    tuesday = _day(_l("Tuesday, hours"))
    wednesday = _day(_l("Wednesday, hours"))
    thursday = _day(_l("Thursday, hours"))
    friday = _day(_l("Friday, hours"))
    saturday = _day(_l("Saturday, hours"))
    sunday = _day(_l("Sunday, hours"))
    reserve = HoursField(_l("Kept free for acute matters, hours a week"), width=4, render_kw={"inputmode": "decimal"})

    def week(self) -> tuple[int, ...]:
        """Minutes on each day, Monday first."""
        return tuple(self[day].minutes or 0 for day in rules.WEEKDAYS)


class AwayForm(forms.Form):
    """From the first day to the last; the reason is nobody's business here."""

    first_on = forms.DateField(_l("First day away"), [InputRequired()])
    last_on = forms.DateField(_l("Last day away"), [InputRequired()])


class SubstituteForm(forms.Form):
    """The view says who may be chosen."""

    substitute = forms.RadioField(_l("Who stands in"), [InputRequired()])


class PressForm(forms.Form):
    """A button alone."""
