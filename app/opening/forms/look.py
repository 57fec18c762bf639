"""What one may choose of how the municipality's pages look."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Optional

from app.web import forms


class LookForm(forms.Form):
    """The language that comes first, the colour, and the logo."""

    first_language = forms.RadioField(
        _l("Which language comes first"),
        [InputRequired()],
        description=_l("Strangers see the pages in this language until they choose another."),
        choices=forms.options(("fi", _l("Finnish")), ("sv", _l("Swedish"))),
    )
    colour = forms.TextField(
        _l("Colour"),
        [InputRequired()],
        width=10,
        description=_l(
            "Six hexadecimal digits, for example #0b5a6b. Links, buttons and headings get it, so it must be dark enough"
            " to read on white."
        ),
    )
    logo = forms.FileField(
        _l("New logo"),
        [Optional()],
        description=_l("A PNG, JPEG or WebP file, best with a see-through ground. It is shown 44 pixels high."),
    )
    remove_logo = forms.CheckboxField(_l("Take the present logo off"), [Optional()])

    def sent_logo(self) -> bytes | None:
        """The file as it came; None when no file was chosen."""
        sent: Any = self.logo.data
        return sent.read() if sent else None
