"""The last steps: ways in, own texts, the practice run, going live."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import queries as people
from app.intake import queries as intake
from app.opening import queries
from app.opening.pages.contents.content import Asked, Content, Item
from app.opening.pages.steps import instant, named
from app.web import dates
from app.web.components import Lines, Link, Printable, SummaryRow

Names = Mapping[UUID, str]
WAYS_IN: Final = {
    "adult_social_work": _l("Adult social work"),
    "employment_authority": _l("Employment authority"),
    "self": _l("The person themself"),
}
LANGUAGES: Final = {"fi": _l("In Finnish"), "sv": _l("In Swedish")}
PRACTICE: Final = {
    "contact_taken": _l("A contact was taken in, the visit recorded and the call made"),
    "client_placed": _l("A client wrote a goal ladder and was placed in a work task"),
    "days_marked": _l("An association marked the days and confirmed a month"),
    "claim_approved": _l("A claim was prepared and approved by two people, if a reimbursement is paid"),
    "languages_read": _l("The public pages and the letters were read in both languages"),
}


def channels(_asked: Asked) -> Content:
    """K1: each way in, and with whom it was agreed."""
    known = intake.channels()
    names = people.names(tuple({one.saved_by for one in known.values()}))
    rows = []
    for way, title in WAYS_IN.items():
        one = known.get(way)
        change = Link(_("Change"), url_for("wizard.channel", way=way), title)
        if one is None:
            says: Printable = _("Not answered")
        elif not one.is_open:
            says = _("Not in use")
        elif way == "self":
            says = _("The public page is on")
        else:
            reach = ", ".join(part for part in (one.contact_name, one.phone, one.email) if part)
            agreed = _("agreed on %(day)s", day=dates.day(one.agreed_on)) if one.agreed_on else ""
            says = Lines(one.unit, ". ".join(part for part in (reach, str(agreed)) if part))
        if one is not None:
            says = Lines(says, f"{named(names, one.saved_by)}, {instant(one.saved_at)}")
        rows.append(SummaryRow(title, says, change))
    return Content(tuple(rows), ways=(Link(_("Look at the public page"), url_for("intake.leave_contact")),))


def texts(asked: Asked) -> Content:
    """The municipality's own words, by language."""
    known = queries.texts()
    names = people.names(tuple({one.saved_by for one in known.values()}))
    rows = []
    for language, title in LANGUAGES.items():
        one = known.get(language)
        change = Link(_("Change") if one else _("Write"), url_for("wizard.text", language=language), title)
        is_first = language == asked.here.first_language
        empty = _("Not written: needed") if is_first else _("Not written. The other language is shown instead.")
        says: Printable = Lines(one.welcome, f"{named(names, one.saved_by)}, {instant(one.saved_at)}") if one else empty
        rows.append(SummaryRow(title, says, change))
    return Content(tuple(rows))


def practice(asked: Asked) -> Content:
    """What people tried, confirmed with a name."""
    items = tuple(Item(code, said, asked.confirmed.get(code)) for code, said in PRACTICE.items())
    says = (
        _("Try these in a practice municipality with your team. Whoever saw it happen confirms it with their name."),
    )
    copy = Link(_("Make a practice municipality"), url_for("practice.copy"))
    return Content(says=says, items=items, ways=() if asked.here.is_practice else (copy,))


def go_live(asked: Asked) -> Content:
    """Whether there is anything left to open."""
    if asked.here.is_practice:
        return Content(says=(_("A practice municipality never goes live: it holds invented people only."),))
    if asked.here.state != "preparing":
        return Content(says=(_("The municipality is open."),))
    return Content()
