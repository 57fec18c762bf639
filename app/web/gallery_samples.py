"""What the gallery shows: invented associations and people, one sample for each state of each component."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms.validators import Email, InputRequired, NumberRange, Optional

from app.web import forms, navigation
from app.web.components import (
    Column,
    Crumb,
    EmptyState,
    Figure,
    Flash,
    Lines,
    Link,
    NextStep,
    Problem,
    SummaryRow,
    Table,
    Tag,
    Task,
)
from app.web.listing import Listing
from app.web.look import MunicipalityLook
from app.web.navigation import NavItem, Shell

BLUE = MunicipalityLook("Suvantola", "/gallery/shells/municipality", "#0a4d9c", "/gallery/look.css")
SHELLS = ("visitor", "counsellor", "municipality")
ASSOCIATIONS_COUNT = 60
_NAMES = ("Käpylän kyläyhdistys", "Rannan Martat", "Hyvän Mielen Talo", "Pyöräpaja Ratas", "Setlementti Silta")
_STATES = (
    lambda: Tag(_("Open"), "success"),
    lambda: Tag(_("Full"), "neutral"),
    lambda: Tag(_("Waiting for agreement"), "attention"),
)


def crumbs() -> tuple[Crumb, ...]:
    """The way to a page of the gallery."""
    return (Crumb(_("Components"), "/gallery/"),)


def associations(listing: Listing, status: str) -> Table:
    """One page of sixty associations, in the order asked for."""
    rows = [(f"{_NAMES[number % 5]} {number // 5 + 1}", number % 7, f"{2010 + number % 13}") for number in range(60)]
    column = {"name": 0, "places": 1, "since": 2}[listing.order]
    rows.sort(key=lambda row: row[column], reverse=listing.descending)
    shown = [] if status == "none" else rows[listing.offset : listing.offset + listing.per_page]
    return Table(
        caption=_("Associations"),
        caption_hidden=True,
        columns=(
            listing.column("name", _("Association")),
            listing.column("places", _("Free places"), numeric=True),
            listing.column("since", _("In the network since"), numeric=True),
            Column(_("State")),
            Column(_("Acts"), heading_hidden=True),
        ),
        rows=tuple(
            (
                Lines(Link(name, "#"), "Joensuu"),
                str(places),
                since,
                _STATES[places % 3](),
                Link(_("Change"), "#", name),
            )
            for name, places, since in shown
        ),
        empty=nothing(),
    )


def nothing() -> EmptyState:
    """An empty list."""
    return EmptyState(
        _("No associations yet"),
        _("An association joins the network when you invite it. It registers its own work tasks."),
        Link(_("Invite an association"), "#"),
    )


def small_table() -> Table:
    """A table that is not sorted."""
    return Table(
        caption=_("Attended days in October"),
        columns=(Column(_("Day")), Column(_("Hours"), numeric=True), Column(_("State"))),
        rows=(
            ("1.10.2026", "4", Tag(_("Confirmed"), "success")),
            ("3.10.2026", "5,5", Tag(_("Marked"), "info")),
            ("8.10.2026", "–", Tag(_("Absent"), "neutral")),
        ),
    )


def tags() -> tuple[Tag, ...]:
    """Each tone."""
    return (
        Tag(_("Draft")),
        Tag(_("Marked"), "info"),
        Tag(_("Confirmed"), "success"),
        Tag(_("Waiting for agreement"), "attention"),
        Tag(_("Overdue"), "danger"),
    )


def summary() -> tuple[SummaryRow, ...]:
    """Facts with and without a way to change them."""
    return (
        SummaryRow(_("Name"), "Rannan Martat", Link(_("Change"), "#", _("Name"))),
        SummaryRow(_("Work tasks"), "Keittiöapu, kahvila, vaatekirppis", Link(_("Change"), "#", _("Work tasks"))),
        SummaryRow(_("In the network since"), "2015"),
    )


def tasks() -> tuple[Task, ...]:
    """Parts at each stage."""
    return (
        Task(_("Choose the model's version"), Tag(_("Ready"), "success"), "#", "Kumina 1"),
        Task(_("Invite associations"), Tag(_("Under way"), "info"), "#"),
        Task(_("Decide on reimbursement"), Tag(_("Not begun")), "#", _("The municipality's own decision, or none")),
        Task(_("Open to clients"), Tag(_("Cannot begin yet"))),
    )


def next_steps() -> tuple[NextStep | None, ...]:
    """K13 kept."""
    return (
        NextStep(
            _("Introductory visit at the café"),
            "5.11.2026 10.00",
            "2026-11-05T10:00",
            "Aino Kallio",
            "Rantakatu 4",
            "#",
        ),
    )


def figures() -> tuple[Figure, ...]:
    """Numbers with and without a way on."""
    return (
        Figure(_("Free places"), "14", _("in 9 associations"), "#"),
        Figure(_("Clients now"), "38"),
        Figure(_("Visit within a week"), "96 %", _("last three months")),
    )


def flashes() -> tuple[Flash, ...]:
    """What came of an act, each tone."""
    return (
        Flash(_("The month has been confirmed."), "success"),
        Flash(_("The association has two other months to confirm.")),
        Flash(_("The invitation could not be sent."), "problem"),
    )


def problems() -> tuple[Problem, ...]:
    """Lines of an error summary, with and without a field."""
    return (
        Problem(_("Give a number."), "#error_summary"),
        Problem(_("The month can be confirmed only when it is over.")),
    )


def shell(name: str, language: str, here: str, csrf_token: str) -> Shell:
    """The frame for one of the readers in SHELLS."""
    shown = Shell(language, here, csrf_token=csrf_token)
    if name == "visitor":
        return shown
    menu = navigation.placed(_menu(), here)
    if name == "municipality":
        return replace(shown, municipality=BLUE, person_name="Elli-Noora Virtanen", navigation=menu[:3])
    return replace(
        shown,
        municipality=MunicipalityLook("Kuusela", "/gallery/shells/counsellor"),
        practice=True,
        person_name="Aino Kallio",
        memberships_count=2,
        navigation=menu,
        flashes=flashes()[:1],
    )


def _menu() -> tuple[NavItem, ...]:
    texts = (_("Clients"), _("Associations"), _("Work tasks"), _("Meetings"), _("Reimbursements"), _("Figures"))
    here = NavItem(_("Work list"), "/gallery/shells/counsellor")
    return (here, *(NavItem(text, f"#{number}") for number, text in enumerate(texts)))


class EveryField(forms.Form):
    """Each kind of field once."""

    class Meta(forms.Form.Meta):
        csrf = False

    name = forms.TextField(_l("Name of the association"), [InputRequired()], description=_l("As in the register"))
    email = forms.EmailField(_l("E-mail"), [InputRequired(), Email()])
    phone = forms.PhoneField(_l("Telephone"), [Optional()])
    password = forms.PasswordField(_l("Password"), [InputRequired()], description=_l("At least 15 characters"))
    code = forms.CodeField(_l("Code from the app"), [InputRequired()], description=_l("Six figures"))
    places = forms.IntegerField(_l("Places"), [InputRequired(), NumberRange(1, 40)])
    begins_on = forms.DateField(_l("First day"), [InputRequired()], description=_l("For example 31 12 2026"))
    begins_at = forms.TimeField(_l("Begins at"), [InputRequired()])
    about = forms.TextAreaField(_l("What one does there"), [Optional()], at_most=400)
    kind = forms.SelectField(
        _l("Kind of work"), [InputRequired()], choices=forms.options(("", ""), ("1", _l("Kitchen")), ("2", _l("Café")))
    )
    days = forms.RadioField(
        _l("Days a week"), [InputRequired()], choices=forms.options(("1", "1"), ("2", "2"), ("3", "3"))
    )
    times = forms.CheckboxesField(
        _l("Times of day"), [InputRequired()], choices=forms.options(("am", _l("Morning")), ("pm", _l("Afternoon")))
    )
    file = forms.FileField(_l("Picture of the place"), [Optional()])
    agreed = forms.CheckboxField(_l("The association takes care of induction"), [InputRequired()])


def wrong_form() -> EveryField:
    """Every field as it looks when it is wrong."""
    answers: dict[str, Any] = {"email": "aino", "places": "many", "begins_on": ["31", "2", "2026"], "about": "x" * 401}
    form = EveryField(formdata=MultiDict(answers))
    form.validate()
    form.refuse(None, _("The month can be confirmed only when it is over."))
    form.refuse("file", _("Choose a smaller file."))
    return form
