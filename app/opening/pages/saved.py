"""Two people saved one form: what the other wrote, beside what the reader wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import wtforms
from flask_babel import gettext as _

from app.opening.pages.steps import saved_by
from app.web import dates
from app.web.components import Printable, SummaryRow
from app.web.saved import Saved


@dataclass(frozen=True, slots=True)
class Theirs:
    """What stands saved now, by whom and when."""

    says: str
    rows: tuple[SummaryRow, ...]


def theirs(form: wtforms.Form, now: Saved, names: Mapping[UUID, str]) -> Theirs:
    """The saved words for each field of the form."""
    return Theirs(saved_by(now.saved_by, now.saved_at, names), tuple(_rows(form, now)))


def _rows(form: wtforms.Form, now: Saved) -> Iterator[SummaryRow]:
    for field in form:
        if hasattr(now, field.name):
            yield SummaryRow(field.label.text, _told(getattr(now, field.name)))


def _told(value: object) -> Printable:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return dates.day(value)
    return str(value) if value else str(_("Nothing written"))
