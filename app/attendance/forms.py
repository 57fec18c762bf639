"""One tap: which button was pressed on a list of days, and the key that makes a second sending say nothing new."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.validators import UUID as Uuid  # noqa: N811 - a class of theirs with the name of ours

from app.attendance import rules
from app.attendance.rules import Mark
from app.web import forms


class MarkForm(forms.Form):
    """Each button carries what it says: `present.2026-11-24.<placement>`, or the day of all that are still open."""

    key = wtforms.HiddenField(default=lambda: str(uuid4()), validators=[Uuid(_l("Open the page again."))])
    mark = wtforms.StringField()
    rest = wtforms.StringField()

    def marks(self, unanswered: Iterable[tuple[UUID, date]]) -> list[Mark]:
        """What the button says; `unanswered` are the days that “everyone came” would answer."""
        if self.rest.data:
            return [Mark(placement_id, day, "present") for placement_id, day in unanswered]
        said = rules.read(self.mark.data or "")
        return [said] if said else []


class ConfirmForm(forms.Form):
    """A button alone."""
