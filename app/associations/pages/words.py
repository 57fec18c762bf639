"""The words for what is kept as codes: kinds, languages, states, what is missing."""

from typing import Final

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.associations.rules import WORK_LANGUAGES
from app.web.components import Tag, Tone

KINDS: Final = {
    "association": _l("Association"),
    "foundation": _l("Foundation"),
    "religious_community": _l("Religious community"),
    "municipality": _l("Municipality"),
    "state": _l("State office"),
    "company": _l("Company"),
}
LANGUAGES: Final = {"fi": _l("Finnish"), "sv": _l("Swedish")}
PEOPLE_ROLES: Final = {"association_member": _l("Association member"), "association_admin": _l("Association admin")}
SOTERI: Final = {"registered": _l("Registered in Soteri"), "not_needed": _l("Need not be in Soteri")}
STATES: Final[dict[str, tuple[object, Tone]]] = {
    "invited": (_l("Invited"), "neutral"),
    "filled_in": (_l("Waits for approval"), "info"),
    "approved": (_l("In order"), "success"),
    "grace": (_l("Yearly check is late"), "attention"),
    "lapsed": (_l("Yearly check has lapsed"), "danger"),
    "suspended": (_l("Suspended"), "danger"),
    "ended": (_l("Has left the network"), "neutral"),
}
MISSING: Final = {
    "details": (_l("Tell about the association"), _l("Five minutes on a phone.")),
    "agreement": (_l("Read and accept the agreement"), _l("With it come the two statements.")),
    "new_agreement": (
        _l("Read and accept the new agreement"),
        _l("The municipality has changed it. The next claim waits for your yes."),
    ),
    "statements": (_l("Give the two statements"), _l("They are given again every year.")),
    "renewal": (_l("Do the yearly check"), _l("Look through the details and give the two statements again.")),
    "approval": (_l("The municipality approves the association"), _l("Nothing is asked of the association now.")),
}
DECIDED: Final = {
    "approved": _l("Approved"),
    "suspended": _l("Suspended"),
    "resumed": _l("Taken back into the network"),
    "ended": _l("Left the network"),
}


def state_tag(state: str) -> Tag:
    """A state in words and colour."""
    label, tone = STATES[state]
    return Tag(str(label), tone)


def work_languages() -> dict[str, str]:
    """The languages one can work in, as the reader's language calls them."""
    names = get_locale().languages
    return {code: names[code][:1].upper() + names[code][1:] for code in WORK_LANGUAGES}
