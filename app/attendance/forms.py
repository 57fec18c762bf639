"""One tap: which button was pressed on a list of days, and the key that makes a second sending say nothing new."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args
from uuid import UUID, uuid4

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.validators import UUID as Uuid  # noqa: N811 - a class of theirs with the name of ours

from app.attendance.rules import Answer, Mark
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
        return list(_one(self.mark.data or ""))


class ConfirmForm(forms.Form):
    """A button alone."""


def pressed(answer: Answer, day: date, placement_id: UUID) -> str:
    """What a button carries."""
    return f"{answer}.{day.isoformat()}.{placement_id}"


def _one(value: str) -> Iterator[Mark]:
    """The mark in a button's value; nothing for a value that no button of ours has."""
    answer, _dot, rest = value.partition(".")
    day, _dot, placement_id = rest.partition(".")
    if answer in get_args(Answer):
        try:
            yield Mark(UUID(placement_id), date.fromisoformat(day), "present" if answer == "present" else "absent")
        except ValueError:
            return
