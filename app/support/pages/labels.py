"""The words that all pages of support share."""

from collections.abc import Mapping
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.support import permissions
from app.web.components import Crumb
from app.web.shell import Entry
from app.web.ways import Way

HOW = {"call": _l("Call"), "visit": _l("Visit"), "message": _l("Message")}

SENTENCES = {
    "support.way_unknown": _l("Choose how you were in touch."),
    "support.not_yet": _l("Write down a contact when it has been: today or earlier."),
    "support.too_long_ago": _l("A contact is written down within two months: on %(first_on)s at the earliest."),
    "support.words_missing": _l("Write in a few words what it is about."),
    "support.identity_code_not_taken": _l(
        "Do not write an identity code here. Nothing on this page is about a client."
    ),
    "support.matter_is_closed": _l("This matter is already settled. Open a new one if something is still to be done."),
    "support.not_of_the_team": _l("Choose somebody who works in the team."),
    "support.season_missing": _l("Give the season a name, for example spring 2027."),
    "support.pulse_has_an_end": _l("Choose a last day after today, on %(last_on)s at the latest."),
    "support.nobody_to_ask": _l("There are no associations in the network yet, so there is nobody to ask."),
    "support.pulse_is_over": _l("The questions about the season %(season)s are over. The next season brings new ones."),
    "support.places_unclear": _l("Write a number from 0 to %(at_most)s."),
    "support.reason_missing": _l("Choose why there is no room. It helps us to help you."),
}
EVENTS = {
    "support.counsellor_named": _l("A counsellor was named for an association"),
    "support.contact_written": _l("A contact with an association was written down"),
    "support.matter_opened": _l("A matter was opened with an association"),
    "support.matter_taken": _l("Somebody took care of a matter of an association"),
    "support.matter_acted_on": _l("Something was done about a matter of an association"),
    "support.matter_closed": _l("A matter of an association was settled"),
    "support.pulse_started": _l("The associations were asked about a season"),
    "support.pulse_posted": _l("An association was sent the questions about a season"),
    "support.pulse_answered": _l("An association answered about a season"),
}
NAVIGATION = (
    Entry(_l("Support of associations"), "support.network", permissions.GIVE, 52),
    Entry(_l("Support"), "matters.own", permissions.ASK, 52),
    Entry(_l("Pulse of the season"), "pulse.pulses", permissions.PULSES, 54),
)
WAYS = (Way("association", _l("Support: contacts and open matters"), "support.association", permissions.GIVE, 10),)


def choices(labels: Mapping[str, object]) -> list[tuple[str, str]]:
    """Labels as a form field offers them."""
    return [(code, str(label)) for code, label in labels.items()]


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of the team's support."""
    return (Crumb(_("Support of associations"), url_for("support.network")), *further)


def crumb(association_id: UUID, name: str) -> Crumb:
    """One association on the way."""
    return Crumb(name, url_for("support.association", association_id=association_id))
