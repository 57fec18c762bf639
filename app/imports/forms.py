"""What one gives and says when something is brought in."""

from collections.abc import Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField
from wtforms.validators import InputRequired, Optional

from app.imports.rules.fields import FIELDS
from app.values import sheets
from app.web import forms

AT_MOST = {"rows": sheets.ROWS_AT_MOST, "megabytes": sheets.BYTES_AT_MOST // 1024 // 1024}


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        _l("File"),
        [InputRequired()],
        description=_l(
            "An Excel workbook (.xlsx) or CSV, at most %(rows)s rows and %(megabytes)s megabytes.", **AT_MOST
        ),
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx"},
    )

    def sent(self) -> tuple[bytes, str]:
        """Content and name of the file; one byte more than a file may have is read, and no further."""
        found = cast("FileStorage", self.file.data)
        return found.stream.read(sheets.BYTES_AT_MOST + 1), found.filename or ""


class ApplyForm(forms.Form):
    """Yes to what was shown; rows with something to correct are left out only when somebody says so."""

    seal = HiddenField()
    leave_out = forms.CheckboxField(_l("Leave out the rows with something to correct. I bring them in later."))


class ColumnsForm(forms.Form):
    """Which column holds what; `columns_form` gives it a field for everything a row may say."""

    def chosen(self) -> dict[str, str]:
        """Field → heading, for those that have a column."""
        return {field.name: field.data for field in self if isinstance(field, forms.SelectField) and field.data}


def columns_form(kind: str, headings: Sequence[str], labels: dict[str, object], known: dict[str, str]) -> ColumnsForm:
    """The form for a kind of sheet, filled with what is known or guessed."""
    choices = forms.options(("", _l("Not in the file")), *((heading, heading) for heading in headings if heading))
    fields = {
        one.name: forms.SelectField(
            str(labels[one.name]), [InputRequired()] if one.wanted else [Optional()], choices=choices
        )
        for one in FIELDS[kind]
    }
    form: ColumnsForm = type("ColumnsForm", (ColumnsForm,), fields)(data=known)
    return form
