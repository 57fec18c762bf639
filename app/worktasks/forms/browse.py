"""What one may look for."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from app.web import forms


class BrowseForm(forms.Form):
    """Narrows the list; asked by GET, so nothing changes and no token is needed."""

    class Meta(forms.Form.Meta):
        csrf = False

    words = forms.TextField(_l("In your own words"))
    field = forms.SelectField(_l("Kind of work"))
    town = forms.SelectField(_l("Town"))
    weekday = forms.SelectField(_l("Day of the week"))
    language = forms.SelectField(_l("One manages there in"))


def with_limits(dimensions: Iterable[tuple[str, str, list[tuple[str, str]]]]) -> type[BrowseForm]:
    """The form with the most that the work may take, by dimension: code, name, choices."""
    questions: dict[str, Any] = {
        f"at_most_{code}": forms.SelectField(name, choices=forms.options(*steps)) for code, name, steps in dimensions
    }
    return type("FullBrowseForm", (BrowseForm,), questions)
