"""What one types to place a client: who, where, when, and which plan it rests on."""

import re
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from app.web import forms

SUPERVISOR_AT_MOST: Final = 60
_HOURS: Final = re.compile(r"(?P<hours>\d{1,2})(?:[.,](?P<half>[05]))?|(?P<whole>\d{1,2}):(?P<minutes>[0-5]\d)")


class HoursField(forms.TextField):
    """Hours as people write them – 5, 4,5 or 4:30 – and the minutes they mean."""

    @property
    def minutes(self) -> int | None:
        """The minutes typed, or None for what cannot be read as hours."""
        found = _HOURS.fullmatch(self.data or "")
        if found is None:
            return None
        if found["whole"]:
            return int(found["whole"]) * 60 + int(found["minutes"])
        return int(found["hours"]) * 60 + (30 if found["half"] == "5" else 0)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - the library's signature
        """What cannot be read as hours is told so."""
        if self.data and self.minutes is None:
            raise StopValidation(_("Give the hours as a number, for example 5 or 4,5."))


class AsTheServiceAsks(Optional):
    """May be left out here: whether the service rests on a plan is said by its rule set, and told by the rule."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {}


def dated_with_its_plan(form: BaseForm, field: forms.DateField) -> None:
    """A plan has its date."""
    if form["plan_basis"].data and field.data is None:
        raise StopValidation(_("Give the date of the plan."))


class PlaceForm(forms.Form):
    """The view says which clients, tasks and services there are."""

    client_id = forms.SelectField(_l("Client"), [InputRequired()])
    task_id = forms.SelectField(_l("Work task"), [InputRequired()])
    service_type = forms.RadioField(_l("Service"), [InputRequired()])
    first_on = forms.DateField(_l("First day"), [InputRequired()], description=_l("For example 31 12 2026"))
    last_on = forms.DateField(_l("Last day"), [InputRequired()])
    weekdays = forms.CheckboxesField(_l("Days of the week"), [InputRequired()], coerce=int)
    hours_a_day = HoursField(
        _l("Hours a day"),
        [InputRequired()],
        width=3,
        description=_l("For example 5 or 4,5. Travel is not counted."),
        render_kw={"inputmode": "decimal"},
    )
    supervisor = forms.TextField(
        _l("Whom to ask for at the association"),
        [InputRequired(), Length(max=SUPERVISOR_AT_MOST)],
        width=20,
        description=_l("The name of the person who shows the work and is there during the days."),
        render_kw={"autocomplete": "off"},
    )
    plan_basis = forms.RadioField(_l("Which plan does it rest on?"), [AsTheServiceAsks()])
    plan_on = forms.DateField(
        _l("Date of the plan"),
        [dated_with_its_plan],
        description=_l("The plan itself stays with the authority that made it."),
    )


class EndForm(forms.Form):
    """From which day on it is over."""

    ended_on = forms.DateField(_l("Last day"), [InputRequired()])


class InductionForm(forms.Form):
    """K16: it has been done, says whoever signs."""

    done = forms.CheckboxField(_l("We have gone through this list together."), [InputRequired()])
